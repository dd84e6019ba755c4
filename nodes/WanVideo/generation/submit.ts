import { randomUUID } from 'crypto';

import { type ApiAnswer, type Connection, isGood } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import { refusal, unreachable } from '../providers/refusal';
import { backoff, retryAfterSeconds } from './backoff';
import { isBusy } from './isBusy';
import type { Session } from './Session';
import {
	type Doubt,
	readOrUndefined,
	recordCreated,
	settleDoubt,
	type Submission,
	type Submitted,
} from './settleDoubt';

/** A picture inside the body takes its time to upload. */
const CREATE_TIMEOUT = 120_000;
/** A service that restarts refuses connections for some seconds, a mistyped address for ever. */
const CONNECT_ATTEMPTS = 4;

/**
 * Creates a generation, once. It is repeated only after an answer (or none) that makes certain that
 * nothing was created: connection refused, host not found, 429, and 503 with Retry-After. The new id is
 * in the ledger before this returns. A create under way is never aborted, as that could lose its id.
 *
 * @throws Problem `refused` when nothing was created, `uncertain` when no one can tell
 */
export async function submit(session: Session, submission: Submission): Promise<Submitted> {
	const { ordersUnderWay } = session;
	const { request } = submission.identity;
	ordersUnderWay.push(request);
	try {
		return await send(session, submission);
	} finally {
		ordersUnderWay.splice(ordersUnderWay.indexOf(request), 1);
	}
}

async function send(session: Session, submission: Submission): Promise<Submitted> {
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
				return await settleDoubt(session, submission, {
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
		if (isGood(answer)) {
			return await created(session, submission, answer, { sentAt, callName: call.name });
		}

		if (isUnclear(connection, answer)) {
			return await settleDoubt(session, submission, {
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
	const { connection } = session;
	const report = readOrUndefined(connection, answer);
	if (!report) {
		return await settleDoubt(session, submission, {
			...call,
			cause: answer.isWebPage
				? `${connection.baseUrl} answered with a web page, not as the API: check the base URL in the credential`
				: 'the answer could not be read',
			answer,
		});
	}
	const entry = recordCreated(session, submission, report);
	return { report, entry };
}
