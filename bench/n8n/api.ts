import { request } from 'node:http';

import { owner } from '../../tools/n8n/setup';
import { until } from '../../tools/n8n/until';

/** n8n's internal API, as its editor uses it: signed in as the owner. */
export class Api {
	private constructor(
		private readonly url: string,
		private readonly cookie: string,
	) {}

	/** @throws if the instance at the address has no such owner */
	static async signIn(url: string): Promise<Api> {
		const { headers } = await exchange(`${url}/rest/login`, 'POST', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
		const cookies = headers['set-cookie'] ?? [];
		return new Api(url, cookies.map((cookie) => cookie.replace(/;.*/s, '')).join('; '));
	}

	async get<Answer>(path: string): Promise<Answer> {
		return await this.call(path, 'GET');
	}

	async post<Answer>(path: string, body: object): Promise<Answer> {
		return await this.call(path, 'POST', body);
	}

	private async call<Answer>(path: string, method: string, body?: object): Promise<Answer> {
		const { text } = await exchange(`${this.url}/rest${path}`, method, body, this.cookie);
		return (JSON.parse(text) as { data: Answer }).data;
	}
}

/** What n8n says when a block has kept its database from answering; it has not looked at the request then. */
const notReady = 'Database is not ready!';

/** Sends JSON, again until n8n is ready to take it, and waits for the answer as long as it takes. */
export async function exchange(
	url: string,
	method: string,
	body?: object,
	cookie = '',
): Promise<Pick<Answered, 'text' | 'headers'>> {
	const { status, text, headers } = await until(`n8n to take ${method} ${url}`, async () => {
		const answered = await exchangeOnce(url, method, body, cookie);
		return answered.status === 503 && answered.text.includes(notReady) ? undefined : answered;
	});
	if (status === 200) return { text, headers };
	throw new Error(`${method} ${url} was answered ${status}: ${text.slice(0, 500)}`);
}

interface Answered {
	status: number;
	text: string;
	headers: Record<string, string[] | undefined>;
}

/** Not by `fetch`: that gives up after five minutes. */
async function exchangeOnce(
	url: string,
	method: string,
	body: object | undefined,
	cookie: string,
): Promise<Answered> {
	const sent = body === undefined ? '' : JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		const asking = request(
			url,
			{
				method,
				// A connection for each: one that is kept may just be closed by n8n when it is used again.
				agent: false,
				headers: {
					cookie,
					'content-type': 'application/json',
					'content-length': Buffer.byteLength(sent),
				},
			},
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.once('error', reject);
				response.once('end', () => {
					resolve({
						status: response.statusCode ?? 0,
						text: Buffer.concat(chunks).toString(),
						headers: response.headersDistinct,
					});
				});
			},
		);
		asking.once('error', reject);
		asking.end(sent);
	});
}
