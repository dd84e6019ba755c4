import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import type { Attachment } from '../models/Attachment';
import { asText, isMarkup } from '../models/text';
import { apiKeyOf } from './apiKey';
import { checkCredential } from './checkCredential';
import { NetworkFailure } from './NetworkFailure';
import { multipart } from './multipart';
import { parseJson } from './parseJson';
import type { Provider } from './Provider';
import type { ApiRequest, Headers, ProviderApi, UploadTarget } from './ProviderApi';
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

/** Whether it says yes. */
export const isGood = ({ status }: Pick<ApiAnswer, 'status'>) => status >= 200 && status < 300;

/** A timer of more milliseconds would ring at once: Node keeps them in 32 bits, one for the sign. */
const LONGEST_TIMER = 2 ** 31 - 1;

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
		/** Of `Provider.regions`, where that is known. */
		readonly region?: string,
	) {}

	/** @throws Problem `credential` when the credential has no usable base URL or key */
	static async open(context: Asking, provider: Provider): Promise<Connection> {
		const credential = await context.getCredentials(provider.credential);
		const baseUrl = provider.api.baseUrl(credential).trim().replace(/\/+$/, '');
		const key = apiKeyOf(credential);
		checkCredential(provider.label, baseUrl, key);
		const region = provider.api.regionOf?.(credential);
		return new Connection(context, provider, baseUrl, new Secret(key), region);
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
			url: this.urlOf(request),
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
		return await this.answerOf(options.url, timeout * 2, signal, async (limited) => {
			return (await this.context.helpers.httpRequestWithAuthentication.call(
				this.abortedBy(limited),
				this.provider.credential,
				options,
			)) as unknown;
		});
	}

	/**
	 * Sends a file to where the provider wants it. The key goes along to the provider's own address only.
	 *
	 * @param timeout milliseconds without a further byte
	 * @param limit milliseconds for the whole of it
	 */
	async upload(
		{ method, to, headers, form }: UploadTarget,
		file: Attachment,
		{ timeout, limit, signal }: { timeout: number; limit: number; signal: AbortSignal },
	): Promise<ApiAnswer | NetworkFailure> {
		const content = await file.open();
		// An error until it is read is told to whoever reads it; without a listener it would end n8n.
		if (!Buffer.isBuffer(content)) content.on('error', () => undefined);
		const { body, length, type } = form
			? multipart(form, file, content)
			: { body: content, length: file.size, type: file.type };
		const options: IHttpRequestOptions = {
			method,
			url: 'url' in to ? to.url : this.baseUrl + to.path,
			headers: { ...headers, 'content-type': type, 'content-length': length },
			body: body,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// The client holds what is sent for the case of a redirect, unless it is to follow none.
			disableFollowRedirect: true,
			timeout,
		};
		const { helpers } = this.context;
		try {
			return await this.answerOf(options.url, limit, signal, async (limited): Promise<unknown> =>
				'url' in to
					? await helpers.httpRequest({ ...options, abortSignal: limited })
					: await helpers.httpRequestWithAuthentication.call(
							this.abortedBy(limited),
							this.provider.credential,
							options,
						),
			);
		} finally {
			if (!Buffer.isBuffer(content)) content.destroy();
		}
	}

	/** One of a provider's own hosts; with a base URL of the user's own, that stands for all. */
	private urlOf({ host, path }: ApiRequest): string {
		const { hosts } = this.api;
		const other = host && hosts?.usual === this.baseUrl ? hosts.others[host] : undefined;
		return (other ?? this.baseUrl) + path;
	}

	/**
	 * @param url that is asked
	 * @param limit milliseconds for the whole of it
	 */
	private async answerOf(
		url: string,
		limit: number,
		signal: AbortSignal | undefined,
		send: (limited: AbortSignal) => Promise<unknown>,
	): Promise<ApiAnswer | NetworkFailure> {
		const limiting = AbortSignal.timeout(Math.min(Math.ceil(limit), LONGEST_TIMER));
		try {
			const limited = signal ? AbortSignal.any([signal, limiting]) : limiting;
			const answer = (await send(limited)) as {
				statusCode: number;
				headers: IDataObject;
				body: unknown;
			};
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
			const cause = limiting.aborted ? { code: 'ECONNABORTED' } : error;
			return NetworkFailure.from(cause, url);
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
