import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DashScope } from '../sandbox/support/dashScope';
import { startFront, type Front } from '../support/front';
import { until } from '../support/until';
import { items, NODE, startWorkbench, type Workbench } from '../support/workbench';

// What the user stops is canceled at Alibaba Cloud, where that is wanted and it has not begun.

jest.setTimeout(60_000);

let bench: Workbench;
let front: Front;

beforeAll(async () => {
	front = await startFront();
	bench = await startWorkbench({ addresses: { front: front.url } });
});

afterAll(async () => {
	await bench.stop();
	await front.close();
});

beforeEach(() => {
	front.leadTo(bench.sandbox.url);
	// A quarter of it in the queue.
	bench.sandbox.configure({ seconds: 60 });
});

afterEach(() => {
	bench.sandbox.forget();
});

const text = (options: IDataObject = {}): INodeParameters => ({
	provider: 'alibabaCloud',
	operation: 'textToVideo',
	model: 'wan2.7-t2v',
	prompt: '={{ $json.prompt ?? "A fox" }}',
	resolution: '720P',
	duration: 2,
	options: { cancelOnStop: true, pollingInterval: 0.2, ...options },
});

const begin = (options: IDataObject = {}, prompts = ['A fox']) =>
	bench.begin(text(options), {
		credential: 'front',
		input: items(...prompts.map((prompt) => ({ prompt }))),
	});

interface Listed {
	task_id: string;
	status: string;
}

/** What there is, as the service itself lists it. */
async function listed(): Promise<Listed[]> {
	const { body } = await new DashScope(bench.sandbox).get<{ data: Listed[] }>('/api/v1/tasks/');
	return body.data;
}

const looks = () =>
	front.passed.filter(({ method, path }) => method === 'GET' && path.includes('/tasks/'));
const cancels = () => front.passedTo('/cancel');

describe('with Cancel on Stop', () => {
	it('what waits in the queue is canceled, within a second', async () => {
		const execution = begin();
		await until(() => looks().length > 0);
		const stoppedAt = performance.now();
		execution.cancel();
		expect((await execution.done).status).toBe('canceled');
		expect(performance.now() - stoppedAt).toBeLessThan(1000);
		expect(await listed()).toMatchObject([{ status: 'CANCELED' }]);
		expect(cancels()).toHaveLength(1);
	});

	it('it is then forgotten: there is nothing to go on with', async () => {
		const execution = begin();
		await until(() => looks().length > 0);
		execution.cancel();
		const result = await execution.done;
		const [task] = await listed();
		expect(task?.task_id).toEqual(expect.any(String));
		expect(JSON.stringify(result.context(NODE))).not.toContain(task?.task_id);
	});

	it('what has begun goes on, and is kept', async () => {
		bench.sandbox.configure({ seconds: 2 });
		const execution = begin();
		await until(() => bench.sandbox.creates().length > 0);
		const client = new DashScope(bench.sandbox);
		await until(async () => (await listed())[0]?.status === 'RUNNING');
		execution.cancel();
		const result = await execution.done;
		const [task] = await listed();
		const id = task?.task_id ?? '';
		expect(JSON.stringify(result.context(NODE))).toContain(id);
		expect(cancels()).toHaveLength(1);
		const end = await client.fetchUntilDone(
			`/api/v1/tasks/${id}`,
			({ output }: { output: { task_status: string } }) =>
				!['PENDING', 'RUNNING'].includes(output.task_status),
		);
		expect(end.output.task_status).toBe('SUCCEEDED');
	});

	it('of a batch all that wait are canceled, and nothing more is created', async () => {
		const execution = begin({ maxConcurrency: 2 }, ['one', 'two', 'three']);
		await until(() => new Set(looks().map(({ path }) => path)).size === 2);
		execution.cancel();
		await execution.done;
		expect(await listed()).toMatchObject([{ status: 'CANCELED' }, { status: 'CANCELED' }]);
		expect(bench.sandbox.creates()).toHaveLength(2);
	});

	it('what the service was still creating is canceled as soon as it has an ID', async () => {
		let isAnswered = false;
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path.endsWith('/video-synthesis')
				? {
						answer: (body) => {
							isAnswered = true;
							execution.cancel();
							return body;
						},
					}
				: undefined,
		);
		const execution = begin();
		await execution.done;
		expect(isAnswered).toBe(true);
		expect(await listed()).toMatchObject([{ status: 'CANCELED' }]);
	});

	it('what could not be canceled is kept', async () => {
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path.endsWith('/cancel') ? 'loseRequest' : undefined,
		);
		const execution = begin();
		await until(() => looks().length > 0);
		execution.cancel();
		const result = await execution.done;
		expect(result.status).toBe('canceled');
		const [task] = await listed();
		expect(JSON.stringify(result.context(NODE))).toContain(task?.task_id);
	});

	it('nothing is canceled because another item fails: a retry goes on with it', async () => {
		front.leadTo(bench.sandbox.url, ({ path, body }) =>
			path.endsWith('/video-synthesis') && body.includes('bad')
				? { instead: { status: 400, body: { code: 'InvalidParameter', message: 'No' } } }
				: undefined,
		);
		const result = await bench.run(text({ maxConcurrency: 2 }), {
			credential: 'front',
			input: items({ prompt: 'good' }, { prompt: 'bad' }),
		});
		expect(result.error?.message).toBe('Alibaba Cloud refused the request: No (InvalidParameter)');
		expect(cancels()).toEqual([]);
		expect(await listed()).toMatchObject([{ status: 'PENDING' }]);
	});

	it('nothing is canceled that has been waited for too long', async () => {
		const { error } = await bench.run(text({ timeout: 1 }), { credential: 'front' });
		expect(error?.message).toBe('The video was not ready after 1 seconds');
		expect(cancels()).toEqual([]);
	});
});

it.each([{ cancelOnStop: false }, { cancelOnStop: undefined }])(
	'without it nothing is canceled: %j',
	async (options) => {
		const execution = begin(options);
		await until(() => looks().length > 0);
		execution.cancel();
		const result = await execution.done;
		const [task] = await listed();
		expect(task).toMatchObject({ status: 'PENDING' });
		expect(cancels()).toEqual([]);
		expect(JSON.stringify(result.context(NODE))).toContain(task?.task_id);
	},
);
