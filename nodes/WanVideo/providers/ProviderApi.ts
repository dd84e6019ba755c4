import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
} from 'n8n-workflow';

import type { Attachment } from '../models/Attachment';
import type { RequestFields } from '../models/fieldPaths';
import type { GenerateOperation } from '../models/operations';

/** One of several addresses that create and fetch the same generations. */
export interface Endpoint {
	/** Stored in users' workflows. */
	value: string;
	/** As the form shows it. */
	name: string;
	description: string;
	/** Characters: a limit of the address rather than of a model. */
	textToVideoPromptLimit?: number;
}

/** A generation to create. */
export interface Order {
	/** The model's id, in the provider's spelling. */
	model: string;
	/** Body fields in the provider's names, without the model. */
	fields: RequestFields;
	/** See `Provider.endpoints`. */
	endpoint?: string;
	/** Where the provider is to report the end, if that is wanted and it can. No part of what the order is. */
	callbackUrl?: string;
}

/** What it takes to look a generation up. */
export interface Reference {
	id: string;
	/** Empty when no one tells. Needed where the model is part of the path. */
	model: string;
	endpoint?: string;
}

/** A request below the provider's base URL. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	/** One of `ProviderApi.hosts`; absent: the usual one. */
	host?: string;
	path: string;
	query?: IDataObject;
	body?: RequestFields;
	headers?: Record<string, string>;
}

/** Of an answer, by their names in lower case. */
export type Headers = Record<string, string>;

/** What the generation cost, as far as the provider says. */
export interface Usage {
	credits?: number;
	usd?: number;
	/** Of video, that are charged. */
	seconds?: number;
	/** In which the provider counts: a price is for each of them. */
	units?: number;
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
export type FailedGeneration = Known & {
	status: 'failed';
	/** The provider's words, on one line. */
	reason: string;
	/** Whether the content was turned away, so that the same request would fail again. */
	isModeration?: true;
};

/** A generation that has its place in the node's output. */
export type Generation = RunningGeneration | CompletedGeneration | FailedGeneration;

/** Reported as completed, but without a link: no end to rely on, and no failure either, as it is paid for. */
export type VideolessGeneration = Known & { status: 'videoless' };

/** The provider does not know it, or no longer, and says so in a report rather than by refusing. */
export type ForgottenGeneration = Known & {
	status: 'forgotten';
	/** How long it keeps what it has made, as a sentence. */
	advice: string;
};

/** Its video was there, and the provider has removed it since. */
export type RemovedGeneration = Known & {
	status: 'removed';
	/** How long it keeps what it has made, as a sentence. */
	advice: string;
};

/** It has ended; what came of it, a second request tells. */
export type EndedGeneration = Known & { status: 'ended' };

/** A generation as the provider last reported it. */
export type Report =
	Generation | VideolessGeneration | ForgottenGeneration | RemovedGeneration | EndedGeneration;

/** A way to hand a file to the provider before the request that names it. */
export interface UploadApi {
	/** Milliseconds for which a link to an uploaded file is good. */
	readonly lifetime: number;
	/** Asks for leave to send a file that a model is to be given; absent where it may be sent at once. */
	ask?(file: Attachment, model: string): ApiRequest;
	/**
	 * Where the file is to go, if that is known.
	 *
	 * @param answer to `ask`, of whatever shape
	 */
	readTarget(answer: unknown, file: Attachment): UploadTarget | undefined;
	/** The words of a host that refuses a file, in the start of what it answers; absent: as of any refusal. */
	readRefusal?(text: string): string | undefined;
}

/** Where a file is sent. */
export interface UploadTarget {
	method: 'POST' | 'PUT';
	/** A web address, to which no key goes along; or a path below the base URL, to which it does. */
	to: { url: string } | { path: string };
	headers?: Record<string, string>;
	/** A form with these fields, and the file behind them; absent: the file alone is the body. */
	form?: { fields: Readonly<Record<string, string>>; fileField: string };
	/** What the request has in the place of the file: known beforehand, or by the answer, of whatever shape. */
	link: string | ((answer: unknown) => string | undefined);
}

/** What the provider wants to be asked before a create: whether it can use a picture, for example. */
export interface PreliminaryCheck {
	/** What the question is about: a model, and fields as of an order. Undefined where an order needs none. */
	orderOf(order: Order): Order | undefined;
	/** @param question what `orderOf` gave, with links in the place of its files */
	request(question: Order): ApiRequest;
	/** Why it says no, in its words; undefined when it agrees. Of whatever shape the answer is. */
	readObjection(answer: unknown): string | undefined;
}

/** A generation that a lost answer may have been about. */
export interface Candidate {
	id: string;
	/** ISO 8601, by the provider's clock. */
	createdAt?: string;
	/** It was created by a request with the same values. Undefined where the list does not tell. */
	isSame?: boolean;
}

/** The provider's list of what was created lately. */
export interface RecentApi {
	/** @param since milliseconds since the epoch */
	list(order: Order, since: number): ApiRequest;
	/**
	 * Those of the order's model that were created since a time, in milliseconds since the epoch. Of whatever shape the
	 * answer is; undefined when it does not tell.
	 */
	read(answer: unknown, order: Order, since: number): Candidate[] | undefined;
}

/** A model as a provider lists it. */
export interface ListedModel {
	id: string;
	aliases: readonly string[];
	name: string;
	/** What it can be started from; empty where that is not known. */
	operations: readonly GenerateOperation[];
}

/** A model that works no longer, or is to be replaced. */
export interface LeavingModel {
	id: string;
	isRetired: boolean;
}

/** The provider's models of this node's kind, as it lists them itself. */
export interface ModelListing {
	models: ListedModel[];
	leaving: LeavingModel[];
}

/** The provider's own list of models. */
export type ModelList = (OpenModelList | KeyedModelList) & {
	/** Paths, with their queries: all are asked for at the same time. */
	paths: readonly string[];
	/**
	 * @param answers one for each path, in their order and of whatever shape; undefined where there was none
	 */
	read(answers: readonly unknown[]): ModelListing;
};

/** For anybody to read: no key is sent. */
interface OpenModelList {
	needsKey: false;
	/** The provider's own address, for who has no credential yet. */
	baseUrl: string;
}

/** Told only to who has a key. */
interface KeyedModelList {
	needsKey: true;
}

/** An answer to `ProviderApi.fetchResult`. */
export interface ResultAnswer {
	status: number;
	/** The parsed body; undefined when it is no JSON. */
	json: unknown;
	headers: Headers;
}

/** How one provider's API speaks: requests out, answers in. No I/O: that is `Connection`'s. */
export interface ProviderApi {
	/** The response header that names a call, for the provider's support. */
	readonly callIdHeader: string;
	/** The request header by which a client may name a call, to find it in the account's log. */
	readonly callNameHeader?: string;
	/**
	 * The model that an id tells, '' if this one does not. Absent where ids tell nothing and a generation is found by
	 * its model as well.
	 */
	modelOf?(id: string): string;
	baseUrl(credential: ICredentialDataDecryptedObject): string;
	/**
	 * Further hosts of its own, by the names that requests have for them: they are as trusted with the key. With a base URL
	 * of the user's own, that one stands for all of them.
	 */
	readonly hosts?: { usual: string; others: Readonly<Record<string, string>> };
	/** Whether it can report a generation's end to a web address. */
	readonly callsBack?: true;
	/** Which of `Provider.regions` a credential is for; undefined where no one tells. */
	regionOf?(credential: ICredentialDataDecryptedObject): string | undefined;
	create(order: Order): ApiRequest;
	fetch(reference: Reference): ApiRequest;
	/**
	 * Reads the answer of a create or a fetch, of whatever shape.
	 *
	 * @param headers of the answer: some providers tell there what it cost
	 * @throws Error when it names no generation
	 */
	readGeneration(answer: unknown, headers?: Headers): Report;
	/** Asks for what came of a generation that is reported as `ended`. Absent where no report says that. */
	fetchResult?(reference: Reference): ApiRequest;
	/**
	 * What came of it, by an answer of any status and shape.
	 *
	 * @returns undefined when it tells nothing of that, such as a provider's that is down
	 */
	readResult?(result: ResultAnswer, ended: EndedGeneration): Report | undefined;
	/** The provider's own words in an answer that says no, if any. */
	readRefusal(answer: unknown): string | undefined;
	/** Why an answer says no, where its codes tell more than the usual words do. */
	causeOf?(answer: unknown, status: number): RefusalCause | undefined;
	/** Absent where files go along with the request only. */
	readonly uploads?: UploadApi;
	/** Absent where there is none. */
	readonly check?: PreliminaryCheck;
	/** Absent where there is none. */
	readonly recent?: RecentApi;
	/** Ends a generation that has not begun. Absent where that can't be. */
	cancel?(reference: Reference): ApiRequest;
	/** Whether an answer to that, with a status that says yes, means that it is canceled; of whatever shape it is. */
	readCanceled?(answer: unknown): boolean;
	/** Absent where there is none. */
	readonly modelList?: ModelList;
}

/** Why an answer says no. */
export type RefusalCause =
	/** The base URL leads elsewhere. */
	| 'redirect'
	/** No API stands at the base URL. */
	| 'webPage'
	/** A proxy between n8n and the provider wants a password. */
	| 'proxy'
	| 'key'
	| 'noCredits'
	| 'noPlan'
	| 'notAllowed'
	| 'notFound'
	/** Passes in seconds or minutes. */
	| 'rate'
	/** A quota of an hour, a day or a plan. */
	| 'quota'
	| 'moderation'
	| 'notWorking'
	| 'other';
