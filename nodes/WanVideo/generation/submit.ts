import { Problem } from '../problem';
import type { ApiAnswer, Connection } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { Order, Report } from '../providers/ProviderApi';
import { refusal, unreachable } from '../providers/refusal';
import { backoff, retryAfterSeconds } from './backoff';
import type { Session } from './Session';

/** A picture inside the body takes its time to upload. */
const CREATE_TIMEOUT = 120_000;
/** A service that restarts refuses connections for some seconds, a mistyped address for ever. */
const CONNECT_ATTEMPTS = 4;

export interface Submission {
	order: Order;
	itemIndex: number;
	/** Of the order, from `hashRequest`. */
	requestHash: string;
	/** Milliseconds since the epoch, until when a provider that is busy is asked again. */
	deadline: number;
}

/**
 * Creates a generation, once. It is repeated only after an answer (or none) that makes certain that
 * nothing was created: connection refused, host not found, 429, and 503 with Retry-After. The new id is
 * in the ledger before this returns. A create under way is never aborted, as that could lose its id.
 *
 * @throws Problem `refused` when nothing was created, `uncertain` when no one can tell
 */
export async function submit(session: Session, submission: Submission): Promise<Report> {
	const { connection, clock, gate, signal } = session;
	const request = connection.api.create(submission.order);

	for (let attempt = 1; ; attempt++) {
		await gate.pass(signal);
		const answer = await connection.send(request, CREATE_TIMEOUT);
		if (answer instanceof NetworkFailure) {
			if (!answer.neverSent) throw uncertain(session, submission, { cause: answer.message });
			if (!answer.mayPass || attempt >= CONNECT_ATTEMPTS)
				throw unreachable(connection, answer, 'Nothing was created.');
			await clock.pause(backoff(attempt, undefined, Math.random()) * 1000, signal);
			continue;
		}
		if (answer.status >= 200 && answer.status < 300) return created(session, submission, answer);

		if (isBusy(answer)) {
			const retryAfter = retryAfterSeconds(answer.headers['retry-after'], clock.now());
			const pause = backoff(attempt, retryAfter, Math.random());
			if (clock.now() + pause * 1000 > submission.deadline) throw refusal(connection, answer);
			gate.closeFor(pause);
			continue;
		}
		if (answer.status >= 500) {
			throw uncertain(session, submission, {
				cause: `the answer was HTTP ${answer.status}`,
				answer,
			});
		}
		throw refusal(connection, answer);
	}
}

/** It has not acted on the request, and says so. */
function isBusy({ status, headers }: ApiAnswer): boolean {
	return status === 429 || (status === 503 && headers['retry-after'] !== undefined);
}

function created(session: Session, submission: Submission, answer: ApiAnswer): Report {
	const { connection, ledger, clock } = session;
	const generation = readOrUndefined(connection, answer);
	if (!generation) {
		throw uncertain(session, submission, {
			cause: answer.isWebPage
				? `${connection.baseUrl} answered with a web page, not as the API: check the base URL in the credential`
				: 'the answer could not be read',
			answer,
		});
	}
	ledger.record(submission.itemIndex, submission.requestHash, {
		state: 'created',
		id: generation.id,
		createdAt: new Date(clock.now()).toISOString(),
	});
	return generation;
}

function readOrUndefined({ api }: Connection, answer: ApiAnswer): Report | undefined {
	try {
		return api.readGeneration(answer.json, answer.headers);
	} catch {
		return undefined;
	}
}

/** The ledger keeps it, so that Retry On Fail does not send what may have been created already. */
function uncertain(
	{ connection, ledger, executionId }: Session,
	{ itemIndex, requestHash }: Submission,
	{ cause, answer }: { cause: string; answer?: ApiAnswer },
): Problem {
	const { api, providerName } = connection;
	const callId = answer?.headers[api.callIdHeader];
	const message = `${providerName} did not confirm the generation: it may exist and may be charged`;
	const description =
		`The request was sent, but ${cause}. It is not sent again in this execution, so as not to pay twice. ` +
		`Look for it in your ${providerName} account${callId ? ` (${api.callIdHeader} ${callId})` : ''}: ` +
		'fetch it by its ID if it is there; if not, run this item again.';
	ledger.record(itemIndex, requestHash, { state: 'uncertain', executionId, message, description });
	return new Problem('uncertain', message, { description, httpStatus: answer?.status });
}
