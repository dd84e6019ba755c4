import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { jsonOf, NODE, startWorkbench, type Workbench } from '../support/workbench';

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

const text: INodeParameters = {
	operation: 'textToVideo',
	model: 'alibaba/wan2.5-t2v-preview',
	prompt: 'A boat',
	resolution: '480p',
	duration: 5,
};
const fetch: INodeParameters = { operation: 'fetch' };

const NODE_TYPE = 'n8n-nodes-wan-video.wanVideo';
const TYPES = { node: NODE_TYPE, tool: `${NODE_TYPE}Tool` };

/** Runs the node, or its twin for AI agents; whether it put out a file. */
async function downloads(
	as: keyof typeof TYPES,
	parameters: INodeParameters,
	input?: INodeExecutionData[],
): Promise<boolean> {
	const result = await bench.run(parameters, { input, node: { type: TYPES[as] } });
	expect(result.error).toBeUndefined();
	expect(jsonOf(result)).toMatchObject([{ videoUrl: expect.stringMatching(/^http/) }]);
	return result.output(NODE)[0]?.binary !== undefined;
}

/** An item with the id of a generation that has ended. */
async function ended(): Promise<INodeExecutionData[]> {
	const result = await bench.run({ ...text, downloadVideo: false });
	return result.output(NODE);
}

// n8n counts a condition on an expression as met, whatever it comes to.
const WAYS: Array<[title: string, waiting: INodeParameters]> = [
	['that waits', {}],
	['that waits by an expression', { waitForCompletion: '={{ true }}' }],
];

it('downloads nothing as a tool if the expression of the switch gives nothing', async () => {
	const parameters = { ...text, downloadVideo: '={{ $json.nothing }}' };
	expect(await downloads('tool', parameters)).toBe(false);
	expect(await downloads('node', parameters)).toBe(true);
});

describe.each(WAYS)('Text to Video %s', (_, waiting) => {
	it('downloads the video in a workflow, unless told not to', async () => {
		expect(await downloads('node', { ...text, ...waiting })).toBe(true);
		expect(await downloads('node', { ...text, ...waiting, downloadVideo: false })).toBe(false);
	});

	it('downloads no video as a tool, unless told to', async () => {
		expect(await downloads('tool', { ...text, ...waiting })).toBe(false);
		expect(await downloads('tool', { ...text, ...waiting, downloadVideo: true })).toBe(true);
	});
});

describe.each([
	...WAYS,
	['that only looks', { waitForCompletion: false }],
	['that only looks by an expression', { waitForCompletion: '={{ false }}' }],
] as typeof WAYS)('Fetch %s', (_, waiting) => {
	it('downloads the video in a workflow, unless told not to', async () => {
		const input = await ended();
		expect(await downloads('node', { ...fetch, ...waiting }, input)).toBe(true);
		expect(await downloads('node', { ...fetch, ...waiting, downloadVideo: false }, input)).toBe(
			false,
		);
	});

	it('downloads no video as a tool, unless told to', async () => {
		const input = await ended();
		expect(await downloads('tool', { ...fetch, ...waiting }, input)).toBe(false);
		expect(await downloads('tool', { ...fetch, ...waiting, downloadVideo: true }, input)).toBe(
			true,
		);
	});
});
