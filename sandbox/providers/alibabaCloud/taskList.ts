import type { Answer } from '../../exchange';
import { answer, problem, type Output } from './answers';
import { statusOf, TASK_HOURS, type Task } from './tasks';

/** As the contract has read it. */
export interface ListQuery {
	task_id?: string;
	/** `YYYYMMDDhhmmss`; the hours are taken for those of China, as in the answers. */
	start_time?: string;
	end_time?: string;
	model_name?: string;
	status?: Output['task_status'];
	page_no?: number | string;
	page_size?: number | string;
}

const DAY_MS = TASK_HOURS * 3_600_000;

/**
 * A page of the tasks that are asked for.
 *
 * Source: https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks
 */
export function listTasks(tasks: Task[], query: ListQuery): Answer {
	const until = readTime(query.end_time) ?? Date.now();
	const from = readTime(query.start_time) ?? until - DAY_MS;
	if (until - from > DAY_MS || until < from) {
		const rule = 'end_time must be after start_time, and 24 hours after it at most';
		return problem(400, 'InvalidParameter', rule);
	}
	const isAskedFor = (task: Task) => {
		const { id, createdAt } = task.generation;
		const created = createdAt.getTime();
		return (
			created >= from &&
			created <= until &&
			[undefined, id].includes(query.task_id) &&
			[undefined, task.creation.model].includes(query.model_name) &&
			[undefined, statusOf(task)].includes(query.status)
		);
	};
	const found = tasks.filter(isAskedFor);
	return answer(200, page(found, query));
}

function page(found: Task[], query: ListQuery) {
	const [number, size] = [Number(query.page_no ?? 1), Number(query.page_size ?? 10)];
	return {
		data: found.slice((number - 1) * size, number * size).map(row),
		page_no: number,
		page_size: size,
		total_page: Math.ceil(found.length / size),
		total: found.length,
	};
}

function row(task: Task) {
	const { generation, creation, canceledAt } = task;
	const state = generation.state();
	const hasBegun = !canceledAt && state.phase !== 'queued';
	const end = canceledAt ?? (['completed', 'failed'].includes(state.phase) && state.since);
	return {
		api_key_id: '7',
		caller_parent_id: '1',
		caller_uid: '1',
		gmt_create: generation.createdAt.getTime(),
		...(hasBegun && { start_time: generation.dequeuedAt.getTime() }),
		...(end && { end_time: end.getTime() }),
		region: task.region,
		request_id: task.requestId,
		status: statusOf(task, state),
		task_id: generation.id,
		user_api_unique_key: `apikey:v1:video-generation:video-synthesis:${creation.model}`,
		model_name: creation.model,
	};
}

function readTime(text: string | undefined): number | undefined {
	const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text ?? '');
	if (!parts) return undefined;
	const [year = 0, month = 1, ...rest] = parts.slice(1).map(Number);
	return Date.UTC(year, month - 1, ...(rest as [number, number, number, number])) - 8 * 3_600_000;
}
