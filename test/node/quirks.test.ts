import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { png } from '../support/mediaFiles';
import {
	fileOf,
	itemWith,
	jsonOf,
	NODE,
	startWorkbench,
	type Workbench,
} from '../support/workbench';

// Looks that meet trouble are repeated after a pause.
jest.setTimeout(120_000);

/** Each draws other oddities, and the same ones in every run. */
const SEEDS = Array.from({ length: 8 }, (_, index) => `seed ${index}`);

let bench: Workbench;

beforeAll(async () => {
	bench = await startWorkbench();
});
afterAll(() => bench.stop());

interface Way {
	provider: string;
	text: INodeParameters;
	image: INodeParameters;
}

const WAYS: Way[] = [
	{
		provider: 'aimlApi',
		text: { model: 'alibaba/wan2.5-t2v-preview', resolution: '480p', duration: 5 },
		image: { model: 'alibaba/wan2.5-i2v-preview', resolution: '480p', duration: 5 },
	},
	{
		provider: 'muleRouter',
		text: { model: 'wan2.5-t2v-preview', size: '832*480' },
		image: { model: 'wan2.5-i2v-preview', resolution: '480P' },
	},
];

const completed = expect.objectContaining({
	status: 'completed',
	id: expect.stringMatching(/./),
	videoUrl: expect.stringMatching(/^http/),
});

/** What is not understood is waited for: not for long. */
const options = { timeout: 40 };

async function expectVideo(parameters: INodeParameters, input: INodeExecutionData[]) {
	const result = await bench.run({ ...parameters, options }, { input });
	expect(result.error).toBeUndefined();
	expect(jsonOf(result)).toEqual([completed]);
	const file = await fileOf(bench, result.output(NODE)[0]);
	expect(file.toString('latin1', 4, 8)).toBe('ftyp');
}

describe.each(WAYS)('as odd as $provider can be', ({ provider, text, image }) => {
	describe.each(SEEDS)('with %s', (quirks) => {
		beforeAll(() => {
			bench.sandbox.configure({ quirks });
		});

		it('text becomes a video', async () => {
			await expectVideo({ provider, operation: 'textToVideo', prompt: 'A boat', ...text }, [
				{ json: {} },
			]);
		});

		it('a picture becomes a video', async () => {
			await expectVideo(
				{
					provider,
					operation: 'imageToVideo',
					imageSource: 'binary',
					prompt: 'It sails',
					...image,
				},
				[itemWith(png({ width: 480, height: 360 }))],
			);
		});

		it('what was created without waiting is fetched', async () => {
			const parameters = { provider, operation: 'textToVideo', prompt: 'A boat', ...text };
			const created = await bench.run({ ...parameters, waitForCompletion: false });
			expect(created.error).toBeUndefined();
			await expectVideo({ provider, operation: 'fetch' }, created.output(NODE));
		});

		it('a failure is told as one, and nothing is paid twice', async () => {
			const before = bench.sandbox.creates().length;
			const prompt = 'A boat [fail]';
			const parameters = { provider, operation: 'textToVideo', prompt, options, ...text };
			const result = await bench.run(parameters);
			expect(result.error?.message).toMatch(/^The generation (failed|was cancell?ed)/);
			expect(bench.sandbox.creates()).toHaveLength(before + 1);
		});
	});
});
