import { randomUUID } from 'node:crypto';

import type { Answer } from '../../exchange';

/** A task as it is answered. */
export interface TaskAnswer {
	request_id: string;
	output: Output;
	usage?: Usage;
}

export interface Output {
	task_id: string;
	task_status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'UNKNOWN';
	/** See `timeInChina`; so are the next two. */
	submit_time?: string;
	scheduled_time?: string;
	end_time?: string;
	orig_prompt?: string;
	actual_prompt?: string;
	/** Of most models. */
	video_url?: string;
	/** Of the models that begin with a picture of somebody. */
	results?: { video_url: string };
	code?: string;
	message?: string;
}

/** What a task tells of what is paid; which fields there are depends on the model. */
export type Usage = Record<string, number | string>;

/** A refusal as it is answered. */
export interface Problem {
	code: string;
	message: string;
	request_id: string;
}

/** An answer that names its request, as all do. */
export function answer(status: number, body: object): Answer {
	return { status, headers: {}, body: { request_id: randomUUID(), ...body } };
}

/** @param code one of https://www.alibabacloud.com/help/en/model-studio/error-code */
export function problem(status: number, code: string, message: string): Answer {
	return answer(status, { code, message });
}

/** A time as the service writes it, `2026-11-21 20:15:00.000`: eight hours ahead of UTC, and without a zone. */
export function timeInChina(date: Date): string {
	const ahead = new Date(date.getTime() + 8 * 3_600_000);
	return ahead.toISOString().replace('T', ' ').slice(0, 23);
}
