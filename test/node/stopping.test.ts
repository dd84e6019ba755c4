import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startServer } from '../support/servers';
import { items, NODE, startWorkbench, type Workbench } from '../support/workbench';

const SECOND = 1000;

let bench: Workbench;

beforeAll(async () => {
	bench = await startWorkbench({ seconds: 60 });
});

afterAll(async () => {
	await bench.stop();
});

afterEach(() => {
	bench.sandbox.forget();
});

const text: INodeParameters = {
	operation: 'textToVideo',
	model: 'alibaba/wan2.5-t2v-preview',
	prompt: 'A boat',
	resolution: '480p',
	duration: 5,
	// So that a wait is under way, rather than a look.
	options: { pollingInterval: 60 },
};

/** Resolves once it is so. */
async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function millisecondsToStop(
	parameters: INodeParameters,
	count: number,
): Promise<{ status: string; milliseconds: number }> {
	const execution = bench.begin(parameters, {
		input: items(...Array<IDataObject>(count).fill({})),
	});
	await until(() => bench.sandbox.creates().length === count);
	const cancelledAt = Date.now();
	execution.cancel();
	const { status } = await execution.done;
	return { status, milliseconds: Date.now() - cancelledAt };
}

describe('stopping the execution', () => {
	it.each([
		['one video', 1],
		['several videos', 3],
	])('ends the wait for %s within a second', async (_, count) => {
		const { status, milliseconds } = await millisecondsToStop(text, count);
		expect(status).toBe('canceled');
		expect(milliseconds).toBeLessThan(SECOND);
	});

	it('ends the wait of Fetch within a second', async () => {
		const created = await bench.run({ ...text, waitForCompletion: false });
		const execution = bench.begin(
			{ operation: 'fetch', options: { pollingInterval: 60 } },
			{ input: created.output(NODE) },
		);
		await until(() => bench.sandbox.requests.some(({ method }) => method === 'GET'));
		const cancelledAt = Date.now();
		execution.cancel();
		expect((await execution.done).status).toBe('canceled');
		expect(Date.now() - cancelledAt).toBeLessThan(SECOND);
	});

	it('is not taken for an item’s failure by Continue', async () => {
		const execution = bench.begin(text, { node: { onError: 'continueRegularOutput' } });
		await until(() => bench.sandbox.creates().length === 1);
		execution.cancel();
		expect((await execution.done).status).toBe('canceled');
	});

	it('sends no further items', async () => {
		const execution = bench.begin(
			{ ...text, options: { pollingInterval: 60, maxConcurrency: 1 } },
			{ input: items({}, {}, {}) },
		);
		await until(() => bench.sandbox.creates().length === 1);
		execution.cancel();
		await execution.done;
		expect(bench.sandbox.creates()).toHaveLength(1);
	});

	it('keeps the id of what was created, for a retry', async () => {
		const execution = bench.begin(text);
		await until(() => bench.sandbox.creates().length === 1);
		execution.cancel();
		const result = await execution.done;
		expect(JSON.stringify(result.context(NODE))).toMatch(/:alibaba\/wan2\.5-t2v-preview/);
	});
});

describe('stopping the execution during a download', () => {
	it('ends it within a second', async () => {
		let bytesAskedFor = 0;
		// It says how long the video is, and never sends it.
		const provider = await startServer(({ path }, url) => {
			if (path.startsWith('/video.mp4')) {
				bytesAskedFor++;
				return {
					headers: { 'content-length': '1000000' },
					body: Buffer.from('\0\0\0\x20ftypisom'),
				};
			}
			return { body: { id: 'gen-1', status: 'completed', video: { url: `${url}/video.mp4` } } };
		});
		await bench.engine.stop();
		const other = await startWorkbench({ addresses: { slow: provider.url } });
		try {
			const execution = other.begin(text, { credential: 'slow' });
			await until(() => bytesAskedFor > 0);
			const cancelledAt = Date.now();
			execution.cancel();
			expect((await execution.done).status).toBe('canceled');
			expect(Date.now() - cancelledAt).toBeLessThan(SECOND);
		} finally {
			await other.stop();
			await provider.close();
		}
	});
});
