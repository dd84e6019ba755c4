import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DashScope } from '../sandbox/support/dashScope';
import { startFront, type Front, type Meddling } from '../support/front';
import { nodeWithShortPauses } from '../support/quickNode';
import {
	items,
	jsonOf,
	NODE,
	type Run,
	startWorkbench,
	type Workbench,
} from '../support/workbench';

// The answer to a create got lost: Alibaba Cloud has a list of what it has created, which is looked at.

jest.setTimeout(60_000);

let bench: Workbench;
let front: Front;

beforeAll(async () => {
	front = await startFront();
	bench = await startWorkbench({
		addresses: { front: front.url },
		nodeTypes: nodeWithShortPauses(),
	});
});

afterAll(async () => {
	await bench.stop();
	await front.close();
});

afterEach(() => {
	bench.sandbox.forget();
});

const text: INodeParameters = {
	provider: 'alibabaCloud',
	operation: 'textToVideo',
	model: 'wan2.7-t2v',
	prompt: '={{ $json.prompt ?? "A fox" }}',
	resolution: '720P',
	duration: 2,
};

type FailedItem = IDataObject & { description: string };

const isCreate = (path: string) => path.endsWith('/video-synthesis');
const isList = (path: string) => /\/tasks\/\?/.test(path);

/** Loses the answer to the last of so many creates; the list goes through, unless it is told otherwise. */
function loseAnswer({
	ofCreate = 1,
	create = 'loseAnswer',
	list,
}: { ofCreate?: number; create?: Meddling; list?: Meddling } = {}): void {
	front.leadTo(bench.sandbox.url, ({ path, nth }) => {
		if (isCreate(path) && nth === ofCreate) return create;
		return isList(path) ? list : undefined;
	});
}

const run = async (options: Run = {}) => await bench.run(text, { credential: 'front', ...options });

/** What a failed item says, with Continue On Fail. */
async function failedItem(options: Run = {}): Promise<FailedItem> {
	const result = await run({ node: { onError: 'continueRegularOutput' }, ...options });
	return (jsonOf(result) as FailedItem[]).at(-1) ?? { description: '' };
}

interface Listed {
	task_id: string;
	model_name: string;
}

/** All that the account has created, as the service itself lists it: the last first. */
async function listed(): Promise<Listed[]> {
	const { body } = await new DashScope(bench.sandbox).get<{ data: Listed[] }>('/api/v1/tasks/');
	return body.data;
}

const LOST = 'Alibaba Cloud did not confirm the generation: it may exist and may be charged';
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;

describe('when the answer to a create is lost', () => {
	it('the error is uncertain, and names what was created with its time', async () => {
		loseAnswer();
		const item = await failedItem();
		const [task] = await listed();
		expect(item).toMatchObject({ errorType: 'uncertain', error: LOST });
		expect(item.description).toContain(`${task?.task_id} (`);
		const [time = ''] = TIME.exec(item.description) ?? [];
		expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(20_000);
		expect(bench.sandbox.creates()).toHaveLength(1);
	});

	it('what it names can be fetched', async () => {
		loseAnswer();
		const { description } = await failedItem();
		const [id] = /[0-9a-f-]{36}/.exec(description) ?? [];
		const fetched = await run({
			node: {
				parameters: {
					provider: 'alibabaCloud',
					operation: 'fetch',
					generationId: id,
					options: { pollingInterval: 0.1 },
				},
			},
		});
		expect(fetched.error?.message).toBeUndefined();
		expect(jsonOf(fetched)).toMatchObject([{ id, status: 'completed' }]);
	});

	it('Retry On Fail does not send it again', async () => {
		loseAnswer();
		const { error } = await run({
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		const [task] = await listed();
		expect(error?.message).toBe(LOST);
		expect(error?.description).toContain(task?.task_id);
		expect(bench.sandbox.creates()).toHaveLength(1);
	});

	it('what was created with other models is not named', async () => {
		for (const model of ['wan2.6-t2v', 'wan2.7-t2v-2026-04-25', 'wan2.5-t2v-preview']) {
			await new DashScope(bench.sandbox).create(model, { input: { prompt: 'A fox' } });
		}
		loseAnswer();
		const item = await failedItem();
		const tasks = await listed();
		expect(tasks).toHaveLength(4);
		const named = tasks.filter(({ task_id: id }) => item.description.includes(id));
		expect(named.map(({ model_name: model }) => model)).toEqual(['wan2.7-t2v']);
	});

	it('what this run knows to be its own is not named', async () => {
		loseAnswer({ ofCreate: 2 });
		const result = await bench.run(
			{ ...text, options: { maxConcurrency: 1 } },
			{
				credential: 'front',
				input: items({}, { prompt: 'A cat' }),
				node: { onError: 'continueRegularOutput' },
			},
		);
		const [first, second] = jsonOf(result) as FailedItem[];
		const [lost, known] = await listed();
		expect(first).toMatchObject({ status: 'completed', id: known?.task_id });
		expect(second?.description).toContain(lost?.task_id);
		expect(second?.description).not.toContain(known?.task_id);
	});

	it('what the account created long before is not named', async () => {
		const anHourAgo = Date.now() - 3_600_000;
		loseAnswer({
			list: {
				answer: (body) => body.replace(/"gmt_create":\d+/g, `"gmt_create":${anHourAgo}`),
			},
		});
		const { description } = await failedItem();
		expect(description).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
		expect(description).toContain("Alibaba Cloud's list of generations shows none of this model");
	});

	it('and the list does not show it, that is said, and that it proves nothing', async () => {
		loseAnswer({ create: 'loseRequest' });
		const item = await failedItem();
		expect(item).toMatchObject({ errorType: 'uncertain', error: LOST });
		expect(item.description).toContain('which is no proof, as lists lag behind');
		expect(bench.sandbox.creates()).toEqual([]);
	});

	it.each<[string, Meddling]>([
		['is refused', { instead: { status: 403, body: { code: 'AccessDenied', message: 'No' } } }],
		['does not work', { instead: { status: 500, body: { code: 'InternalError' } } }],
		['breaks off', 'loseAnswer'],
		['is no JSON', { instead: { body: '<html>' } }],
		['has no list', { instead: { body: '{"data":null}' } }],
		[
			'has more pages',
			{ instead: { body: '{"data":[{"task_id":"x","model_name":"other"}],"total":200}' } },
		],
	])('and the list %s, the user is told to look for it', async (_, list) => {
		loseAnswer({ list });
		const item = await failedItem();
		expect(item).toMatchObject({ errorType: 'uncertain', error: LOST });
		expect(item.description).toContain('Look for it in your Alibaba Cloud account');
		expect(item.description).not.toContain('probably not created');
	});
});

it.each([500, 502, 504, 408])('an answer of HTTP %i is as good as none', async (status) => {
	loseAnswer({ create: { instead: { status, body: { code: 'InternalError', message: 'Oh' } } } });
	const item = await failedItem();
	expect(item).toMatchObject({ errorType: 'uncertain', error: LOST });
	expect(item.description).toContain(`the answer was HTTP ${status}`);
	expect(front.passed.filter(({ path }) => isCreate(path))).toHaveLength(1);
	// Twice, as a list may lag behind.
	expect(front.passed.filter(({ path }) => isList(path))).toHaveLength(2);
});

it('a Retry from the executions list, after the user was told, sends it again', async () => {
	loseAnswer({ create: 'loseRequest' });
	const failed = await run();
	expect(failed.error?.message).toBe(LOST);
	const retried = await bench.engine.retry(failed);
	expect(jsonOf(retried)).toMatchObject([{ status: 'completed' }]);
	expect(retried.output(NODE)).toHaveLength(1);
	expect(bench.sandbox.creates()).toHaveLength(1);
});
