import { randomUUID } from 'crypto';

import { Problem } from '../problem';
import type { ApiAnswer, Connection } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { Order, Report } from '../providers/ProviderApi';
import { providerWords, quote, refusal, unreachable } from '../providers/refusal';
import { refusalCause } from '../providers/refusalCause';
import { backoff, retryAfterSeconds } from './backoff';
import type { CreatedEntry } from './Ledger';
import type { OrderIdentity } from './orderIdentity';
import { adviceOn, lookForLost } from './lookForLost';
import type { Session } from './Session';

/** A picture inside the body takes its time to upload. */
const CREATE_TIMEOUT = 120_000;
/** A service that restarts refuses connections for some seconds, a mistyped address for ever. */
const CONNECT_ATTEMPTS = 4;

export interface Submission {
	order: Order;
	itemIndex: number;
	identity: OrderIdentity;
	/** Milliseconds by the clock's `elapsed`, until when a provider that is busy is asked again. */
	deadline: number;
}

/** A generation that was created just now. */
export interface Submitted {
	report: Report;
	entry: CreatedEntry;
}

/**
 * Creates a generation, once. It is repeated only after an answer (or none) that makes certain that
 * nothing was created: connection refused, host not found, 429, and 503 with Retry-After. The new id is
 * in the ledger before this returns. A create under way is never aborted, as that could lose its id.
 *
 * @throws Problem `refused` when nothing was created, `uncertain` when no one can tell
 */
export async function submit(session: Session, submission: Submission): Promise<Submitted> {
	const { connection, clock, gate, signal } = session;
	const call = nameCall(connection);
	const create = connection.api.create(submission.order);
	const request = { ...create, headers: { ...create.headers, ...call.headers } };

	for (let attempt = 1; ; attempt++) {
		await gate.pass(signal);
		const sentAt = clock.now();
		const answer = await connection.send(request, CREATE_TIMEOUT);
		if (answer instanceof NetworkFailure) {
			if (!answer.neverSent) {
				throw await uncertain(session, submission, {
					cause: answer.message,
					sentAt,
					callName: call.name,
				});
			}
			if (!answer.mayPass || attempt >= CONNECT_ATTEMPTS)
				throw unreachable(connection, answer, 'Nothing was created.');
			await clock.pause(backoff(attempt, undefined, Math.random()) * 1000, signal);
			continue;
		}
		if (answer.status >= 200 && answer.status < 300) {
			return await created(session, submission, answer, { sentAt, callName: call.name });
		}

		if (isUnclear(connection, answer)) {
			throw await uncertain(session, submission, {
				cause: `the answer was HTTP ${answer.status}`,
				sentAt,
				callName: call.name,
				answer,
			});
		}
		if (!isBusy(connection, answer)) throw refusal(connection, answer, undefined, submission.order);
		const retryAfter = retryAfterSeconds(answer.headers['retry-after'], clock.now());
		const pause = backoff(attempt, retryAfter, Math.random());
		if (clock.elapsed() + pause * 1000 > submission.deadline)
			throw refusal(connection, answer, undefined, submission.order);
		gate.closeFor(pause);
	}
}

/** No one can tell whether it has acted on the request: it broke over it, or says no and names a generation. */
function isUnclear(connection: Connection, answer: ApiAnswer): boolean {
	const named = readOrUndefined(connection, answer);
	if (named && named.status !== 'failed') return true;
	// 408 may come from a gateway that has passed the request on.
	return answer.status === 408 || (answer.status >= 500 && !isBusy(connection, answer));
}

/** It has not acted on the request, and says so; and the reason passes while one waits. */
function isBusy({ api }: Connection, answer: ApiAnswer): boolean {
	const asksForBreak = answer.headers['retry-after'] !== undefined;
	if (answer.status === 503) return asksForBreak;
	if (answer.status !== 429) return false;
	// Codes tell more than a header that a gateway puts on every 429.
	const told = api.causeOf?.(answer.json, answer.status);
	return told ? told === 'rate' : asksForBreak || refusalCause(api, answer) === 'rate';
}

/** A name for the call, where the provider lets its client give it one: it is then found in the account's log. */
function nameCall({ api }: Connection): { name?: string; headers?: Record<string, string> } {
	if (!api.callNameHeader) return {};
	const name = randomUUID();
	return { name: `${api.callNameHeader} ${name}`, headers: { [api.callNameHeader]: name } };
}

async function created(
	session: Session,
	submission: Submission,
	answer: ApiAnswer,
	call: Pick<Doubt, 'sentAt' | 'callName'>,
): Promise<Submitted> {
	const { connection, ledger, clock } = session;
	const { itemIndex, identity, order } = submission;
	const report = readOrUndefined(connection, answer);
	if (!report) {
		throw await uncertain(session, submission, {
			...call,
			cause: answer.isWebPage
				? `${connection.baseUrl} answered with a web page, not as the API: check the base URL in the credential`
				: 'the answer could not be read',
			answer,
		});
	}
	const { model, endpoint } = order;
	const entry = ledger.record(itemIndex, identity, {
		state: 'created',
		reference: { id: report.id, model, endpoint },
		account: connection.account,
		createdAt: new Date(clock.now()).toISOString(),
		...(report.usage && { usage: report.usage }),
	});
	return { report, entry };
}

function readOrUndefined({ api }: Connection, answer: ApiAnswer): Report | undefined {
	try {
		return api.readGeneration(answer.json, answer.headers);
	} catch {
		return undefined;
	}
}

interface Doubt {
	/** What happened, for a sentence. */
	cause: string;
	/** Milliseconds since the epoch. */
	sentAt: number;
	callName?: string;
	answer?: ApiAnswer;
}

/** The ledger keeps it, so that Retry On Fail does not send what may have been created already. */
async function uncertain(session: Session, submission: Submission, doubt: Doubt): Promise<Problem> {
	const { connection, ledger } = session;
	const { itemIndex, identity, order } = submission;
	const { providerName } = connection;
	const { answer, cause } = doubt;
	// An answer that says no, or half an answer, may all the same name what was created.
	const id = answer && readOrUndefined(connection, answer)?.id;
	const words = answer && providerWords(connection, answer);
	const names = namesOf(connection, doubt, id);
	const message = `${providerName} did not confirm the generation: it may exist and may be charged`;
	const tell = (advice: string) => {
		const description = [
			`The request was sent, but ${cause}. It is not sent again in this execution, so as not to pay twice.`,
			advice,
			words && quote(connection, words),
		]
			.filter(Boolean)
			.join(' ');
		return {
			state: 'uncertain',
			message,
			description,
			callName: names || undefined,
			generationId: id,
		} as const;
	};
	const toLook = `Look for it in your ${providerName} account${names && ` (${names})`}: fetch it by its ID if it is there; if not, run this item again.`;
	// First of all: n8n may be ended at any moment, and the look-up takes a while.
	const entry = ledger.record(itemIndex, identity, tell(toLook));
	const found = id === undefined ? await lookForLost(session, order, doubt.sentAt) : undefined;
	Object.assign(entry, tell(found ? adviceOn(session, found) : toLook));
	return new Problem('uncertain', message, {
		description: entry.description,
		httpStatus: answer?.status,
		generationId: id,
	});
}

/** Whatever helps to find a call in the provider's books. */
function namesOf({ api }: Connection, { callName, answer }: Doubt, id?: string): string {
	const callId = answer?.headers[api.callIdHeader];
	return [
		callName,
		callId && `${api.callIdHeader} ${callId}`,
		id && `the answer names the ID ${id}`,
	]
		.filter(Boolean)
		.join(', ');
}
