import type { Answer, Call, Provider } from '../../exchange';
import type { Lot } from '../../quirks/Lot';
import type { Oddity, Quirks } from '../../quirks/Quirks';
import { troubleOf, webPage } from '../../quirks/troubles';
import type { Problem, TaskAnswer } from './answers';

const RUNNING_WORDS = ['pending', 'queued', 'running', 'processing', 'retrying'] as const;
const BAD_GATEWAY: Answer = { status: 502, headers: {}, body: {} };
const TIMED_OUT = webPage(504, '504 Gateway Time-out');

/** Answers as MuleRouter was recorded to answer; see the README for which oddities these are. */
export function quirkyMuleRouter(provider: Provider, quirks: Quirks): Provider {
	function look(answer: Answer, oddity: Oddity) {
		oddity.looks += 1;
		const trouble = troubleOf(
			oddity,
			() => BAD_GATEWAY,
			() => TIMED_OUT,
		);
		return trouble ? trouble() : { ...answer, body: describe(answer.body as TaskAnswer, oddity) };
	}

	function create(answer: Answer) {
		const plain = answer.body as TaskAnswer;
		const oddity = quirks.add(plain.task_info.id, () => []);
		const { lot } = oddity;
		const body = describe(plain, oddity);
		// JSON leaves out what is undefined.
		const withoutStatus = { ...body.task_info, status: undefined };
		return {
			...answer,
			status: lot.pick('created', [202, 200]),
			body: lot.pick<object>('create', [body, { ...body, task_info: withoutStatus }]),
		};
	}

	function refuse(answer: Answer, { method }: Call): Answer {
		const lot = quirks.nextRefusal();
		const problem = answer.body as Problem;
		const hasTask = method === 'POST' && answer.status === 400;
		return { ...answer, body: refusal(problem, lot, hasTask) };
	}

	return {
		...provider,
		async answer(call) {
			const answer = await provider.answer(call);
			if (!quirks.areOn) return answer;
			if (answer.status >= 400) return { ...answer, ...refuse(answer, call) };
			if (call.method === 'POST') return { ...answer, ...create(answer) };

			const oddity = quirks.find(call.path.split('/').at(-1) ?? '');
			return oddity ? { ...answer, ...look(answer, oddity) } : answer;
		},
	};
}

function describe(plain: TaskAnswer, oddity: Oddity) {
	const { error, ...task } = plain.task_info;
	const { inTask, beside } = reason(error, oddity);
	return {
		task_info: { ...task, status: statusWord(plain, oddity), ...inTask },
		...beside,
		...video(plain, oddity),
	};
}

function statusWord({ task_info: { status } }: TaskAnswer, { lot, looks }: Oddity): string {
	switch (status) {
		case 'completed':
			return lot.pick('success', ['completed', 'succeeded']);
		case 'failed':
			return lot.pick('failure', ['failed', 'canceled', 'cancelled']);
		case 'pending':
		case 'processing':
			return lot.about(`look ${looks}`).pick('running', RUNNING_WORDS);
	}
}

function video({ videos }: TaskAnswer, { lot }: Oddity): object {
	const url = videos?.[0];
	if (url === undefined) return {};
	return lot.pick<object>('video', [
		{ videos: [url] },
		{ videos: [{ url }] },
		{ videos: url },
		{ output: { url } },
		{ output: { video_url: url } },
		{ video_url: url },
	]);
}

/** Where the reason of a failure stands. */
function reason(error: TaskAnswer['task_info']['error'], { lot }: Oddity) {
	if (!error) return {};
	const { code, title, detail } = error;
	return lot.pick<{ inTask?: object; beside?: object }>('reason', [
		{ inTask: { error } },
		{ beside: { error: { error_code: code, title, detail } } },
		{},
	]);
}

/** @param hasTask whether the refusal may be told by a task that has failed at once */
function refusal(problem: Problem, lot: Lot, hasTask: boolean): unknown {
	const { status: code, title, detail } = problem;
	const error = { code, title, detail };
	const task = { task_info: { id: lot.uuid('task'), status: 'failed', error } };
	return lot.pick<unknown>('refusal', [
		problem,
		{ detail },
		{ message: detail },
		{ error: { code, message: detail } },
		{ error: detail },
		detail,
		hasTask ? task : problem,
	]);
}
