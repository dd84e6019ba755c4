import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

import type { Answer } from '../../exchange';

/** A task as it is answered. */
export interface TaskAnswer {
	task_info: {
		id: string;
		status: 'pending' | 'processing' | 'completed' | 'failed';
		/** ISO 8601 */
		created_at: string;
		/** ISO 8601 */
		updated_at: string;
		error?: { code: number; title: string; detail: string };
	};
	videos?: string[];
}

/** A refusal as it is answered. */
export interface Problem {
	status: number;
	title: string;
	detail: string;
}

export function answer(status: number, body: unknown): Answer {
	const [trace, span] = [randomBytes(16), randomBytes(8)].map((id) => id.toString('hex'));
	return { status, headers: { traceparent: `00-${trace}-${span}-01` }, body };
}

export function problem(status: number, detail: string): Answer {
	const refusal: Problem = { status, title: STATUS_CODES[status] ?? 'Error', detail };
	return answer(status, refusal);
}
