import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { chain } from '../../tools/engine/workflowJson';
import { until } from '../../tools/n8n/until';
import type { N8nLine } from '../../tools/n8n/versions';
import { behave, running } from '../faults/faults';
import { MisbehavingProvider } from '../faults/misbehavingProvider';
import { outputOf } from './support/N8nApi';
import { type Queue, startQueue } from './support/queue';
import { Started } from './support/Started';
import { callWebhook, webhook } from './support/webhook';
import { connectTo, wanVideo } from './support/workflow';

/** In milliseconds: a worker that is gone is missed after seconds, where n8n's defaults take a minute. */
const SOON: NodeJS.ProcessEnv = {
	QUEUE_WORKER_LOCK_DURATION: '3000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '1000',
};

// What is saved of an execution is saved when it ends. So nothing that the node has noted outlives the
// process it runs in, and only n8n's settings decide whether it is run again and pays again.
describe('When a worker dies while the node waits for a video', () => {
	let started: Started;
	let provider: MisbehavingProvider;

	beforeEach(async () => {
		started = new Started();
		provider = await MisbehavingProvider.start({ fetch: running });
		started.atEnd(() => {
			provider.stop();
		});
	});

	afterEach(async () => {
		await started.end();
	});

	/** Kills the one of two workers that runs the node, and gives the execution. */
	async function afterDeath(line: N8nLine, env: NodeJS.ProcessEnv) {
		const queue = await startQueue(started, {
			...{ line, workers: 2, name: `death-${Object.values(env).join('-')}` },
			env: { ...SOON, ...env },
		});
		const { api } = queue;
		const node = wanVideo(await connectTo(api, provider.url), { prompt: 'A fox' });
		const workflow = await api.createWorkflow(chain([webhook('fox'), node]));
		await api.activate(workflow);
		await callWebhook(api, 'fox', {});
		await until('the first look', () => provider.count('fetch') > 0);
		const [{ id: executionId } = { id: '' }] = await api.executions(workflow);
		await (await workerOf(queue, executionId)).kill();
		provider.script.fetch = behave;
		return { api, executionId };
	}

	async function workerOf({ workers }: Queue, executionId: string) {
		return await until(`the worker of execution ${executionId}`, async () => {
			for (const worker of workers) {
				if ((await worker.executions()).includes(executionId)) return worker;
			}
			return undefined;
		});
	}

	it('n8n 1 by default begins again from the start, which creates a second generation', async () => {
		const { api, executionId } = await afterDeath('1', {});
		const execution = await api.ended(executionId);
		expect(execution.status).toBe('success');
		expect(provider.count('create')).toBe(2);
		expect(outputOf(execution, 'Wan Video')).toMatchObject([
			{ json: { id: provider.generations.all[1]?.id } },
		]);
	}, 600_000);

	it('n8n 1 with QUEUE_WORKER_MAX_STALLED_COUNT=0 gives the execution up', async () => {
		const { api, executionId } = await afterDeath('1', { QUEUE_WORKER_MAX_STALLED_COUNT: '0' });
		const execution = await api.ended(executionId);
		expect(execution.status).toBe('error');
		expect(provider.count('create')).toBe(1);
	}, 600_000);

	it('n8n 2 gives the execution up', async () => {
		const { api, executionId } = await afterDeath('2', {});
		const execution = await api.ended(executionId);
		expect(execution.status).toBe('error');
		expect(provider.count('create')).toBe(1);
	}, 600_000);
});
