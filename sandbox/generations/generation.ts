import { failureOf, type Failure } from './failure';
import type { Order } from './order';

/** The part of its time a generation stands in the queue. */
const QUEUED_PART = 0.25;

type Outcome = { phase: 'completed'; file: string } | { phase: 'failed'; failure: Failure };

/** What a generation is doing, and since when. */
export type GenerationState = ({ phase: 'queued' } | { phase: 'running' } | Outcome) & {
	since: Date;
};

/** One generation, from its creation to its video or failure. */
export class Generation {
	readonly createdAt = new Date();
	private outcome: { is: Outcome; at: number } | undefined;

	/**
	 * @param id as the provider's clients know it
	 * @param seconds how long it takes; longer if its video takes longer to make
	 * @param video the path of its MP4, once it is made
	 */
	constructor(
		readonly id: string,
		readonly order: Order,
		private readonly seconds: number,
		video: Promise<string>,
	) {
		const settle = (is: Outcome) => (this.outcome = { is, at: Date.now() });
		video.then(
			(file) => settle({ phase: 'completed', file }),
			(error: unknown) => settle({ phase: 'failed', failure: failureOf(error) }),
		);
	}

	/** How it began. */
	queued(): GenerationState {
		return { phase: 'queued', since: this.createdAt };
	}

	/** How it is doing now. */
	state(): GenerationState {
		const created = this.createdAt.getTime();
		const dequeued = created + this.seconds * QUEUED_PART * 1000;
		const due = created + this.seconds * 1000;
		const now = Date.now();
		if (now >= due && this.outcome) {
			return { ...this.outcome.is, since: new Date(Math.max(due, this.outcome.at)) };
		}
		return now < dequeued ? this.queued() : { phase: 'running', since: new Date(dequeued) };
	}
}
