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
import { bmp, encodedVideo, png, wav } from '../support/mediaFiles';
import { serveFiles, type TestServer } from '../support/servers';
import { until } from '../support/until';
import {
	items,
	jsonOf,
	NODE,
	type Run,
	startWorkbench,
	type Workbench,
} from '../support/workbench';

// Files that go to Alibaba Cloud's temporary storage before the request that names them.

jest.setTimeout(60_000);

let bench: Workbench;
/** Between the node and the sandbox; the sandbox takes it for its own address, so that uploads come by here, too. */
let front: Front;
/** Where the sandbox finds what is given by a link. */
let links: TestServer;
let clip: Buffer;
let otherClip: Buffer;
const picture = png();

beforeAll(async () => {
	[clip, otherClip] = await Promise.all([
		encodedVideo('mp4', { size: '640x480' }),
		encodedVideo('mp4', { size: '480x640' }),
	]);
	links = await serveFiles({ '/fox.png': picture });
	front = await startFront();
	bench = await startWorkbench({ addresses: { front: front.url } });
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

const animate = (parameters: INodeParameters = {}): INodeParameters => ({
	provider: 'alibabaCloud',
	operation: 'animate',
	model: 'wan2.2-animate-move',
	imageUrl: `${links.url}/fox.png`,
	videoSource: 'binary',
	...parameters,
});

/** An item with these files in its binary fields. */
function itemOf(binary: Record<string, Buffer>): INodeExecutionData {
	return {
		json: {},
		binary: Object.fromEntries(
			Object.entries(binary).map(([field, bytes]) => [
				field,
				{ data: bytes.toString('base64'), mimeType: 'application/octet-stream' },
			]),
		),
	};
}

const run = async (parameters: INodeParameters, options: Run = {}) =>
	await bench.run(parameters, { credential: 'front', ...options });

interface CreateBody {
	model: string;
	input: Record<string, unknown>;
}

const created = () => bench.sandbox.creates().map(({ body }) => body as CreateBody);
const uploads = () => bench.sandbox.requests.filter(({ path }) => path === '/uploads');
const uploadedSizes = () =>
	uploads().map(({ body }) => (body as { file: { bytes: number } }).file.bytes);
const STORED = expect.stringMatching(/^oss:\/\//) as unknown;

describe('a file is uploaded', () => {
	it('for a video from a binary field', async () => {
		const result = await run(animate(), { input: [itemOf({ data: clip })] });
		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(created()).toMatchObject([
			{ input: { image_url: `${links.url}/fox.png`, video_url: STORED } },
		]);
		expect(uploadedSizes()).toEqual([clip.length]);
	});

	it.each([
		['', (base64: string) => base64],
		[' in a data URI', (base64: string) => `data:video/mp4;base64,${base64}`],
	])('for a video from Base64 text%s', async (_, textOf) => {
		const result = await run(
			animate({ videoSource: 'url', videoUrl: textOf(clip.toString('base64')) }),
		);
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(uploadedSizes()).toEqual([clip.length]);
	});

	it('for a sound and a picture, each for the model it is given to', async () => {
		const result = await bench.run(
			{
				provider: 'alibabaCloud',
				operation: 'speechToVideo',
				model: 'wan2.2-s2v',
				imageSource: 'binary',
				imageBinaryProperty: 'face',
				audioSource: 'binary',
				audioBinaryProperty: 'voice',
			},
			{
				credential: 'beijing',
				input: [itemOf({ face: png({ width: 480, height: 480 }), voice: wav() })],
			},
		);
		expect(result.error?.description).toBeUndefined();
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(created()).toMatchObject([{ input: { image_url: STORED, audio_url: STORED } }]);
	});

	it('for a sound, beside a picture that goes along', async () => {
		const result = await run(
			{
				provider: 'alibabaCloud',
				operation: 'imageToVideo',
				model: 'wan2.7-i2v',
				imageSource: 'binary',
				options: { audioSource: 'binary', audioBinaryProperty: 'voice' },
			},
			{ input: [itemOf({ data: picture, voice: wav() })] },
		);
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(created()).toMatchObject([
			{
				input: {
					media: [
						{ type: 'first_frame', url: expect.stringMatching(/^data:image\/png;base64,/) },
						{ type: 'driving_audio', url: STORED },
					],
				},
			},
		]);
	});

	it('for a picture of an animation', async () => {
		const result = await run(animate({ imageSource: 'binary', imageBinaryProperty: 'fox' }), {
			input: [itemOf({ data: clip, fox: picture })],
		});
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(created()).toMatchObject([{ input: { image_url: STORED, video_url: STORED } }]);
	});

	it.each([
		['wan2.6-r2v', 'reference_urls'],
		['wan2.1-vace-plus', 'ref_images_url'],
	])('for a reference picture of %s, which takes no data URI', async (model, field) => {
		const references = { reference: [{ type: 'image', source: 'binary', binaryProperty: 'fox' }] };
		const result = await run(
			{
				provider: 'alibabaCloud',
				operation: 'referenceToVideo',
				model,
				prompt: 'character1 runs',
				references,
			},
			{ input: [itemOf({ fox: picture })] },
		);
		expect(result.error?.message).toBeUndefined();
		expect(created()).toMatchObject([{ input: { [field]: [STORED] } }]);
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
	});

	it.each(['imageSource', 'lastFrameSource'])(
		'for a picture of VACE, which takes no data URI: %s',
		async (source) => {
			const isFirst = source === 'imageSource';
			const result = await run(
				{
					provider: 'alibabaCloud',
					operation: 'imageToVideo',
					model: 'wan2.1-vace-plus',
					prompt: 'It runs',
					...(isFirst
						? { imageSource: 'binary' }
						: { imageUrl: `${links.url}/fox.png`, lastFrameSource: 'binary' }),
				},
				{ input: [itemOf({ data: picture })] },
			);
			expect(result.error?.message).toBeUndefined();
			expect(created()).toMatchObject([
				{ input: { [isFirst ? 'first_frame_url' : 'last_frame_url']: STORED } },
			]);
		},
	);

	it('for a picture that is large, where a small one goes along', async () => {
		const large = bmp({ width: 1632, height: 1632 });
		const parameters = {
			provider: 'alibabaCloud',
			operation: 'imageToVideo',
			model: 'wan2.7-i2v',
			imageSource: 'binary',
		};
		const result = await run(parameters, {
			input: [itemOf({ data: large }), itemOf({ data: picture })],
		});
		expect(result.error?.message).toBeUndefined();
		const urls = created().map(({ input }) => (input['media'] as Array<{ url: string }>)[0]?.url);
		expect(urls.sort()).toEqual([expect.stringMatching(/^data:image\/png;base64,/), STORED]);
		expect(uploadedSizes()).toEqual([large.length]);
	});
});

describe('a file is uploaded once', () => {
	it('for several items that have it at the same time', async () => {
		const input = [1, 2, 3].map(() => itemOf({ data: clip }));
		const result = await run(animate(), { input });
		expect(result.output(NODE)).toHaveLength(3);
		expect(created()).toHaveLength(3);
		expect(uploads()).toHaveLength(1);
		expect(new Set(created().map(({ input: { video_url: url } }) => url)).size).toBe(1);
	});

	it('for several items, one after the other', async () => {
		await run(animate({ options: { maxConcurrency: 1 } }), {
			input: [itemOf({ data: clip }), itemOf({ data: clip })],
		});
		expect(created()).toHaveLength(2);
		expect(uploads()).toHaveLength(1);
	});

	it('with Retry On Fail after a create that was refused', async () => {
		front.leadTo(bench.sandbox.url, ({ path, nth }) =>
			path.endsWith('/video-synthesis') && nth === 1
				? { instead: { status: 400, body: { code: 'InvalidParameter', message: 'Not today' } } }
				: undefined,
		);
		const result = await run(animate(), {
			input: [itemOf({ data: clip })],
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(front.passedTo('/video-synthesis')).toHaveLength(2);
		expect(uploads()).toHaveLength(1);
	});

	it('and again for another model: a file is there for the one it was uploaded for', async () => {
		await run(animate({ model: '={{ $json.model }}' }), {
			input: ['wan2.2-animate-move', 'wan2.2-animate-mix'].map((model) => ({
				...itemOf({ data: clip }),
				json: { model },
			})),
		});
		expect(created().map(({ model }) => model)).toHaveLength(2);
		expect(uploads()).toHaveLength(2);
	});

	it('also when its answer got lost, and it is there already', async () => {
		front.leadTo(bench.sandbox.url, ({ path, nth }) =>
			path === '/uploads' && nth === 1 ? 'loseAnswer' : undefined,
		);
		const result = await run(animate(), { input: [itemOf({ data: clip })] });
		expect(result.error?.message).toBeUndefined();
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(uploads().map(({ status }) => status)).toEqual([200, 409]);
	});
});

describe('an upload that fails', () => {
	/** What a user reads when nothing was created. */
	const failed = async (parameters = animate()) => {
		const { error } = await run(parameters, { input: [itemOf({ data: clip })] });
		expect(created()).toEqual([]);
		return error;
	};

	it('for a moment is repeated', async () => {
		front.leadTo(bench.sandbox.url, ({ path, nth }) =>
			path === '/uploads' && nth === 1 ? { instead: { status: 500 } } : undefined,
		);
		const result = await run(animate(), { input: [itemOf({ data: clip })] });
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(front.passedTo('/uploads').filter(({ method }) => method === 'POST')).toHaveLength(2);
		expect(uploadedSizes()).toEqual([clip.length]);
	});

	it('for good says so, in the words of the storage', async () => {
		const body =
			'<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy expired.</Message></Error>';
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path === '/uploads'
				? { instead: { status: 403, headers: { 'content-type': 'application/xml' }, body } }
				: undefined,
		);
		const error = await failed();
		expect(error?.message).toBe(
			'The file could not be uploaded to Alibaba Cloud: its host answered HTTP 403',
		);
		expect(error?.description).toContain('Nothing was created.');
		expect(error?.description).toContain('Policy expired');
		expect(front.passedTo('/uploads').filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	it('because its host is not there says so, and not that a proxy is to blame', async () => {
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path.includes('getPolicy')
				? { answer: (text) => text.replace(`${front.url}/uploads`, 'http://127.0.0.1:9/uploads') }
				: undefined,
		);
		const error = await failed();
		expect(error?.message).toBe(
			'The file could not be uploaded to Alibaba Cloud: the connection was refused',
		);
	});

	it.each([
		['no JSON', 'Welcome to the cloud'],
		['empty', '{}'],
		['without a host', JSON.stringify({ data: { policy: 'p', upload_dir: 'd' } })],
		['with a host that is no address', JSON.stringify({ data: { upload_host: 'here' } })],
		['without a folder', JSON.stringify({ data: { upload_host: 'http://127.0.0.1:9/' } })],
		['a list', '[]'],
	])('because its leave makes no sense says so: %s', async (_, body) => {
		front.leadTo(bench.sandbox.url, ({ path }) =>
			path.includes('getPolicy') ? { instead: { body } } : undefined,
		);
		const error = await failed();
		expect(error?.message).toBe('Alibaba Cloud did not say where to upload the file to');
		expect(error?.description).toContain('Nothing was created.');
	});

	it('because the key is wrong is the key’s fault', async () => {
		const { error } = await bench.run(animate(), {
			credential: 'bad',
			input: [itemOf({ data: clip })],
		});
		expect(error?.message).toBe('Alibaba Cloud rejected the API key');
		expect(created()).toEqual([]);
	});

	it('is that item’s failure only', async () => {
		front.leadTo(bench.sandbox.url, ({ path, body }) =>
			path === '/uploads' && body.includes(otherClip) ? { instead: { status: 403 } } : undefined,
		);
		const result = await run(animate(), {
			input: [itemOf({ data: otherClip }), itemOf({ data: clip })],
			node: { onError: 'continueRegularOutput' },
		});
		expect(jsonOf(result)).toMatchObject([
			{ errorType: 'unreachable', model: 'wan2.2-animate-move' },
			{ status: 'completed' },
		]);
	});

	it('ends when the user stops the execution', async () => {
		front.leadTo(bench.sandbox.url, ({ path }) => (path === '/uploads' ? 'hold' : undefined));
		const execution = bench.begin(animate(), {
			credential: 'front',
			input: [itemOf({ data: clip })],
		});
		await until(() => front.passedTo('/uploads').some(({ method }) => method === 'POST'));
		const stoppedAt = performance.now();
		execution.cancel();
		expect((await execution.done).status).toBe('canceled');
		expect(performance.now() - stoppedAt).toBeLessThan(1000);
		expect(created()).toEqual([]);
	});
});

it('the storage gets no key, and no name of a file of the user’s', async () => {
	const item = itemOf({ data: clip });
	Object.assign(item.binary?.['data'] ?? {}, { fileName: 'holiday-of-alice.mp4' });
	await run(animate(), { input: [item] });
	const posts = front.passedTo('/uploads').filter(({ method }) => method === 'POST');
	expect(posts).toHaveLength(1);
	const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = posts;
	expect(headers.authorization).toBeUndefined();
	expect(JSON.stringify(headers) + body.toString('latin1')).not.toContain(KEYS.good);
	expect(body.includes('holiday-of-alice')).toBe(false);
});

describe('a Retry from the executions list', () => {
	/** A run whose first look fails for good after the create. */
	async function failAfterCreate() {
		front.leadTo(bench.sandbox.url, ({ method, path }) =>
			method === 'GET' && path.includes('/tasks/')
				? { instead: { status: 400, body: { code: 'InvalidParameter', message: 'Not today' } } }
				: undefined,
		);
		const failed = await run(animate(), { input: [itemOf({ data: clip })] });
		expect(failed.error).toBeDefined();
		expect(created()).toHaveLength(1);
		front.leadTo(bench.sandbox.url);
		return failed;
	}

	it('with the same file goes on with what was created', async () => {
		const retried = await bench.engine.retry(await failAfterCreate());
		expect(jsonOf(retried)).toMatchObject([{ status: 'completed' }]);
		expect(created()).toHaveLength(1);
		expect(uploads()).toHaveLength(1);
	});

	it('with another file of the same name creates anew', async () => {
		const failed = await failAfterCreate();
		const before = clip.toString('base64');
		expect(failed.saved.data).toContain(before);
		Object.assign(failed.saved, {
			data: failed.saved.data.replaceAll(before, otherClip.toString('base64')),
		});
		const retried = await bench.engine.retry(failed);
		expect(jsonOf(retried)).toMatchObject([{ status: 'completed' }]);
		expect(created()).toHaveLength(2);
		expect(uploadedSizes()).toEqual([clip.length, otherClip.length]);
	});
});

it('a file that no model may have is refused before anything is sent', async () => {
	const small = await encodedVideo('mp4', { size: '160x120' });
	const { error } = await run(animate(), { input: [itemOf({ data: small })] });
	expect(error?.message).toContain('Video');
	expect(front.passed).toEqual([]);
});

it('nothing at all is uploaded for what is given by links', async () => {
	const films = await serveFiles({ '/clip.mp4': clip });
	try {
		const result = await run(animate({ videoSource: 'url', videoUrl: `${films.url}/clip.mp4` }), {
			input: items({}),
		});
		expect(jsonOf(result)).toMatchObject([{ status: 'completed' }]);
		expect(front.passed.filter(({ path }) => path.includes('upload'))).toEqual([]);
		const [create] = front.passedTo('/video-synthesis');
		expect(create?.headers['x-dashscope-ossresourceresolve']).toBeUndefined();
	} finally {
		await films.close();
	}
});
