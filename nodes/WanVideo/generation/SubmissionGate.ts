import type { Clock } from './clock';

/** Holds back every item's create while the provider asks for a break, so a batch slows down as one. */
export class SubmissionGate {
	/** By the clock's `elapsed`. */
	private closedUntil = -Infinity;

	constructor(private readonly clock: Clock) {}

	/** @param seconds from now */
	closeFor(seconds: number): void {
		this.closedUntil = Math.max(this.closedUntil, this.clock.elapsed() + seconds * 1000);
	}

	/** Resolves when creates may be sent; rejects as soon as the signal is aborted. */
	async pass(signal?: AbortSignal): Promise<void> {
		for (;;) {
			signal?.throwIfAborted();
			const remaining = this.closedUntil - this.clock.elapsed();
			if (remaining <= 0) return;
			await this.clock.pause(remaining, signal);
		}
	}
}
