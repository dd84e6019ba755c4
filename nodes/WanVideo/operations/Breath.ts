import type { Clock } from '../generation/clock';

/** Milliseconds of work at a stretch. */
const LONGEST_BLOCK = 10;

/** Lets n8n do everything else now and then, while the node goes through thousands of items. */
export class Breath {
	private last: number;

	constructor(private readonly clock: Clock) {
		this.last = clock.elapsed();
	}

	/** Pauses if it has been a while. */
	async take(): Promise<void> {
		if (this.clock.elapsed() - this.last > LONGEST_BLOCK) await this.takeNow();
	}

	async takeNow(): Promise<void> {
		await this.clock.pause(0);
		this.last = this.clock.elapsed();
	}
}
