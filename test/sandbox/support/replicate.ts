import { setTimeout as pause } from 'node:timers/promises';

import type { Sandbox } from '../../../sandbox/server';
import { Client, type Reply } from './client';

/** A prediction of Replicate's as it is answered. */
export interface ReplicatePrediction {
	id: string;
	model: string;
	version: string;
	input: object;
	output: string | null;
	error: string | null;
	status: string;
	data_removed: boolean;
	created_at: string;
	started_at: string | null;
	completed_at: string | null;
	urls: { get: string; cancel: string };
}

export interface ReplicateProblem {
	title: string;
	detail: string;
	status: number;
}

/** A client of Replicate's. */
export class ReplicateClient extends Client {
	constructor(sandbox: Sandbox, key?: string, headers: Record<string, string> = {}) {
		super(sandbox, key, headers);
	}

	/** @param more what is sent beside the input */
	async create<Body = ReplicatePrediction>(
		model: string,
		input: object,
		more: object = {},
	): Promise<Reply<Body>> {
		return await this.post<Body>(`/v1/models/${model}/predictions`, { input, ...more });
	}

	async look(id: string): Promise<ReplicatePrediction> {
		return (await this.get<ReplicatePrediction>(`/v1/predictions/${id}`)).body;
	}

	/** Waits to the end; jest's own time limit ends a wait in vain. */
	async ended(id: string): Promise<ReplicatePrediction> {
		for (;;) {
			const prediction = await this.look(id);
			if (prediction.completed_at !== null) return prediction;
			await pause(50);
		}
	}

	/** Creates and waits to the end. */
	async run(model: string, input: object): Promise<ReplicatePrediction> {
		return await this.ended((await this.create(model, input)).body.id);
	}
}
