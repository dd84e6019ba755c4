import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { items, jsonOf, NODE, startWorkbench, type Workbench } from '../support/workbench';

/** Values that expressions give where the form would have a switch, a list or a number. */

let bench: Workbench;

beforeAll(async () => {
	bench = await startWorkbench();
});

afterAll(async () => {
	await bench.stop();
});

afterEach(() => {
	bench.sandbox.forget();
});

const text = { operation: 'textToVideo', prompt: 'A boat', model: 'alibaba/wan2.5-t2v-preview' };

const run = async (parameters: INodeParameters, value: unknown) =>
	await bench.run({ ...text, ...parameters }, { input: items({ value: value as string }) });

describe('a switch', () => {
	it.each([true, 'true', 'TRUE', ' True ', 1, '1', undefined, null])(
		'is on by %j',
		async (value) => {
			const result = await run({ waitForCompletion: '={{ $json.value }}' }, value);
			expect(result.error?.message).toBeUndefined();
			expect(jsonOf(result)).toEqual([expect.objectContaining({ status: 'completed' })]);
		},
	);

	it.each([false, 'false', 'FALSE', 0, '0'])('is off by %j', async (value) => {
		const result = await run({ waitForCompletion: '={{ $json.value }}' }, value);
		expect(jsonOf(result)).toEqual([expect.objectContaining({ status: 'queued' })]);
	});

	it.each(['yes', '', 2, 'maybe', {}, []])(
		'is nothing by %j: no video is paid for',
		async (value) => {
			const result = await run({ waitForCompletion: '={{ $json.value }}' }, value);
			expect(result.error?.message).toMatch(
				/^Wait for Completion must be on or off \(true or false\), but it is /,
			);
			expect(bench.sandbox.creates()).toEqual([]);
		},
	);

	it.each([
		['downloadVideo', 'Download Video'],
		['simplify', 'Simplify'],
	])('of another kind is as strict and as lenient: %s', async (name, label) => {
		const off = await run({ [name]: '={{ $json.value }}' }, 'False');
		expect(off.error?.message).toBeUndefined();
		const [item] = off.output(NODE);
		expect(name === 'simplify' ? item?.json['response'] : item?.binary === undefined).toBeTruthy();
		const nothing = await run({ [name]: '={{ $json.value }}' }, 'perhaps');
		expect(nothing.error?.message).toMatch(new RegExp(`^${label} must be on or off`));
	});

	it.each([
		['TRUE', true],
		[0, false],
	])('of a model is understood as well: %j', async (value, sent) => {
		await run({ options: { promptExpansion: '={{ $json.value }}' } }, value);
		expect(bench.sandbox.creates()[0]?.body).toMatchObject({ enhance_prompt: sent });
	});
});

describe('an option whose expression gives nothing', () => {
	it.each([
		'pollingInterval',
		'timeout',
		'maxConcurrency',
		'outputBinaryProperty',
		'endpoint',
		'seed',
		'promptExpansion',
		'negativePrompt',
	])('is as good as one that was not added: %s', async (name) => {
		const result = await run({ options: { [name]: '={{ $json.nothing }}' } }, 1);
		expect(result.error?.message).toBeUndefined();
		expect(result.output(NODE)[0]?.binary).toHaveProperty('data');
	});
});

describe('a provider or an operation that is none of the list', () => {
	it.each([
		[{ provider: 'elsewhere' }, 'Provider is none of the list: "elsewhere"'],
		[{ provider: 'toString' }, 'Provider is none of the list: "toString"'],
		[{ operation: 'sing' }, 'Operation is none of the list: "sing"'],
		// n8n strips the sign of an expression from what its form gives no expression for.
		[{ provider: '={{ $json.by }}' }, 'Provider is none of the list: "{{ $json.by }}"'],
		[{ operation: '={{ "fetch" }}' }, 'Operation is none of the list: "{{ \\"fetch\\" }}"'],
	])('is named, and nothing is sent: %j', async (parameters, message) => {
		const result = await run(parameters, 1);
		expect(result.error?.message).toBe(message);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('comes out as an error with Continue', async () => {
		const result = await bench.run(
			{ ...text, provider: 'elsewhere' },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(jsonOf(result)).toEqual([expect.objectContaining({ errorType: 'invalidInput' })]);
	});
});

describe('Additional Fields', () => {
	const unlisted = { model: '={{ "alibaba/wan2.5-t2v-next" }}' };

	it('may not replace the model', async () => {
		const result = await run({ ...unlisted, additionalFields: '{"model": "veo-3"}' }, 1);
		expect(result.error?.message).toBe('Additional Fields may not replace the model');
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('may repeat it', async () => {
		await run({ ...unlisted, additionalFields: '{"model": "alibaba/wan2.5-t2v-next"}' }, 1);
		expect(bench.sandbox.creates()).toHaveLength(1);
	});
});
