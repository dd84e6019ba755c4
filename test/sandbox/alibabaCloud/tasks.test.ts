import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';
import { DashScope, type DashScopeProblem, type DashScopeTask } from '../support/dashScope';

jest.setTimeout(30_000);

const BODY = { input: { prompt: 'A fox' }, parameters: { size: '832*480' } };
const MODEL = 'wan2.5-t2v-preview';
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

let sandbox: Sandbox;
let client: DashScope;
let clock: ReturnType<typeof stopClock>;

beforeEach(async () => {
	clock = stopClock();
	sandbox = await startSandbox({ seconds: 100 });
	client = new DashScope(sandbox);
});
afterEach(async () => {
	await sandbox.close();
	restartClock();
});

async function start(model = MODEL, body: object = BODY): Promise<string> {
	return (await client.create(model, body)).body.output.task_id;
}

const statusOf = async (id: string) => (await client.look(id)).body.output.task_status;
// As published clients do it: they say JSON, and send nothing.
const cancel = (id: string) => client.post<DashScopeProblem>(`/api/v1/tasks/${id}/cancel`, '');

describe('a task', () => {
	it('waits, runs and succeeds', async () => {
		jest.setSystemTime(new Date('2026-11-21T20:00:00.000Z'));
		const { body: created } = await client.create(MODEL, BODY);
		const { task_id: id } = created.output;
		expect(created).toEqual({
			request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			output: { task_id: id, task_status: 'PENDING' },
		});
		expect(await statusOf(id)).toBe('PENDING');
		clock.advance(50);
		// Eight hours ahead of UTC, whatever the region.
		expect((await client.look(id)).body.output).toEqual({
			...{ task_id: id, task_status: 'RUNNING', submit_time: '2026-11-22 04:00:00.000' },
			scheduled_time: '2026-11-22 04:00:25.000',
		});
		clock.advance(51);
		const done = await client.fetchUntilDone(
			`/api/v1/tasks/${id}`,
			({ output }: DashScopeTask) => output.video_url,
		);
		expect(done).toMatchObject({
			output: {
				...{
					task_status: 'SUCCEEDED',
					orig_prompt: 'A fox',
					end_time: expect.stringMatching(TIME),
				},
				actual_prompt: expect.stringContaining('A fox'),
			},
			usage: { video_duration: 5, video_ratio: '832*480', video_count: 1 },
		});
		expect((await fetch(done.output.video_url ?? '')).headers.get('content-type')).toBe(
			'video/mp4',
		);
	});

	it('fails in its time, and is found all the same', async () => {
		const id = await start(MODEL, { input: { prompt: 'A fox [fail]' } });
		clock.advance(101);
		const { status, body } = await client.look(id);
		expect(status).toBe(200);
		expect(body).toEqual({
			request_id: expect.any(String),
			output: {
				...{ task_id: id, task_status: 'FAILED', code: 'DataInspectionFailed' },
				message: expect.stringContaining('content policy'),
			},
		});
	});

	it('says of a link that leads nowhere what the service says', async () => {
		const id = await start('wan2.6-i2v', { input: { img_url: 'http://127.0.0.1:1/fox.png' } });
		clock.advance(101);
		const { output } = await client.fetchUntilDone(
			`/api/v1/tasks/${id}`,
			({ output: { code } }: DashScopeTask) => code,
		);
		expect(output).toMatchObject({ task_status: 'FAILED', code: 'InvalidURL' });
	});

	it('that nobody knows is unknown, and so is one after a day', async () => {
		expect(await client.look('nothing')).toMatchObject({
			...{ status: 200, body: { output: { task_id: 'nothing', task_status: 'UNKNOWN' } } },
		});
		const id = await start(MODEL, { input: { prompt: 'A fox [fail]' } });
		clock.advance(24 * 3600 - 1);
		expect(await statusOf(id)).toBe('FAILED');
		clock.advance(2);
		expect(await statusOf(id)).toBe('UNKNOWN');
	});

	it('can be taken back until it begins', async () => {
		const [early, late] = [await start(), await start()];
		expect(await cancel(early)).toMatchObject({
			status: 200,
			body: { request_id: expect.any(String) },
		});
		expect(await statusOf(early)).toBe('CANCELED');
		clock.advance(50);
		for (const id of [early, late, 'nothing']) {
			expect(await cancel(id)).toMatchObject({
				status: 400,
				body: {
					code: 'UnsupportedOperation',
					message: 'Failed to cancel the task, please confirm if the task is in PENDING status.',
				},
			});
		}
		clock.advance(100);
		expect(await statusOf(early)).toBe('CANCELED');
		// What was taken back was no creation.
		expect(sandbox.creates()).toHaveLength(2);
	});
});

interface TaskPage {
	data: { task_id: string; status: string; model_name: string; gmt_create: number }[];
	page_no: number;
	page_size: number;
	total_page: number;
	total: number;
}

describe('the list of tasks', () => {
	const list = async (query = '') => (await client.get<TaskPage>(`/api/v1/tasks/${query}`)).body;
	const ids = async (query?: string) => (await list(query)).data.map(({ task_id: id }) => id);

	it('has them all, the last first', async () => {
		const first = await start();
		clock.advance(50);
		const second = await start('wan2.7-t2v', { input: { prompt: 'A fox [fail]' } });
		expect(await list()).toMatchObject({
			data: [
				{ task_id: second, status: 'PENDING', model_name: 'wan2.7-t2v', region: 'ap-southeast-1' },
				{ task_id: first, status: 'RUNNING', model_name: MODEL, gmt_create: Date.now() - 50_000 },
			],
			...{ page_no: 1, page_size: 10, total_page: 1, total: 2 },
		});
		expect((await client.get<TaskPage>('/api/v1/tasks')).body.total).toBe(2);
	});

	it('can be asked for some of them', async () => {
		const first = await start();
		clock.advance(50);
		const second = await start('wan2.7-t2v', { input: { prompt: 'A fox [fail]' } });
		await cancel(second);
		expect(await ids(`?task_id=${first}`)).toEqual([first]);
		expect(await ids('?model_name=wan2.7-t2v')).toEqual([second]);
		expect(await ids('?status=RUNNING')).toEqual([first]);
		expect(await ids('?status=CANCELED&model_name=wan2.5-t2v-preview')).toEqual([]);
	});

	it('comes in pages', async () => {
		const created: string[] = [];
		for (let count = 0; count < 5; count++) {
			created.unshift(await start());
			clock.advance(1);
		}
		expect(await ids('?page_size=2&page_no=2')).toEqual(created.slice(2, 4));
		expect(await list('?page_size=2&page_no=9')).toMatchObject({
			data: [],
			total_page: 3,
			total: 5,
		});
	});

	it('is of a day at most', async () => {
		jest.setSystemTime(new Date('2026-11-21T20:00:00.000Z'));
		const id = await start();
		clock.advance(60);
		expect(await ids('?start_time=20261122035900&end_time=20261122040100')).toEqual([id]);
		expect(await ids('?start_time=20261122040001')).toEqual([]);
		for (const query of [
			'?start_time=20261120035900&end_time=20261122040100',
			'?start_time=20261122040100&end_time=20261122035900',
			'?start_time=yesterday',
			'?status=LOST',
			'?page_no=0',
		]) {
			const { status, body } = await client.get<DashScopeProblem>(`/api/v1/tasks/${query}`);
			expect([status, body.code]).toEqual([400, 'InvalidParameter']);
		}
	});
});

interface ModelPage {
	output: {
		total: number;
		page_no: number;
		page_size: number;
		models: { model: string; prices: object[] }[];
	};
}

describe('the list of models', () => {
	const list = async (query = '') =>
		(await client.get<ModelPage>(`/api/v1/models${query}`)).body.output;

	it('has every model, and what no table knows, in pages', async () => {
		const { total, page_size: size, models } = await list();
		expect([size, models.length]).toEqual([20, 20]);
		const pages = await Promise.all([1, 2, 3].map((page) => list(`?page_no=${page}`)));
		const all = pages.flatMap((page) => page.models.map(({ model }) => model));
		expect(new Set(all).size).toBe(total);
		expect(all).toEqual(
			expect.arrayContaining(['wan3.0-video', 'wan3.5-t2v-preview', 'qwen-plus']),
		);
	});

	it('can be asked for some of them', async () => {
		const names = async (query: string) => (await list(query)).models.map(({ model }) => model);
		expect(await names('?model=wan2.6-t2v')).toEqual(['wan2.6-t2v']);
		expect(await names('?name=happy')).toEqual(['happyhorse-1.0-t2v']);
		expect(await names('?providers=qwen')).toEqual(['qwen-plus']);
		expect(await names('?capabilities=TG')).toEqual(['qwen-plus']);
	});

	it('tells prices', async () => {
		const [model] = (await list('?model=wan2.7-t2v')).models;
		expect(model?.prices).toMatchObject([
			{
				prices: [
					{ type: '720P', price: '0.1' },
					{ type: '1080P', price: '0.15' },
				],
			},
		]);
	});

	it('is for valid keys', async () => {
		const wrong = await new DashScope(sandbox, 'wrong').get<DashScopeProblem>(
			'/api/v1/models?page_no=1&page_size=1',
		);
		expect([wrong.status, wrong.body.code]).toEqual([401, 'InvalidApiKey']);
		expect((await new DashScope(sandbox, 'sandbox-no-credits').get('/api/v1/models')).status).toBe(
			200,
		);
	});
});
