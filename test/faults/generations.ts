import { randomUUID } from 'node:crypto';

import type { Dialect } from './dialects';

/** A generation that the server has created: a user would be billed for it. */
export interface Generation {
	/** Counted from 1, in the order of their creation. */
	number: number;
	id: string;
	prompt: string;
	/** Milliseconds since the epoch. */
	createdAt: number;
	/** How often it has been looked at. */
	looks: number;
	/** Whether its id has been in an answer, so that the node can know it. */
	isTold: boolean;
	/** Whether the node has been told that it is completed or failed. */
	hasEnded: boolean;
}

/** All generations of a server. */
export class Generations {
	readonly all: Generation[] = [];

	/** The most that were running at a time. */
	mostAtOnce = 0;

	add(prompt: string, model: string, dialect: Dialect): Generation {
		const generation: Generation = {
			number: this.all.length + 1,
			id: dialect.newId(randomUUID(), model),
			prompt,
			createdAt: Date.now(),
			looks: 0,
			isTold: false,
			hasEnded: false,
		};
		this.all.push(generation);
		this.mostAtOnce = Math.max(this.mostAtOnce, this.running.length);
		return generation;
	}

	get running(): Generation[] {
		return this.all.filter(({ hasEnded }) => !hasEnded);
	}
}
