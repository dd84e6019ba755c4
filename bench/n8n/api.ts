import { request } from 'node:http';

import { owner } from '../../tools/n8n/setup';

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

/** Sends JSON and waits for the answer as long as it takes: `fetch` gives up after five minutes. */
export async function exchange(
	url: string,
	method: string,
	body?: object,
	cookie = '',
): Promise<{ text: string; headers: Record<string, string[] | undefined> }> {
	const sent = body === undefined ? '' : JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		const asking = request(
			url,
			{
				method,
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
					const text = Buffer.concat(chunks).toString();
					if (response.statusCode === 200) {
						resolve({ text, headers: response.headersDistinct });
					} else {
						const status = response.statusCode ?? 0;
						reject(new Error(`${method} ${url} was answered ${status}: ${text.slice(0, 500)}`));
					}
				});
			},
		);
		asking.once('error', reject);
		asking.end(sent);
	});
}
