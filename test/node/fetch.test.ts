import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { videoFacts } from '../support/video';
import { fileOf, items, jsonOf, NODE, startWorkbench, type Workbench } from '../support/workbench';

let bench: Workbench;

beforeAll(async () => {
	bench = await startWorkbench();
});

afterAll(async () => {
	await bench.stop();
});

afterEach(() => {
	bench.sandbox.configure({ seconds: 0.2 });
	bench.sandbox.forget();
});

const text: INodeParameters = {
	operation: 'textToVideo',
	model: 'alibaba/wan2.5-t2v-preview',
	prompt: 'A boat',
	resolution: '480p',
	duration: 5,
	waitForCompletion: false,
};
const muleRouterText: INodeParameters = {
	provider: 'muleRouter',
	operation: 'textToVideo',
	model: 'wan2.5-t2v-preview',
	prompt: 'A boat',
	size: '832*480',
	waitForCompletion: false,
};
const WAYS: Array<[name: string, create: INodeParameters, fetch: INodeParameters]> = [
	['AI/ML API', text, { operation: 'fetch' }],
	[
		'AI/ML API by the older path',
		{ ...text, options: { endpoint: 'legacy' } },
		{ operation: 'fetch', options: { endpoint: 'legacy' } },
	],
	['MuleRouter', muleRouterText, { provider: 'muleRouter', operation: 'fetch' }],
];

/** Creates a generation without waiting, and returns the item that this puts out. */
async function created(parameters: INodeParameters): Promise<INodeExecutionData> {
	const result = await bench.run(parameters);
	expect(result.error).toBeUndefined();
	const [item] = result.output(NODE);
	if (!item) throw new Error('There is no item');
	return item;
}

async function fetched(parameters: INodeParameters, input: INodeExecutionData[]) {
	const result = await bench.run(parameters, { input });
	expect(result.error).toBeUndefined();
	return result;
}

describe.each(WAYS)('with %s', (_, create, fetch) => {
	it('a generation is created without waiting', async () => {
		const item = await created(create);
		expect(item).toEqual({
			json: {
				id: expect.any(String) as unknown,
				status: 'queued',
				provider: create['provider'] ?? 'aimlApi',
				model: create['model'],
				videoUrl: null,
				createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
				elapsedSeconds: expect.any(Number) as unknown,
			},
			pairedItem: { item: 0 },
		});
		expect(bench.sandbox.requests).toHaveLength(1);
	});

	it('and fetched later from the item that this put out, with its video', async () => {
		const item = await created(create);
		const result = await fetched(fetch, [item]);
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({
				id: item.json['id'],
				model: item.json['model'],
				provider: item.json['provider'],
				status: 'completed',
			}),
		]);
		expect(await videoFacts(await fileOf(bench, result.output(NODE)[0]))).toMatchObject({
			width: 832,
			height: 480,
		});
	});

	it('and looked up without waiting while it is not ready', async () => {
		bench.sandbox.configure({ seconds: 60 });
		const item = await created(create);
		const result = await fetched({ ...fetch, waitForCompletion: false }, [item]);
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({ id: item.json['id'], status: 'queued', videoUrl: null }),
		]);
	});

	it('and looked up without waiting once it is ready, with its video', async () => {
		const item = await created(create);
		await fetched({ ...fetch, downloadVideo: false }, [item]);
		const result = await fetched({ ...fetch, waitForCompletion: false }, [item]);
		expect(jsonOf(result)).toEqual([expect.objectContaining({ status: 'completed' })]);
		expect((await fileOf(bench, result.output(NODE)[0])).length).toBeGreaterThan(10_000);
	});

	it('and looked up once it has failed, with the reason', async () => {
		const item = await created({ ...create, prompt: 'A boat [fail]' });
		await bench.run(fetch, { input: [item] });
		const result = await fetched({ ...fetch, waitForCompletion: false }, [item]);
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({
				status: 'failed',
				error: 'The prompt was refused by the content policy of the model.',
			}),
		]);
	});

	it('and said to have failed to who waits for it', async () => {
		const item = await created({ ...create, prompt: 'A boat [fail]' });
		const { error } = await bench.run(fetch, { input: [item] });
		expect(error?.message).toBe(
			'The generation failed: The prompt was refused by the content policy of the model.',
		);
	});
});

describe('fetching', () => {
	it('creates nothing', async () => {
		const item = await created(text);
		bench.sandbox.creates();
		await fetched({ operation: 'fetch' }, [item]);
		expect(bench.sandbox.creates()).toHaveLength(1);
	});

	it('looks at once, as the video may be there', async () => {
		const item = await created(text);
		await fetched({ operation: 'fetch', downloadVideo: false }, [item]);
		const started = Date.now();
		const slowLooks = {
			operation: 'fetch',
			downloadVideo: false,
			options: { pollingInterval: 60 },
		};
		await fetched(slowLooks, [item]);
		// The first pause of this interval alone would be three seconds.
		expect(Date.now() - started).toBeLessThan(2500);
	});

	it('several generations puts them out in the order of the items', async () => {
		const ids = [await created(text), await created(text), await created(text)].map(
			({ json }) => json['id'] as string,
		);
		const [first = '', second = '', third = ''] = ids;
		const order = [second, third, first];
		const result = await fetched(
			{ operation: 'fetch', downloadVideo: false },
			items(...order.map((id) => ({ id }))),
		);
		expect(result.output(NODE).map(({ json, pairedItem }) => [json['id'], pairedItem])).toEqual([
			[second, { item: 0 }],
			[third, { item: 1 }],
			[first, { item: 2 }],
		]);
	});

	it('takes the ID and the model from wherever an expression finds them', async () => {
		const { json } = await created(muleRouterText);
		const result = await fetched(
			{
				provider: 'muleRouter',
				operation: 'fetch',
				generationId: '={{ $json.job.id }}',
				model: 'wan2.5-t2v-preview',
				downloadVideo: false,
			},
			items({ job: { id: json['id'] } }),
		);
		expect(jsonOf(result)).toEqual([expect.objectContaining({ id: json['id'] })]);
	});

	it('tells what MuleRouter says of the times', async () => {
		const item = await created(muleRouterText);
		const result = await fetched(
			{ provider: 'muleRouter', operation: 'fetch', downloadVideo: false },
			[item],
		);
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({
				createdAt: expect.stringMatching(/^\d{4}-/) as unknown,
				completedAt: expect.stringMatching(/^\d{4}-/) as unknown,
			}),
		]);
	});

	it('tells no times that AI/ML API does not tell', async () => {
		const item = await created(text);
		const result = await fetched({ operation: 'fetch', downloadVideo: false }, [item]);
		const [json] = result.output(NODE).map((one) => one.json);
		expect(json).toHaveProperty('createdAt', null);
		expect(json).not.toHaveProperty('completedAt');
	});

	it('gives the provider’s whole answer when it is not simplified', async () => {
		const item = await created(text);
		const result = await fetched({ operation: 'fetch', downloadVideo: false, simplify: false }, [
			item,
		]);
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({
				response: expect.objectContaining({
					status: 'completed',
					meta: { usage: { credits_used: 1_000_000, usd_spent: 0.5 } },
				}) as unknown,
			}),
		]);
	});
});
