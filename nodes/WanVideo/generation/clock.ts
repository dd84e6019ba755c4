import { sleep } from 'n8n-workflow';

/** Time, so that a test or a benchmark can bring its own. */
export interface Clock {
	/** The time of day, in milliseconds since the epoch. It may be put forward or back at any moment. */
	now(): number;
	/** Milliseconds since some moment, never put forward or back: pauses and deadlines go by it. */
	elapsed(): number;
	/** Resolves after so many milliseconds; rejects with the signal's reason as soon as it is aborted. */
	pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A timer of more milliseconds would ring at once: Node keeps them in 32 bits, one for the sign. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
	now: () => Date.now(),

	elapsed: () => performance.now(),

	async pause(milliseconds, signal) {
		for (let remaining = milliseconds; ; remaining -= LONGEST_TIMER) {
			await oneTimer(Math.min(remaining, LONGEST_TIMER), signal);
			if (remaining <= LONGEST_TIMER) return;
		}
	},
};

async function oneTimer(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	signal?.throwIfAborted();
	let stop: (() => void) | undefined;
	const aborted = new Promise<never>((_, reject) => {
		stop = () => {
			reject(signal?.reason as Error);
		};
		signal?.addEventListener('abort', stop, { once: true });
	});
	try {
		// Late n8n 2 ends its timer on the signal; earlier ones ignore it, and the race ends the wait.
		await Promise.race([sleep(milliseconds, signal), aborted]);
	} finally {
		if (stop) signal?.removeEventListener('abort', stop);
	}
}
