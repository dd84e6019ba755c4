import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { api } from '../../nodes/WanVideo/providers/alibabaCloud/api';
import { WanVideo } from '../../nodes/WanVideo/WanVideo.node';
import { KEYS } from '../../sandbox/keys';
import { png, wav } from '../support/mediaFiles';
import { serveFiles, type TestServer } from '../support/servers';
import { items, jsonOf, startWorkbench, type Workbench } from '../support/workbench';

// One workflow with credentials for different regions of Alibaba Cloud. They are as users have them, but for the address
// that they lead to: that is the sandbox's. It takes the node's source, as only there a test can get at it.

jest.setTimeout(60_000);

const TYPE = 'wanVideoAlibabaCloudApi';
const KEYS_OF_REGIONS = {
	beijing: KEYS.beijing,
	singapore: KEYS.good,
	// The sandbox is in two regions. What the third one has differs in what the node makes of it.
	virginia: KEYS.good,
};
type RegionName = keyof typeof KEYS_OF_REGIONS;

let bench: Workbench;
let links: TestServer;

beforeAll(async () => {
	links = await serveFiles({ '/face.png': png({ width: 480, height: 480 }), '/voice.wav': wav() });
	bench = await startWorkbench({
		nodeTypes: { 'n8n-nodes-wan-video.wanVideo': new WanVideo() },
		credentials: Object.fromEntries(
			Object.entries(KEYS_OF_REGIONS).map(([region, apiKey]) => [
				`${TYPE}-in ${region}`,
				{ type: TYPE, name: `in ${region}`, data: { apiKey, region } },
			]),
		),
	});
});

afterAll(async () => {
	await bench.stop();
	await links.close();
});

beforeEach(() => {
	jest.spyOn(api, 'baseUrl').mockReturnValue(bench.sandbox.url);
});

afterEach(() => {
	jest.restoreAllMocks();
	bench.sandbox.forget();
});

const run = async (region: RegionName, parameters: INodeParameters) =>
	await bench.run(
		{ provider: 'alibabaCloud', operation: 'textToVideo', prompt: 'A fox', ...parameters },
		{ credential: `in ${region}`, input: items({}) },
	);

const sentModels = () =>
	bench.sandbox.creates().map(({ body }) => (body as { model: string }).model);

describe('a model that Beijing spells in another way', () => {
	it.each([
		['wan2.1-t2v-plus', 'beijing', 'wanx2.1-t2v-plus'],
		['wan2.1-t2v-plus', 'singapore', 'wan2.1-t2v-plus'],
		['wanx2.1-t2v-plus', 'beijing', 'wanx2.1-t2v-plus'],
		['wanx2.1-t2v-plus', 'singapore', 'wan2.1-t2v-plus'],
	] as const)('chosen as %s in a workflow is made in %s, as %s', async (model, region, sent) => {
		const result = await run(region, { model });
		expect(result.error?.message).toBeUndefined();
		expect(jsonOf(result)).toMatchObject([{ status: 'completed', model: sent }]);
		expect(sentModels()).toEqual([sent]);
	});

	it('is so where an expression gives it', async () => {
		await run('beijing', { model: '={{ "wan2.1-t2v-turbo" }}' });
		expect(sentModels()).toEqual(['wanx2.1-t2v-turbo']);
	});
});

it.each(['beijing', 'singapore'] as const)(
	'a model that has one name keeps it in %s',
	async (region) => {
		const result = await run(region, { model: 'wan2.7-t2v' });
		expect(jsonOf(result)).toMatchObject([{ status: 'completed', model: 'wan2.7-t2v' }]);
		expect(sentModels()).toEqual(['wan2.7-t2v']);
	},
);

describe('durations that Virginia does not have', () => {
	it.each([
		['textToVideo', 'wan2.6-t2v', 7],
		['imageToVideo', 'wan2.6-i2v', 2],
	])(
		'are refused before anything is sent: %s with %s of %i seconds',
		async (operation, model, duration) => {
			const parameters = { operation, model, duration, imageUrl: `${links.url}/face.png` };
			const { error } = await run('virginia', parameters);
			expect(error?.message).toBe(`Wan 2.6 does not offer Duration ${duration}`);
			expect(bench.sandbox.requests).toEqual([]);
			const elsewhere = await run('singapore', parameters);
			expect(elsewhere.error?.message).toBeUndefined();
			expect(bench.sandbox.creates()).toMatchObject([{ body: { parameters: { duration } } }]);
		},
	);

	it('are no reason to refuse those that it has', async () => {
		const result = await run('virginia', { model: 'wan2.6-t2v', duration: 10 });
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
	});
});

describe('a model that the region does not have', () => {
	it('is refused with the region that has it', async () => {
		const { error } = await run('beijing', { model: 'wan2.6-t2v-us' });
		expect(error?.message).toBe('Alibaba Cloud does not know this model or address');
		expect(error?.description).toContain('Alibaba Cloud says: Model not exist (InvalidParameter).');
		expect(error?.description).toContain(
			'As far as is known, Wan 2.6 US is to be had in US (Virginia); this credential is for China (Beijing).',
		);
	});

	it('is sent all the same: the node’s list of regions may be behind', async () => {
		const result = await run('singapore', {
			operation: 'speechToVideo',
			model: 'wan2.2-s2v',
			imageUrl: `${links.url}/face.png`,
			audioUrl: `${links.url}/voice.wav`,
		});
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
	});
});
