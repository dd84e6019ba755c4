import type { Failure } from '../../generations/failure';
import type { Generation, GenerationState } from '../../generations/generation';
import type { Generations } from '../../generations/generations';
import type { Detail } from './answers';
import type { Input } from './input';

/** A generation as this service knows it. */
export interface QueueRequest {
	generation: Generation;
	/** The whole id that it was sent to. */
	endpoint: string;
	/** The part of the id that it is found under. */
	app: string;
	/** As it was sent. */
	sent: unknown;
	/** As it was read; nothing if it breaks the endpoint's rules. */
	input?: Input;
	/** Why it breaks them. */
	refusal?: Detail[];
	/** The path that its app does not have. */
	missingPath?: string;
	/** Of the sandbox, as the client knows it. */
	origin: string;
	/** Whether what was sent and made is kept for the list of requests. */
	isKept: boolean;
	/** After how many seconds it is given up if it has not begun. */
	patience?: number;
	/** When it was taken back, if it was. */
	canceledAt?: Date;
}

/** Why there is no video. */
export type End =
	| { kind: 'canceled' }
	| { kind: 'timedOut' }
	| { kind: 'missingPath'; path: string }
	| { kind: 'invalid'; detail: Detail[] }
	| { kind: 'failed'; failure: Failure };

/** How a request is doing, and since when. */
export type RequestState =
	| Extract<GenerationState, { phase: 'queued' | 'running' | 'completed' }>
	| { phase: 'ended'; end: End; since: Date };

/** The requests of one run of the sandbox. */
export class QueueRequests {
	private readonly byId = new Map<string, QueueRequest>();

	constructor(private readonly generations: Generations) {}

	add(request: QueueRequest): void {
		this.byId.set(request.generation.id, request);
	}

	/** @param app a request is found under its own only */
	find(id: string, app: string): QueueRequest | undefined {
		const request = this.byId.get(id);
		return request?.app === app && this.isKnown(request) ? request : undefined;
	}

	/** All of them, the last first. */
	all(): QueueRequest[] {
		const known = [...this.byId.values()].filter((request) => this.isKnown(request));
		return known.reverse();
	}

	/** How many wait in front of one. */
	positionOf({ generation, app }: QueueRequest): number {
		return this.all().filter(
			(other) =>
				other.app === app &&
				other.generation.createdAt < generation.createdAt &&
				stateOf(other).phase === 'queued',
		).length;
	}

	/** How many of an app wait. */
	waitingFor(app: string): number {
		return this.all().filter((one) => one.app === app && stateOf(one).phase === 'queued').length;
	}

	private isKnown({ generation }: QueueRequest): boolean {
		// The sandbox may have been told to forget it.
		const isKnown = this.generations.find(generation.id) === generation;
		if (!isKnown) this.byId.delete(generation.id);
		return isKnown;
	}
}

/** How a request is doing. */
export function stateOf(request: QueueRequest): RequestState {
	const { generation, canceledAt, patience, refusal, missingPath } = request;
	const ended = (end: End, since: Date): RequestState => ({ phase: 'ended', end, since });
	if (canceledAt) return ended({ kind: 'canceled' }, canceledAt);
	const { createdAt, dequeuedAt } = generation;
	const givenUpAt = createdAt.getTime() + (patience ?? Infinity) * 1000;
	if (givenUpAt < dequeuedAt.getTime() && Date.now() >= givenUpAt) {
		return ended({ kind: 'timedOut' }, new Date(givenUpAt));
	}
	const state = generation.state();
	if (state.phase !== 'failed') return state;
	if (refusal) return ended({ kind: 'invalid', detail: refusal }, state.since);
	if (missingPath !== undefined) {
		return ended({ kind: 'missingPath', path: missingPath }, state.since);
	}
	return ended({ kind: 'failed', failure: state.failure }, state.since);
}
