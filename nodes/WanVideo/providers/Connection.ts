import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { isMarkup } from '../media/fileType';
import { PROVIDER_LABELS } from '../models/labels';
import type { Provider } from '../models/Model';
import { asText } from '../models/text';
import { Problem } from '../problem';
import { NetworkFailure } from './NetworkFailure';
import type { ApiRequest, ProviderApi } from './ProviderApi';
import { PROVIDER_APIS } from './providerApis';

/** What a provider answered, whatever the status. */
export interface ApiAnswer {
	status: number;
	/** In lower case. */
	headers: Record<string, string>;
	/** The parsed body; undefined when it is no JSON. */
	json: unknown;
	/** The body is a web page: a proxy's error, or no API at all. */
	isWebPage: boolean;
}

/** Shorter keys (a local stand-in's) could be ordinary words. */
const SHORTEST_SECRET = 8;

/** The way to one provider, with the user's credential: the only place that sends the key anywhere. */
export class Connection {
	private constructor(
		private readonly context: IExecuteFunctions,
		readonly api: ProviderApi,
		/** Without a trailing slash. */
		readonly baseUrl: string,
		private readonly secret: string,
	) {}

	/** @throws Problem `invalidInput` when the credential's base URL is none */
	static async open(context: IExecuteFunctions, provider: Provider): Promise<Connection> {
		const api = PROVIDER_APIS[provider];
		const credential = await context.getCredentials(api.credential);
		const baseUrl = api.baseUrl(credential).trim().replace(/\/+$/, '');
		if (!isHttpUrl(baseUrl)) {
			throw new Problem('invalidInput', `The base URL "${baseUrl}" is not a web address`, {
				description: `Open the ${PROVIDER_LABELS[provider]} credential and enter one that starts with https://.`,
			});
		}
		return new Connection(context, api, baseUrl, asText(credential.apiKey));
	}

	/** Tells one key from another without telling the key: an account's generations are denied to the others. */
	get account(): string {
		return createHash('sha256').update(`Wan Video ${this.secret}`).digest('hex').slice(0, 16);
	}

	get providerName(): string {
		return PROVIDER_LABELS[this.api.provider];
	}

	/**
	 * Sends one request and returns the answer, of any status. Redirects are not followed: the key
	 * stays with the base URL, and a redirected POST would not be the same request.
	 *
	 * @param timeout milliseconds without an answer
	 * @param signal aborts it; without one it runs to its end even if the execution is stopped
	 */
	async send(
		request: ApiRequest,
		timeout: number,
		signal?: AbortSignal,
	): Promise<ApiAnswer | NetworkFailure> {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: this.baseUrl + request.path,
			headers: request.headers,
			qs: request.query,
			body: request.body,
			json: true,
			// Text, because malformed JSON is to be told from an answer that is a mere string.
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
		};
		try {
			const answer = (await this.context.helpers.httpRequestWithAuthentication.call(
				this.abortedBy(signal),
				this.api.credential,
				options,
			)) as { statusCode: number; headers: IDataObject; body: unknown };
			const body = this.withoutSecret(typeof answer.body === 'string' ? answer.body : '');
			return {
				status: answer.statusCode,
				headers: this.readHeaders(answer.headers),
				json: parse(body),
				isWebPage: isMarkup(body),
			};
		} catch (error) {
			return NetworkFailure.from(error);
		}
	}

	/**
	 * n8n's helper aborts every request when the execution is stopped, whatever signal it is given. A
	 * create must not be aborted, as its id would be lost; so the helper is told of no other signal.
	 */
	private abortedBy(signal: AbortSignal | undefined): IExecuteFunctions {
		const own = { getExecutionCancelSignal: { value: () => signal } };
		return Object.create(this.context, own) as IExecuteFunctions;
	}

	/** By their names in lower case. */
	private readHeaders(headers: IDataObject): Record<string, string> {
		return Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [
				name.toLowerCase(),
				this.withoutSecret(asText(value)),
			]),
		);
	}

	/** Some services repeat the key in what they answer; it must not reach an error, a log or an item. */
	private withoutSecret(text: string): string {
		return this.secret.length < SHORTEST_SECRET ? text : text.replaceAll(this.secret, '(key)');
	}
}

export function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function parse(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
