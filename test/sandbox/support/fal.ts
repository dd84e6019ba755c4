import type { Sandbox } from '../../../sandbox/server';
import { Client, type Reply } from './client';

/** What is answered when something is queued. */
export interface FalQueued {
	request_id: string;
	response_url: string;
	status_url: string;
	cancel_url: string;
	queue_position: number;
}

/** How a request of fal.ai's is doing. */
export interface FalStatus {
	status: string;
	request_id: string;
	response_url: string;
	queue_position?: number;
	logs?: { message: string }[];
	error?: string;
	error_type?: string;
}

export interface FalOutput {
	video: {
		url: string;
		content_type: string;
		file_size: number;
		width: number;
		height: number;
		fps: number;
		duration: number;
		num_frames: number;
	};
	seed: number;
	actual_prompt?: string;
	duration?: number;
}

/** One complaint about an input. */
export interface FalDetail {
	loc: (string | number)[];
	msg: string;
	type: string;
}

/** A client of fal.ai's. */
export class Fal extends Client {
	constructor(sandbox: Sandbox, key?: string, headers: Record<string, string> = {}) {
		super(sandbox, key, headers, 'Key');
	}

	async submit<Body = FalQueued>(endpoint: string, input: object): Promise<Reply<Body>> {
		return await this.post<Body>(`/${endpoint}`, input);
	}

	/** Asks for what was queued, by one of the addresses it was told. */
	async at<Body = FalStatus>(address: string): Promise<Reply<Body>> {
		return await this.get<Body>(address.slice(this.sandbox.url.length));
	}

	/** Submits, waits to the end and answers with the result. */
	async run<Body = FalOutput>(endpoint: string, input: object): Promise<Reply<Body>> {
		const { body: queued } = await this.submit(endpoint, input);
		const path = queued.status_url.slice(this.sandbox.url.length);
		await this.fetchUntilDone(path, ({ status }: FalStatus) => status === 'COMPLETED');
		return await this.at<Body>(queued.response_url);
	}
}
