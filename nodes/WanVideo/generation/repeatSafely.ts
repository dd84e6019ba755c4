import type { ApiAnswer } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import { backoff, retryAfterSeconds } from './backoff';
import { isBusy } from './isBusy';
import type { Session } from './Session';

/** While a provider only asks for a break, it may be more. */
const ATTEMPTS = 4;
const PASSING = [408, 425];

/**
 * Sends what may be sent as often as it takes, as it creates no generation, until there is an answer that would not be
 * another one in a moment. A break that the provider asks for holds back the whole batch, as after a create.
 *
 * @param deadline milliseconds by the clock's `elapsed`
 * @returns the last answer, whatever its status, or why there is none
 */
export async function repeatSafely(
	{ clock, connection, gate, signal }: Session,
	deadline: number,
	send: () => Promise<ApiAnswer | NetworkFailure>,
): Promise<ApiAnswer | NetworkFailure> {
	for (let attempt = 1; ; attempt++) {
		await gate.pass(signal);
		const answer = await send();
		signal.throwIfAborted();
		const isFailure = answer instanceof NetworkFailure;
		const mustWait = !isFailure && isBusy(connection, answer);
		const mayPass = isFailure
			? answer.mayPass
			: PASSING.includes(answer.status) || answer.status >= 500;
		if (!mustWait && (!mayPass || attempt >= ATTEMPTS)) return answer;
		const retryAfter = isFailure
			? undefined
			: retryAfterSeconds(answer.headers['retry-after'], clock.now());
		const pause = backoff(attempt, retryAfter, Math.random());
		if (clock.elapsed() + pause * 1000 > deadline) return answer;
		if (mustWait) gate.closeFor(pause);
		else await clock.pause(pause * 1000, signal);
	}
}
