import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client, type AimlApiGeneration, type MuleRouterTask } from './support/client';
import { restartClock, stopClock } from './support/clock';

jest.setTimeout(30_000);

let sandbox: Sandbox;
let client: Client;
let clock: ReturnType<typeof stopClock>;

beforeEach(async () => {
	clock = stopClock();
	sandbox = await startSandbox({ seconds: 100 });
	client = new Client(sandbox);
});
afterEach(async () => {
	await sandbox.close();
	restartClock();
});

describe.each(['/v2/video/generations', '/v2/generate/video/alibaba/generation'])(
	'AI/ML API on %s',
	(path) => {
		const body = {
			model: 'alibaba/wan2.5-t2v-preview',
			prompt: 'A fox',
			resolution: '480p',
			duration: 5,
		};
		const fetchPath = (id: string) => `${path}?generation_id=${encodeURIComponent(id)}`;

		it('queues, generates and completes', async () => {
			const { status, body: created, headers } = await client.post<AimlApiGeneration>(path, body);
			expect(status).toBe(201);
			expect(created).toMatchObject({ status: 'queued', video: null });
			expect(created.id).toMatch(/^[0-9a-f-]{36}:alibaba\/wan2\.5-t2v-preview$/);
			expect(headers.get('x-inference-id')).not.toBe('');

			const now = async () =>
				(await client.get<AimlApiGeneration>(fetchPath(created.id))).body.status;
			clock.advance(10);
			expect(await now()).toBe('queued');
			clock.advance(40);
			expect(await now()).toBe('generating');
			clock.advance(51);
			const done = await client.fetchUntilDone<AimlApiGeneration>(
				fetchPath(created.id),
				({ video }) => video,
			);
			expect(done).toMatchObject({ id: created.id, status: 'completed', error: null });
			expect(done.meta?.usage.usd_spent).toBeGreaterThan(0);
			expect((await fetch(done.video?.url ?? '')).headers.get('content-type')).toBe('video/mp4');
		});

		it('fails in its time when the prompt asks for it', async () => {
			const { body: created } = await client.post<AimlApiGeneration>(path, {
				...body,
				prompt: 'A fox [fail]',
			});
			clock.advance(99);
			expect((await client.get(fetchPath(created.id))).body).toMatchObject({
				status: 'generating',
			});
			clock.advance(2);
			const { status, body: failed } = await client.get(fetchPath(created.id));
			expect(status).toBe(200);
			expect(failed).toMatchObject({
				status: 'error',
				video: null,
				error: { message: expect.stringContaining('content policy') },
				meta: null,
			});
		});
	},
);

describe('MuleRouter', () => {
	const path = '/vendors/alibaba/v1/wan2.5-t2v-preview/generation';
	const body = { prompt: 'A fox', size: '832*480' };

	it('is pending, processes and completes', async () => {
		const { status, body: created, headers } = await client.post<MuleRouterTask>(path, body);
		expect(status).toBe(202);
		expect(created.task_info.status).toBe('pending');
		expect(headers.get('traceparent')).toMatch(/^00-/);

		const { id, created_at: createdAt } = created.task_info;
		const now = async () =>
			(await client.get<MuleRouterTask>(`${path}/${id}`)).body.task_info.status;
		clock.advance(10);
		expect(await now()).toBe('pending');
		clock.advance(40);
		expect(await now()).toBe('processing');
		clock.advance(51);
		const done = await client.fetchUntilDone<MuleRouterTask>(
			`${path}/${id}`,
			({ videos }) => videos,
		);
		expect(done.task_info).toMatchObject({ id, status: 'completed', created_at: createdAt });
		expect(Date.parse(done.task_info.updated_at)).toBe(Date.parse(createdAt) + 100_000);
		expect((await fetch(done.videos?.[0] ?? '')).headers.get('content-type')).toBe('video/mp4');
	});

	it('fails in its time when the prompt asks for it', async () => {
		const { body: created } = await client.post<MuleRouterTask>(path, { prompt: 'A fox [fail]' });
		clock.advance(101);
		const { status, body: failed } = await client.get<MuleRouterTask>(
			`${path}/${created.task_info.id}`,
		);
		expect(status).toBe(200);
		expect(failed.task_info).toMatchObject({
			status: 'failed',
			error: { title: 'Content Policy Violation' },
		});
		expect(failed).not.toHaveProperty('videos');
	});

	it("does not know a task under another model's path", async () => {
		const { body: created } = await client.post<MuleRouterTask>(path, body);
		const elsewhere = `/vendors/alibaba/v1/wan2.6-t2v/generation/${created.task_info.id}`;
		expect((await client.get(elsewhere)).status).toBe(404);
	});
});
