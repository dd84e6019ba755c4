import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
} from 'n8n-workflow';

import type { Provider } from '../models/Model';

/** AI/ML API answers on two paths; the other providers have one and ignore this. */
export type Endpoint = 'unified' | 'legacy';

/** A generation to create. */
export interface Order {
	/** The model's id, in the provider's spelling. */
	model: string;
	/** Body fields in the provider's names, without the model. */
	fields: IDataObject;
	endpoint: Endpoint;
}

/** What it takes to look a generation up. */
export interface Reference {
	id: string;
	/** Needed where the model is part of the path (MuleRouter). */
	model: string;
	endpoint: Endpoint;
}

/** A request below the provider's base URL. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	headers?: Record<string, string>;
}

/** What the generation cost, as far as the provider says. */
export interface Usage {
	credits?: number;
	usd?: number;
}

interface Known {
	id: string;
	/** The provider's own word for the status. */
	providerStatus: string;
	usage?: Usage;
	/** ISO 8601, by the provider's clock. */
	createdAt?: string;
	/** ISO 8601, by the provider's clock. */
	updatedAt?: string;
	/** The provider's whole answer. */
	response: IDataObject;
}

export type RunningGeneration = Known & { status: 'queued' | 'running' };
export type CompletedGeneration = Known & { status: 'completed'; videoUrl: string };
export type FailedGeneration = Known & { status: 'failed'; reason: string };

/** A generation that has its place in the node's output. */
export type Generation = RunningGeneration | CompletedGeneration | FailedGeneration;

/** Reported as completed, but without a link: no end to rely on, and no failure either, as it is paid for. */
export type VideolessGeneration = Known & { status: 'videoless' };

/** A generation as the provider last reported it. */
export type Report = Generation | VideolessGeneration;

/** How one provider's API speaks: requests out, answers in. No I/O: that is `Connection`'s. */
export interface ProviderApi {
	readonly provider: Provider;
	/** The credential type's name. */
	readonly credential: string;
	/** The response header that names a call, for the provider's support. */
	readonly callIdHeader: string;
	/** The request header by which a client may name a call, to find it in the account's log. */
	readonly callNameHeader?: string;
	/** HTTP statuses that mean: the account has no credits left. */
	readonly noCreditsStatus: number;
	/** Longest text-to-video prompt in characters, where the endpoint itself has a limit. */
	promptLimit(endpoint: Endpoint): number | undefined;
	baseUrl(credential: ICredentialDataDecryptedObject): string;
	create(order: Order): ApiRequest;
	fetch(reference: Reference): ApiRequest;
	/**
	 * Reads the answer of a create or a fetch.
	 *
	 * @throws ZodError when it lacks what the provider documents
	 */
	readGeneration(answer: unknown): Report;
	/** The provider's own words in an answer that says no, if any. */
	readRefusal(answer: unknown): string | undefined;
}
