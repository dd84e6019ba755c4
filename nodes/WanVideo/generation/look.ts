import { Problem } from '../problem';
import { NetworkFailure } from '../providers/NetworkFailure';
import { type ApiAnswer, isGood } from '../providers/Connection';
import type {
	EndedGeneration,
	ForgottenGeneration,
	ProviderApi,
	Reference,
	RemovedGeneration,
	Report,
} from '../providers/ProviderApi';
import { refusal, removedVideo, unknownGeneration, unreachable } from '../providers/refusal';
import { retryAfterSeconds } from './backoff';
import type { Session } from './Session';

/** Milliseconds without an answer. A look is repeated, so it need not be patient. */
const LOOK_TIMEOUT = 30_000;

/** A look that told nothing, but may tell something later. */
export interface Obstacle {
	status: 'obstacle';
	/** What to tell the user if it stays. */
	problem: Problem;
	/** Seconds, if the provider asked for a break. */
	retryAfter?: number;
	/** The provider was reached but its answer is no report: waiting longer rarely helps. */
	isGarbled: boolean;
	/** The provider does not know the id. Right after a create it may just not know it yet. */
	isUnknownId: boolean;
	/** It says so in a report: nothing stands between, and it will not remember. */
	isForgotten: boolean;
}

/** What a look can tell. */
export type Seen = Exclude<Report, ForgottenGeneration | RemovedGeneration | EndedGeneration>;

/**
 * Looks a generation up, once.
 *
 * @throws Problem when looking again can't help: rejected key, no access, bad request, a certificate that is not trusted
 */
export async function look(session: Session, reference: Reference): Promise<Seen | Obstacle> {
	const { connection, signal } = session;
	const { api } = connection;
	const obstacle = (problem: Problem, more?: Partial<Obstacle>): Obstacle => ({
		status: 'obstacle',
		problem: problem.about(reference.id),
		isGarbled: false,
		isUnknownId: false,
		isForgotten: false,
		...more,
	});

	let request = api.fetch(reference);
	let ended: EndedGeneration | undefined;
	for (;;) {
		const answer = await connection.send(request, LOOK_TIMEOUT, signal);
		signal.throwIfAborted();
		if (answer instanceof NetworkFailure) {
			const problem = unreachable(connection, answer).about(reference.id);
			if (!answer.mayPass) throw problem;
			return obstacle(problem);
		}
		const report = readReport(api, answer, ended);
		if (report?.status === 'ended' && !ended && api.fetchResult) {
			ended = report;
			request = api.fetchResult(reference);
			continue;
		}
		if (report?.status === 'forgotten') {
			const problem = unknownGeneration(connection, reference.id, report.advice);
			return obstacle(problem, { isUnknownId: true, isForgotten: true });
		}
		if (report?.status === 'removed') throw removedVideo(connection, reference.id, report.advice);
		if (report && report.status !== 'ended') return report;
		return obstacleIn(session, reference, answer, obstacle);
	}
}

/** @returns undefined when the answer is no report */
function readReport(
	api: ProviderApi,
	answer: ApiAnswer,
	ended: EndedGeneration | undefined,
): Report | undefined {
	try {
		if (ended) return api.readResult?.(answer, ended);
		return isGood(answer) ? api.readGeneration(answer.json, answer.headers) : undefined;
	} catch {
		return undefined;
	}
}

/** @throws Problem when looking again can't help */
function obstacleIn(
	{ connection, clock }: Session,
	{ id }: Reference,
	answer: ApiAnswer,
	obstacle: (problem: Problem, more?: Partial<Obstacle>) => Obstacle,
): Obstacle {
	if (isGood(answer)) {
		const problem = answer.isWebPage
			? refusal(connection, answer, id)
			: new Problem('refused', `${connection.providerName}'s answer could not be read`, {
					description: 'It is not what the provider documents. Fetch the generation again later.',
				});
		return obstacle(problem, { isGarbled: true });
	}
	const problem = refusal(connection, answer, id);
	const isTransient = [408, 423, 425, 429].includes(answer.status) || answer.status >= 500;
	const isUnknownId = answer.status === 404;
	if (!isTransient && !isUnknownId) throw problem;
	const retryAfter = retryAfterSeconds(answer.headers['retry-after'], clock.now());
	return obstacle(problem, { retryAfter, isUnknownId });
}
