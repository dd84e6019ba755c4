import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { asText, isMarkup } from '../models/text';
import { apiKeyOf } from './apiKey';
import { checkCredential } from './checkCredential';
import { NetworkFailure } from './NetworkFailure';
import { parseJson } from './parseJson';
import type { Provider } from './Provider';
import type { ApiRequest, Headers, ProviderApi } from './ProviderApi';
import { Secret } from './Secret';

/** What a provider answered, whatever the status. */
export interface ApiAnswer {
	status: number;
	headers: Headers;
	/** The parsed body; undefined when it is no JSON. */
	json: unknown;
	/** How the body starts, as it came. */
	text: string;
	/** The body is a web page: a proxy's error, or no API at all. */
	isWebPage: boolean;
}

/** Who may ask: a run of the node, or its form. */
type Asking = IExecuteFunctions | ILoadOptionsFunctions;

/** Characters of a body that is no JSON: enough to see what it is. */
const START_OF_TEXT = 1000;

/** The way to one provider, with the user's credential: the only place that sends the key anywhere. */
export class Connection {
	private constructor(
		private readonly context: Asking,
		readonly provider: Provider,
		/** Without a trailing slash. */
		readonly baseUrl: string,
		private readonly secret: Secret,
	) {}

	/** @throws Problem `credential` when the credential has no usable base URL or key */
	static async open(context: Asking, provider: Provider): Promise<Connection> {
		const credential = await context.getCredentials(provider.credential);
		const baseUrl = provider.api.baseUrl(credential).trim().replace(/\/+$/, '');
		const key = apiKeyOf(credential);
		checkCredential(provider.label, baseUrl, key);
		return new Connection(context, provider, baseUrl, new Secret(key));
	}

	/** Stands for the key: a provider denies an account's generations to the keys of others. */
	get account(): string {
		return this.secret.digest;
	}

	get api(): ProviderApi {
		return this.provider.api;
	}

	get providerName(): string {
		return this.provider.label;
	}

	/**
	 * Sends one request and returns the answer, of any status. Redirects are not followed: the key
	 * stays with the base URL, and a redirected POST would not be the same request.
	 *
	 * @param timeout milliseconds without a further byte; the whole answer may take twice as long
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
		// The client's own timeout begins anew with every byte: a gateway that sends a blank now and then would hold it for ever.
		const limit = AbortSignal.timeout(timeout * 2);
		try {
			const answer = (await this.context.helpers.httpRequestWithAuthentication.call(
				this.abortedBy(signal ? AbortSignal.any([signal, limit]) : limit),
				this.provider.credential,
				options,
			)) as { statusCode: number; headers: IDataObject; body: unknown };
			const body = typeof answer.body === 'string' ? answer.body : '';
			return {
				status: answer.statusCode,
				headers: this.readHeaders(answer.headers),
				// Parsed first: an escape that JSON allows would hide the key.
				json: this.secret.mask(parseJson(body)),
				// Masked first: the cut could leave a part of the key.
				text: this.secret.mask(body).slice(0, START_OF_TEXT),
				isWebPage: isMarkup(body),
			};
		} catch (error) {
			const cause = limit.aborted ? { code: 'ECONNABORTED' } : error;
			return NetworkFailure.from(cause, this.baseUrl);
		}
	}

	/**
	 * n8n's helper aborts every request when the execution is stopped, whatever signal it is given. A
	 * create must not be aborted, as its id would be lost; so the helper is told of no other signal.
	 */
	private abortedBy(signal: AbortSignal): Asking {
		const own = { getExecutionCancelSignal: { value: () => signal } };
		return Object.create(this.context, own) as Asking;
	}

	/** By their names in lower case. */
	private readHeaders(headers: IDataObject): Headers {
		return Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [
				name.toLowerCase(),
				this.secret.mask(asText(value)),
			]),
		);
	}
}
