import type { Sandbox } from '../../../sandbox/server';
import { Client, type Reply } from './client';

/** A task of Alibaba Cloud's as it is answered. */
export interface DashScopeTask {
	request_id: string;
	output: {
		task_id: string;
		task_status: string;
		submit_time?: string;
		scheduled_time?: string;
		end_time?: string;
		orig_prompt?: string;
		actual_prompt?: string;
		video_url?: string;
		results?: { video_url: string };
		code?: string;
		message?: string;
	};
	usage?: Record<string, number | string>;
}

/** A refusal of Alibaba Cloud's. */
export interface DashScopeProblem {
	code: string;
	message: string;
	request_id: string;
}

const SERVICES = '/api/v1/services/aigc/';
export const MOST_MODELS = `${SERVICES}video-generation/video-synthesis`;
export const FROM_PICTURES = `${SERVICES}image2video/video-synthesis`;
export const FACE_CHECK = `${SERVICES}image2video/face-detect`;

/** Where a model is created with. */
export function pathOf(model: string): string {
	return /kf2v|animate|s2v$/.test(model) ? FROM_PICTURES : MOST_MODELS;
}

/** A client of Alibaba Cloud's, with the headers that creating needs. */
export class DashScope extends Client {
	constructor(sandbox: Sandbox, key?: string, headers: Record<string, string> = {}) {
		super(sandbox, key, { 'x-dashscope-async': 'enable', ...headers });
	}

	/** @param body what is sent besides the model */
	async create<Body = DashScopeTask>(model: string, body: object): Promise<Reply<Body>> {
		return await this.post<Body>(pathOf(model), { model, ...body });
	}

	async look(id: string): Promise<Reply<DashScopeTask>> {
		return await this.get<DashScopeTask>(`/api/v1/tasks/${id}`);
	}

	/** Creates, waits to the end and answers with what was fetched last. */
	async run(model: string, body: object): Promise<DashScopeTask> {
		const { body: created } = await this.create(model, body);
		const { task_id: id } = created.output;
		return await this.fetchUntilDone(`/api/v1/tasks/${id}`, ({ output }: DashScopeTask) =>
			['SUCCEEDED', 'FAILED'].includes(output.task_status),
		);
	}
}
