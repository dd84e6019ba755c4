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
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { KEYS } from '../../sandbox/keys';
import { startFront, type Front } from '../support/front';
import { png, wav } from '../support/mediaFiles';
import { serveFiles, type TestServer } from '../support/servers';
import { items, jsonOf, type Run, startWorkbench, type Workbench } from '../support/workbench';

// Whether a picture can be made to speak is asked before the video is ordered.

jest.setTimeout(60_000);

let bench: Workbench;
let front: Front;
let links: TestServer;
const face = png({ width: 480, height: 480 });

beforeAll(async () => {
	links = await serveFiles({
		'/somebody.png': face,
		'/nobody.png': face,
		'/voice.wav': wav(),
	});
	front = await startFront();
	bench = await startWorkbench({ addresses: { front: { url: front.url, apiKey: KEYS.beijing } } });
});

afterAll(async () => {
	await bench.stop();
	await Promise.all([front.close(), links.close()]);
});

beforeEach(() => {
	front.leadTo(bench.sandbox.url);
});

afterEach(() => {
	bench.sandbox.forget();
});

const speak = (parameters: INodeParameters = {}): INodeParameters => ({
	provider: 'alibabaCloud',
	operation: 'speechToVideo',
	model: 'wan2.2-s2v',
	imageUrl: '={{ $json.face }}',
	audioUrl: `${links.url}/voice.wav`,
	...parameters,
});

const faces = (...names: string[]): INodeExecutionData[] =>
	items(...names.map((name) => ({ face: `${links.url}/${name}.png` })));

const run = async (options: Run, parameters?: INodeParameters) =>
	await bench.run(speak(parameters), { credential: 'front', ...options });

const checks = () => front.passedTo('/face-detect');
const created = () => bench.sandbox.creates();

describe('a picture that nobody can be seen in', () => {
	it('is refused in the words of the service, and nothing is created', async () => {
		const { error } = await run({ input: faces('nobody') });
		expect(error?.message).toBe(
			"Alibaba Cloud can't use the picture: The input image has no human body. Please upload other image with single person (InvalidFile.NoHuman)",
		);
		expect(error?.description).toContain('nothing was created');
		expect(created()).toEqual([]);
	});

	it('is its item’s failure only', async () => {
		const result = await run({
			input: faces('nobody', 'somebody'),
			node: { onError: 'continueRegularOutput' },
		});
		expect(jsonOf(result)).toMatchObject([
			{ errorType: 'refused', model: 'wan2.2-s2v' },
			{ status: 'completed' },
		]);
		expect(created()).toHaveLength(1);
	});
});

describe('a picture is asked about', () => {
	it('before the video is ordered, and the video is then made', async () => {
		const result = await run({ input: faces('somebody') });
		expect(jsonOf(result)).toMatchObject([{ status: 'completed', usage: { seconds: 5 } }]);
		expect(front.passed.slice(0, 2).map(({ path }) => path.split('/').at(-1))).toEqual([
			'face-detect',
			'video-synthesis',
		]);
		expect(checks()[0]?.headers['x-dashscope-async']).toBeUndefined();
	});

	it.each([1, 5])('once for several items that have it, %i at a time', async (maxConcurrency) => {
		await run(
			{ input: faces('somebody', 'somebody', 'somebody') },
			{ options: { maxConcurrency } },
		);
		expect(created()).toHaveLength(3);
		expect(checks()).toHaveLength(1);
	});

	it('once, whatever Retry On Fail then has to repeat', async () => {
		front.leadTo(bench.sandbox.url, ({ path, nth }) =>
			path.endsWith('/video-synthesis') && nth === 1
				? { instead: { status: 400, body: { code: 'InvalidParameter', message: 'Not today' } } }
				: undefined,
		);
		const result = await run({
			input: faces('somebody'),
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(checks()).toHaveLength(1);
	});

	it('with a file of its own: one is there for a single model', async () => {
		const data = { data: face.toString('base64'), mimeType: 'image/png' };
		const result = await run(
			{ input: [{ json: {}, binary: { data } }] },
			{ imageSource: 'binary' },
		);
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		const leaves = front.passed.filter(({ path }) => path.includes('getPolicy'));
		expect(leaves.map(({ path }) => new URLSearchParams(path).get('model'))).toEqual([
			'wan2.2-s2v-detect',
			'wan2.2-s2v',
		]);
		expect(checks()[0]?.headers['x-dashscope-ossresourceresolve']).toBe('enable');
	});

	it('again when the service is not working for a moment', async () => {
		front.leadTo(bench.sandbox.url, ({ path, nth }) =>
			path.endsWith('/face-detect') && nth === 1 ? { instead: { status: 503 } } : undefined,
		);
		const result = await run({ input: faces('somebody') });
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(checks()).toHaveLength(2);
	});
});

it.each([
	[400, 'Arrearage', 'noCredits'],
	[403, 'Model.AccessDenied', 'credential'],
	[400, 'InvalidURL', 'refused'],
	[400, 'DataInspectionFailed', 'moderation'],
])(
	'an answer that is none to the question ends the item: %i %s',
	async (status, code, errorType) => {
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path.endsWith('/face-detect')
				? { instead: { status, body: { code, message: 'It can’t be.' } } }
				: undefined,
		);
		const result = await run({
			input: faces('somebody'),
			node: { onError: 'continueRegularOutput' },
		});
		expect(jsonOf(result)).toMatchObject([{ errorType }]);
		expect(created()).toEqual([]);
	},
);

it.each(['{}', '[]', 'soon', '{"output":{"check_pass":null}}'])(
	'an answer that says neither yes nor no ends nothing: %s',
	async (body) => {
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path.endsWith('/face-detect') ? { instead: { body } } : undefined,
		);
		const result = await run({ input: faces('somebody') });
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
	},
);

it('a picture that was replaced behind its link is asked about again by a Retry', async () => {
	let isReplaced = false;
	front.leadTo(bench.sandbox.url, ({ path }) =>
		path.endsWith('/face-detect') && isReplaced
			? { instead: { body: { output: { check_pass: true } } } }
			: undefined,
	);
	const failed = await run({ input: faces('nobody') });
	expect(failed.error).toBeDefined();
	isReplaced = true;
	expect(jsonOf(await bench.engine.retry(failed))).toMatchObject([{ status: 'completed' }]);
});
