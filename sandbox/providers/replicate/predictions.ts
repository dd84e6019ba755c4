import type { Generation } from '../../generations/generation';
import type { Generations } from '../../generations/generations';
import type { Failure } from '../../generations/failure';
import type { WebhookEvent } from './answers';

/** After this, nobody has what a prediction was made of and what it made: https://replicate.com/docs/topics/predictions/data-retention */
export const DATA_HOURS = 1;

/** A generation as this service knows it. */
export interface Prediction {
	generation: Generation;
	/** `owner/name` */
	model: string;
	/** `hidden` unless it was created by a version. */
	version: string;
	/** As it was sent. */
	input: object;
	/** Of the sandbox, as the client knows it. */
	origin: string;
	webhook?: string;
	webhookEvents?: WebhookEvent[];
	/** When it is ended if it has not ended by itself. */
	deadline?: Date;
	/** When it was taken back, if it was. */
	canceledAt?: Date;
}

/** How a prediction is doing. */
export type PredictionState =
	| { status: 'starting' | 'processing' }
	| { status: 'succeeded'; at: Date; file: string }
	| { status: 'failed'; at: Date; failure: Failure }
	| { status: 'canceled' | 'aborted'; at: Date };

/** The predictions of one run of the sandbox. */
export class Predictions {
	private readonly byId = new Map<string, Prediction>();

	constructor(private readonly generations: Generations) {}

	add(prediction: Prediction): void {
		this.byId.set(prediction.generation.id, prediction);
	}

	find(id: string): Prediction | undefined {
		const prediction = this.byId.get(id);
		return prediction && this.isKnown(prediction.generation) ? prediction : undefined;
	}

	/** All of them, the last first. */
	all(): Prediction[] {
		const known = [...this.byId.values()].filter(({ generation }) => this.isKnown(generation));
		return known.reverse();
	}

	private isKnown(generation: Generation): boolean {
		// The sandbox may have been told to forget it.
		const isKnown = this.generations.find(generation.id) === generation;
		if (!isKnown) this.byId.delete(generation.id);
		return isKnown;
	}
}

/** How a prediction is doing. */
export function stateOf({ generation, canceledAt, deadline }: Prediction): PredictionState {
	if (canceledAt) return { status: 'canceled', at: canceledAt };
	const state = generation.state();
	const hasEnded = state.phase === 'completed' || state.phase === 'failed';
	if (deadline && Date.now() >= deadline.getTime() && !(hasEnded && state.since <= deadline)) {
		const hadBegun = generation.dequeuedAt <= deadline;
		return { status: hadBegun ? 'canceled' : 'aborted', at: deadline };
	}
	switch (state.phase) {
		case 'queued':
			return { status: 'starting' };
		case 'running':
			return { status: 'processing' };
		case 'completed':
			return { status: 'succeeded', at: state.since, file: state.file };
		case 'failed':
			return { status: 'failed', at: state.since, failure: state.failure };
	}
}

/** Whether a prediction has come to an end, good or bad. */
export function hasEnded(prediction: Prediction): boolean {
	return 'at' in stateOf(prediction);
}
