import type { Failure } from '../../generations/failure';
import { timeInChina, type TaskAnswer } from './answers';
import { statusOf, type Task } from './tasks';
import { usageOf } from './usage';

/**
 * How a task is doing.
 *
 * @param linkTo gives the link to its video
 */
export function describeTask(
	task: Task,
	linkTo: (file: string) => string,
): Omit<TaskAnswer, 'request_id'> {
	const { generation, creation, traits, canceledAt } = task;
	const { createdAt, dequeuedAt } = generation;
	const state = generation.state();
	const named = { task_id: generation.id, task_status: statusOf(task, state) };
	const submitted = { submit_time: timeInChina(createdAt) };
	if (canceledAt) return { output: { ...named, ...submitted, end_time: timeInChina(canceledAt) } };
	const scheduled = { ...submitted, scheduled_time: timeInChina(dequeuedAt) };
	switch (state.phase) {
		case 'queued':
			return { output: { ...named, ...submitted } };
		case 'running':
			return { output: { ...named, ...scheduled } };
		case 'failed': {
			const code = codeOf(state.failure);
			return { output: { ...named, code, message: state.failure.message } };
		}
		case 'completed': {
			const { prompt } = creation.input;
			const expands = traits.actualPrompt === true && creation.parameters?.prompt_extend === true;
			const url = linkTo(state.file);
			const output = {
				...named,
				...scheduled,
				end_time: timeInChina(state.since),
				...(prompt && { orig_prompt: prompt }),
				...(prompt && expands && { actual_prompt: `${prompt} In the best of lights.` }),
				...(traits.inResults ? { results: { video_url: url } } : { video_url: url }),
			};
			return { output, usage: usageOf(creation, state, traits.usage) };
		}
	}
}

function codeOf({ kind, unreachable }: Failure): string {
	switch (kind) {
		case 'contentPolicy':
			return 'DataInspectionFailed';
		case 'input':
			return unreachable ? 'InvalidURL' : 'InvalidParameter';
		case 'internal':
			return 'InternalError';
	}
}
