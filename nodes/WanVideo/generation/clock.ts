import { sleep } from 'n8n-workflow';

/** Time, so that a test or a benchmark can bring its own. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after so many milliseconds; rejects with the signal's reason as soon as it is aborted. */
	pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),

	async pause(milliseconds, signal) {
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
	},
};
