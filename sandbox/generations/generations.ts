import type { Uploads } from '../files/uploads';
import type { Studio } from '../video/studio';
import { Generation } from './generation';
import type { Order } from './order';
import { produce } from './produce';

/** All generations of one run of the sandbox, whichever provider they were created through. */
export class Generations {
	private readonly byId = new Map<string, Generation>();
	private work = new AbortController();

	/**
	 * @param uploads what their media may be, too
	 * @param seconds how long the generations started from now on take
	 */
	constructor(
		private readonly studio: Studio,
		private readonly uploads: Uploads,
		public seconds: number,
	) {}

	/** Starts a generation; its video is made in the background. */
	start(id: string, order: Order): Generation {
		const { studio, uploads } = this;
		const video = produce(order, { studio, uploads, signal: this.work.signal });
		const generation = new Generation(id, order, this.seconds, video);
		this.byId.set(id, generation);
		return generation;
	}

	/**
	 * Starts a generation that is to fail after its time: what is wrong with it, its service finds out late.
	 *
	 * @param reason such as UnusableMedia
	 */
	startDoomed(id: string, order: Order, reason: Error): Generation {
		const generation = new Generation(id, order, this.seconds, Promise.reject(reason));
		this.byId.set(id, generation);
		return generation;
	}

	/** @param id as the provider's clients know it */
	find(id: string): Generation | undefined {
		return this.byId.get(id);
	}

	/** Forgets every generation and stops making their videos. */
	forget(): void {
		this.work.abort();
		this.work = new AbortController();
		this.byId.clear();
	}
}
