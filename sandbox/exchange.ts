import type { Form } from './files/form';
import type { Account } from './keys';

/** One HTTP request, already read, as the providers see it. */
export interface Call {
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string | string[]>;
	/** The parsed JSON body; `undefined` when there was none or it was not JSON. */
	body: unknown;
	/** What was sent in place of JSON, where it was a form. */
	form?: Form;
	/** Whose key it carries; `undefined` when the key is missing or unknown. */
	account: Account | undefined;
	/** Scheme and host the client used, for links it can follow: `http://127.0.0.1:4010`. */
	origin: string;
}

/** What to answer: the body is sent as JSON. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

/** An answer, and what the request held besides what it is an answer to. */
export interface Handled extends Answer {
	/** Fields of the body that the API does not know and that were dropped. */
	ignoredFields: string[];
}

/** A provider whose API the sandbox speaks. */
export interface Provider {
	/** Answers a call, refusals included; it does not throw for what a client did wrong. */
	answer(call: Call): Promise<Handled>;
	/** The provider's own shape of an error, for what went wrong before `answer` could be asked. */
	problem(status: number, reason: string, path: string): Answer;
}
