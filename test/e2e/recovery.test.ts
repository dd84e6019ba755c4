import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { chain } from '../../tools/engine/workflowJson';
import { until } from '../../tools/n8n/until';
import { n8nLines } from '../../tools/n8n/versions';
import { failed, first, only, running } from '../faults/faults';
import { MisbehavingProvider } from '../faults/misbehavingProvider';
import { type Execution, type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { Started } from './support/Started';
import { beginningWith, connectTo, PROVIDERS, START, wanVideo } from './support/workflow';

describe.each(n8nLines)('In n8n %s', (line) => {
	const started = new Started();
	let api: N8nApi;
	let provider: MisbehavingProvider;

	beforeAll(async () => {
		({ api } = await startN8n(started, { name: `recovery-${line}`, line }));
	});

	beforeEach(async () => {
		provider = await MisbehavingProvider.start();
	});

	afterEach(() => {
		provider.stop();
	});

	afterAll(async () => {
		await started.end();
	});

	/** Text to Video for an item per prompt. */
	async function workflow(
		prompts: string[],
		parameters: IDataObject = {},
		settings: Partial<INode> = {},
	) {
		const credentials = await connectTo(api, provider.url);
		const node = wanVideo(credentials, { prompt: '={{ $json.prompt }}', ...parameters }, settings);
		const items = prompts.map((prompt) => ({ prompt }));
		return await api.createWorkflow(beginningWith(items, chain([START, node])));
	}

	const ids = () => provider.generations.all.map(({ id }) => id);

	const idsIn = (execution: Execution) =>
		outputOf(execution, 'Wan Video').map(({ json }) => json.id);

	describe.each(PROVIDERS)('with %s', (name) => {
		it('goes on with the same generations on a retry from the list of executions after a timeout', async () => {
			provider.script.fetch = running;
			const wish = { provider: name, options: { timeout: 4 } };
			const execution = await api.ended(await api.run(await workflow(['A fox', 'A heron'], wish)));
			expect(execution.status).toBe('error');
			expect(execution.data.resultData.error?.message).toContain('not ready after 4 seconds');
			for (const id of ids()) {
				expect(execution.data.resultData.error?.description).toContain(id);
			}

			delete provider.script.fetch;
			const retry = await api.retry(execution.id);
			expect(retry.status).toBe('success');
			expect(idsIn(retry).sort()).toEqual(ids().sort());
			expect(provider.count('create')).toBe(2);
		});

		it('goes on with the same generations on a retry after the provider was down', async () => {
			provider.script.create = async (exchange) => {
				await exchange.tell({ status: 'queued' });
				if (exchange.nth === 2) await provider.api.goDown();
			};
			const wish = { provider: name, options: { timeout: 5 } };
			const execution = await api.ended(await api.run(await workflow(['A fox', 'A heron'], wish)));
			expect(execution.status).toBe('error');

			provider.api.comeUp();
			const retry = await api.retry(execution.id);
			expect(retry.status).toBe('success');
			expect(idsIn(retry).sort()).toEqual(ids().sort());
			expect(provider.count('create')).toBe(2);
		});
	});

	it('creates nothing new when Retry On Fail runs the node again', async () => {
		// Longer than the first try waits, shorter than the second.
		provider.script.fetch = first(5, running);
		const stored = await workflow(
			['A fox'],
			{ options: { timeout: 4 } },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
		);
		const execution = await api.ended(await api.run(stored));
		expect(execution.status).toBe('success');
		expect(idsIn(execution)).toEqual(ids());
		expect(provider.count('create')).toBe(1);
	});

	it('hands a failed item to the error output with its id, and delivers the others', async () => {
		provider.script.fetch = only('A wolf', failed('The content was refused'));
		const stored = await workflow(
			['A fox', 'A wolf', 'A heron'],
			{},
			{ onError: 'continueErrorOutput' },
		);
		const execution = await api.ended(await api.run(stored));
		expect(execution.status).toBe('success');

		const failedId = provider.generations.all.find(({ prompt }) => prompt === 'A wolf')?.id;
		const errors = outputOf(execution, 'Wan Video', 1);
		expect(errors).toMatchObject([{ json: { id: failedId }, pairedItem: { item: 1 } }]);
		expect(errors[0]?.json.error).toContain('The content was refused');
		const delivered = outputOf(execution, 'Wan Video');
		expect(delivered.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		for (const item of delivered) {
			expect((await api.download(item)).subarray(4, 8).toString()).toBe('ftyp');
		}
	});

	it('ends promptly when the execution is stopped, and asks the provider no more', async () => {
		provider.script.fetch = running;
		const executionId = await api.run(await workflow(['A fox', 'A heron']));
		await until('the first looks', () => provider.count('fetch') >= 2);

		const stoppedAt = Date.now();
		await api.stop(executionId);
		expect((await api.ended(executionId)).status).toBe('canceled');
		expect(Date.now() - stoppedAt).toBeLessThan(5_000);
		const looks = provider.count('fetch');
		// Longer than two pauses between looks.
		await delay(5_000);
		expect(provider.count('fetch')).toBe(looks);
		expect(provider.count('create')).toBe(2);
	});
});
