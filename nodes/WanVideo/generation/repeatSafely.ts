import type { ApiAnswer } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import { backoff, retryAfterSeconds } from './backoff';
import type { Session } from './Session';

const ATTEMPTS = 4;
/** Seconds. A host that asks for a longer break is not waited for. */
const LONGEST_PAUSE = 30;
const PASSING = [408, 425, 429];

/**
 * Sends what may be sent as often as it takes, as it creates nothing, until there is an answer that would not be another
 * one in a moment.
 *
 * @returns the last answer, whatever its status, or why there is none
 */
export async function repeatSafely(
	{ clock, signal }: Session,
	send: () => Promise<ApiAnswer | NetworkFailure>,
): Promise<ApiAnswer | NetworkFailure> {
	for (let attempt = 1; ; attempt++) {
		const answer = await send();
		signal.throwIfAborted();
		const mayPass =
			answer instanceof NetworkFailure
				? answer.mayPass
				: PASSING.includes(answer.status) || answer.status >= 500;
		const retryAfter =
			answer instanceof NetworkFailure
				? undefined
				: retryAfterSeconds(answer.headers['retry-after'], clock.now());
		const pause = backoff(attempt, retryAfter, Math.random());
		if (!mayPass || attempt >= ATTEMPTS || pause > LONGEST_PAUSE) return answer;
		await clock.pause(pause * 1000, signal);
	}
}
