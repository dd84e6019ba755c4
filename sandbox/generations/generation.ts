import { failureOf, type Failure } from './failure';
import type { Order } from './order';
import type { Product } from './produce';

/** The part of its time a generation stands in the queue. */
const QUEUED_PART = 0.25;

type Outcome = ({ phase: 'completed' } & Product) | { phase: 'failed'; failure: Failure };

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
	 * @param video its video, once it is made
	 */
	constructor(
		readonly id: string,
		readonly order: Order,
		private readonly seconds: number,
		video: Promise<Product>,
	) {
		const settle = (is: Outcome) => (this.outcome = { is, at: Date.now() });
		video.then(
			(product) => settle({ phase: 'completed', ...product }),
			(error: unknown) => settle({ phase: 'failed', failure: failureOf(error) }),
		);
	}

	/** When it leaves the queue. */
	get dequeuedAt(): Date {
		return new Date(this.createdAt.getTime() + this.seconds * QUEUED_PART * 1000);
	}

	/** How it began. */
	queued(): GenerationState {
		return { phase: 'queued', since: this.createdAt };
	}

	/** How it is doing now. */
	state(): GenerationState {
		const due = this.createdAt.getTime() + this.seconds * 1000;
		const now = Date.now();
		if (now >= due && this.outcome) {
			return { ...this.outcome.is, since: new Date(Math.max(due, this.outcome.at)) };
		}
		const since = this.dequeuedAt;
		return now < since.getTime() ? this.queued() : { phase: 'running', since };
	}
}
