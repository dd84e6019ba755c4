import { Problem } from '../problem';
import type {
	CompletedGeneration,
	FailedGeneration,
	Generation,
	Reference,
} from '../providers/ProviderApi';
import { backoff } from './backoff';
import type { Clock } from './clock';
import { look, type Obstacle, type Seen } from './look';
import { nextPause } from './pollSchedule';
import type { Session } from './Session';

/** Milliseconds. A provider may not know a generation in the first seconds after it created it. */
const UNKNOWN_ID_GRACE = 30_000;
/** Milliseconds for one that it has created, and reports as unknown all the same. */
const FORGOTTEN_GRACE = 5 * 60_000;
/**
 * Milliseconds. Also much later, providers were seen not to know a generation for a moment that they had told the id
 * of. After a day they may indeed have forgotten it: results are mostly kept for as long.
 */
const REMEMBERED_FOR = 24 * 60 * 60_000;
/** How often in a row an answer may be no usable report before waiting is given up. */
const MAX_USELESS_ANSWERS = 5;
/** How often a single look-up is tried when no one waits for the end. */
const LOOKUP_ATTEMPTS = 3;
/** Seconds that such a look-up may have to pause. A provider that asks for more is not waited for. */
const LONGEST_LOOKUP_PAUSE = 30;

export interface Patience {
	/** Longest pause between two looks, in seconds. */
	pollingInterval: number;
	/** Seconds from now after which waiting is given up. */
	timeout: number;
	/** Milliseconds since the epoch, if it is known that this node created the generation. */
	createdAt?: number;
	/** Whether to look at once: something is known about it only after a create in this very run. */
	lookAtOnce: boolean;
}

/** A generation, and whether it was seen to be running before: then it is known when it ended. */
export interface Observed<G extends Generation> {
	generation: G;
	wasSeenRunning: boolean;
}

/**
 * Looks at a generation until it has ended, whatever happens in between: a provider that is down,
 * asks for a break or stammers is asked again until the timeout.
 *
 * @throws Problem `timeout` with the id, and others when looking again can't help
 */
export async function waitForEnd(
	session: Session,
	reference: Reference,
	patience: Patience,
): Promise<Observed<CompletedGeneration | FailedGeneration>> {
	const { clock, signal } = session;
	const start = clock.elapsed();
	const deadline = start + patience.timeout * 1000;
	const jitter = Math.random();
	let pause = patience.lookAtOnce ? 0 : nextPause(0, patience.pollingInterval, jitter);
	let wasSeenRunning = !patience.lookAtOnce;
	let unknownSince: number | undefined;
	let obstacles = 0;
	let useless = 0;

	for (;;) {
		// The last look is at the deadline itself, so that a video just ready is not given up.
		await clock.pause(Math.max(0, Math.min(pause * 1000, deadline - clock.elapsed())), signal);
		const report = await look(session, reference);
		if (report.status === 'completed' || report.status === 'failed') {
			return { generation: report, wasSeenRunning };
		}
		wasSeenRunning ||= report.status !== 'obstacle';

		if (report.status === 'obstacle' && report.isUnknownId) {
			unknownSince ??= clock.elapsed();
			const isKnownToExist = wasSeenRunning || isRecent(clock, patience);
			const grace = isKnownToExist ? FORGOTTEN_GRACE : UNKNOWN_ID_GRACE;
			const isOver = clock.elapsed() - unknownSince >= grace;
			if (isOver && (report.isForgotten || !isKnownToExist)) throw report.problem;
		} else {
			unknownSince = undefined;
		}
		useless = isUseless(report) ? useless + 1 : 0;
		if (useless >= MAX_USELESS_ANSWERS) throw problemOf(session, reference, report);
		if (clock.elapsed() >= deadline) throw timedOut(session, reference, patience, report);

		obstacles = report.status === 'obstacle' ? obstacles + 1 : 0;
		pause =
			report.status === 'obstacle'
				? backoff(obstacles, report.retryAfter, Math.random())
				: nextPause((clock.elapsed() - start) / 1000, patience.pollingInterval, jitter);
	}
}

function isRecent(clock: Clock, { createdAt }: Patience): boolean {
	return createdAt !== undefined && clock.now() - createdAt < REMEMBERED_FOR;
}

/**
 * Looks a generation up without waiting for its end; a passing obstacle is given a few seconds, and an id that the
 * provider does not know yet as long as when it is waited for.
 *
 * @throws Problem when the provider does not tell
 */
export async function lookUp(session: Session, reference: Reference): Promise<Generation> {
	const { clock, signal } = session;
	const start = clock.elapsed();
	for (let attempt = 1; ; attempt++) {
		const report = await look(session, reference);
		if (report.status !== 'obstacle' && report.status !== 'videoless') return report;
		const isUnknownId = report.status === 'obstacle' && report.isUnknownId;
		const isOver = isUnknownId
			? clock.elapsed() - start >= UNKNOWN_ID_GRACE
			: attempt >= LOOKUP_ATTEMPTS;
		const retryAfter = report.status === 'obstacle' ? report.retryAfter : undefined;
		const pause = backoff(attempt, retryAfter, Math.random());
		if (isOver || pause > LONGEST_LOOKUP_PAUSE) throw problemOf(session, reference, report);
		await clock.pause(pause * 1000, signal);
	}
}

function isUseless(report: Seen | Obstacle): boolean {
	return report.status === 'videoless' || (report.status === 'obstacle' && report.isGarbled);
}

function problemOf(session: Session, { id }: Reference, report: Seen | Obstacle): Problem {
	if (report.status === 'obstacle') return report.problem;
	return new Problem(
		'download',
		`${session.connection.providerName} says that the video is completed, but gives no link to it`,
		{ description: 'Fetch the generation again later.', generationId: id },
	);
}

function timedOut(
	{ connection }: Session,
	{ id }: Reference,
	{ timeout }: Patience,
	last: Seen | Obstacle,
): Problem {
	const state =
		last.status === 'obstacle'
			? `At last: ${last.problem.message}.`
			: `${connection.providerName} still reports it as "${last.providerStatus}".`;
	return new Problem('timeout', `The video was not ready after ${timeout} seconds`, {
		description: `${state} It is not lost: a retry goes on waiting for it, and so does the Fetch operation with the ID ${id}. For slow models raise Timeout in the options.`,
		generationId: id,
	});
}
