import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { encodedPicture, encodedSound, png, wav } from '../support/mediaFiles';
import { serveFiles, type TestServer } from '../support/servers';
import { type VideoFacts, videoFacts } from '../support/video';
import {
	fileOf,
	items,
	itemWith,
	NODE,
	type Run,
	startWorkbench,
	type Workbench,
} from '../support/workbench';

let bench: Workbench;
/** Where the provider finds pictures and sounds that are given by a link. */
let files: TestServer;
let jpeg: Buffer;
let mp3: Buffer;

beforeAll(async () => {
	[jpeg, mp3] = await Promise.all([encodedPicture('jpg'), encodedSound('mp3')]);
	files = await serveFiles({
		'/boat.jpg': jpeg,
		'/harbour.png': png({ width: 480, height: 361 }),
		'/waves.wav': wav(),
	});
	bench = await startWorkbench();
});

afterAll(async () => {
	await bench.stop();
	await files.close();
});

afterEach(() => {
	bench.sandbox.forget();
});

interface Delivered {
	item: INodeExecutionData;
	/** What was sent to create it. */
	sent: Record<string, unknown>;
}

async function deliver(parameters: INodeParameters, run?: Run): Promise<Delivered> {
	const result = await bench.run(parameters, run);
	expect(result.error).toBeUndefined();
	const [item] = result.output(NODE);
	if (!item) throw new Error('There is no item');
	const sent = bench.sandbox.creates()[0]?.body as Record<string, unknown>;
	return { item, sent };
}

async function factsOf({ item }: Delivered): Promise<VideoFacts> {
	return await videoFacts(await fileOf(bench, item));
}

const wide480 = {
	width: 832,
	height: 480,
	seconds: 5,
	format: expect.stringContaining('mp4') as unknown,
};
const text: INodeParameters = {
	operation: 'textToVideo',
	model: 'alibaba/wan2.5-t2v-preview',
	prompt: 'A boat',
	resolution: '480p',
	duration: 5,
};
const muleRouterText: INodeParameters = {
	provider: 'muleRouter',
	operation: 'textToVideo',
	model: 'wan2.5-t2v-preview',
	prompt: 'A boat',
	size: '832*480',
};
const picture: INodeParameters = {
	operation: 'imageToVideo',
	model: 'alibaba/wan2.5-i2v-preview',
	prompt: 'The boat sails away',
	resolution: '480p',
	aspectRatio: '9:16',
	duration: 5,
};
const muleRouterPicture: INodeParameters = {
	provider: 'muleRouter',
	operation: 'imageToVideo',
	model: 'wan2.5-i2v-preview',
	prompt: 'The boat sails away',
	resolution: '480P',
};

describe('text to video', () => {
	it.each([
		['AI/ML API', text],
		['AI/ML API by the older path', { ...text, options: { endpoint: 'legacy' } }],
		['MuleRouter', muleRouterText],
	])('gives a video of the chosen size and length: %s', async (_, parameters) => {
		expect(await factsOf(await deliver(parameters))).toEqual({ ...wide480, hasSound: true });
	});

	it('gives an upright video when asked for one', async () => {
		const video = await factsOf(await deliver({ ...text, aspectRatio: '9:16' }));
		expect(video).toMatchObject({ width: 480, height: 832 });
	});

	it('gives a video without sound when asked for one', async () => {
		const options = { generateAudio: false };
		const video = await factsOf(await deliver({ ...muleRouterText, options }));
		expect(video.hasSound).toBe(false);
	});

	it('stays on the older path to look at what it created there', async () => {
		await deliver({ ...text, options: { endpoint: 'legacy' } });
		const paths = bench.sandbox.requests
			.map(({ path }) => path)
			.filter((path) => path.startsWith('/v'));
		expect(new Set(paths)).toEqual(new Set(['/v2/generate/video/alibaba/generation']));
	});
});

describe('image to video', () => {
	const places: Array<[string, INodeParameters, string]> = [
		['AI/ML API', picture, 'image_url'],
		['AI/ML API by the older path', { ...picture, options: { endpoint: 'legacy' } }, 'image_url'],
		['MuleRouter', muleRouterPicture, 'image'],
	];

	it.each(places)('starts from a link: %s', async (_, parameters, field) => {
		const imageUrl = `${files.url}/boat.jpg`;
		const { sent } = await deliver({ ...parameters, imageUrl });
		expect(sent[field]).toBe(imageUrl);
	});

	it.each(places)('starts from a binary file, by its bytes: %s', async (_, parameters, field) => {
		const { sent } = await deliver(
			{ ...parameters, imageSource: 'binary', imageBinaryProperty: 'photo' },
			{ input: [itemWith(jpeg, 'photo')] },
		);
		expect(sent[field]).toBe(`data:image/jpeg;base64,${jpeg.toString('base64')}`);
	});

	it.each(places)('starts from Base64 text: %s', async (_, parameters, field) => {
		const { sent } = await deliver(
			{ ...parameters, imageUrl: '={{ $json.picture }}' },
			{ input: items({ picture: png().toString('base64') }) },
		);
		expect(sent[field]).toBe(`data:image/png;base64,${png().toString('base64')}`);
	});

	it.each(places)(
		'starts from a data URI, whatever type it claims: %s',
		async (_, parameters, field) => {
			const { sent } = await deliver({
				...parameters,
				imageUrl: `data:image/jpeg;base64,${png().toString('base64')}`,
			});
			expect(sent[field]).toBe(`data:image/png;base64,${png().toString('base64')}`);
		},
	);

	it.each([
		// The picture's sides are 4 to 3, and so are the video's, with as many pixels as 832 × 480.
		['like the picture', muleRouterPicture, { width: 730, height: 548 }],
		['as it was chosen', picture, { width: 480, height: 832 }],
	])('gives a video whose proportions are %s', async (_, parameters, size) => {
		const video = await factsOf(
			await deliver({ ...parameters, imageSource: 'binary' }, { input: [itemWith(jpeg)] }),
		);
		expect(video).toMatchObject({ ...size, seconds: 5 });
	});

	describe('from a first to a last frame', () => {
		const keyframes: INodeParameters = {
			...muleRouterPicture,
			model: 'wan2.1-kf2v-plus',
			resolution: '720P',
			imageSource: 'binary',
		};

		it('gives a video', async () => {
			const video = await factsOf(
				await deliver(
					{ ...keyframes, lastFrameUrl: `${files.url}/harbour.png` },
					{ input: [itemWith(jpeg)] },
				),
			);
			expect(video).toMatchObject({ seconds: 5, hasSound: false });
		});

		it('sends each as what it is', async () => {
			const first: INodeExecutionData = itemWith(jpeg, 'first');
			const { sent } = await deliver(
				{
					...keyframes,
					imageBinaryProperty: 'first',
					lastFrameSource: 'binary',
					lastFrameBinaryProperty: 'last',
				},
				{
					input: [{ json: {}, binary: { ...first.binary, ...itemWith(png(), 'last').binary } }],
				},
			);
			expect(sent).toMatchObject({
				image: `data:image/jpeg;base64,${jpeg.toString('base64')}`,
				last_frame: `data:image/png;base64,${png().toString('base64')}`,
			});
		});
	});
});

describe('a sound of one’s own', () => {
	const withSound: INodeParameters = {
		...text,
		model: 'alibaba/wan-2-6-t2v',
		resolution: '720p',
	};

	it('is heard in the video', async () => {
		const options = { audioUrl: `${files.url}/waves.wav`, generateAudio: false };
		const video = await factsOf(await deliver({ ...withSound, options }));
		expect(video.hasSound).toBe(true);
	});

	it('is taken from a link', async () => {
		const audioUrl = `${files.url}/waves.wav`;
		const { sent } = await deliver({ ...withSound, options: { audioUrl } });
		expect(sent['audio_url']).toBe(audioUrl);
	});

	it.each([
		['WAV', () => wav(), 'audio/wav'],
		['MP3', () => mp3, 'audio/mpeg'],
	])('is taken from a binary file: %s', async (_, file, type) => {
		const { sent } = await deliver(
			{ ...withSound, options: { audioSource: 'binary', audioBinaryProperty: 'voice' } },
			{ input: [itemWith(file(), 'voice')] },
		);
		expect(sent['audio_url']).toBe(`data:${type};base64,${file().toString('base64')}`);
	});

	it('is looked for in the field "data" when no other is named', async () => {
		const { sent } = await deliver(
			{ ...withSound, options: { audioSource: 'binary' } },
			{ input: [itemWith(wav())] },
		);
		expect(sent['audio_url']).toBe(`data:audio/wav;base64,${wav().toString('base64')}`);
	});
});

describe('the output item', () => {
	it.each([
		['AI/ML API', text, { usage: { credits: 1_000_000, usd: 0.5 } }],
		['MuleRouter', muleRouterText, {}],
	])('says all there is to say, and nothing else: %s', async (_, parameters, more) => {
		const { item } = await deliver(parameters);
		expect(item.json).toEqual({
			id: expect.any(String) as unknown,
			status: 'completed',
			provider: parameters['provider'] ?? 'aimlApi',
			model: parameters['model'],
			videoUrl: expect.stringMatching(/^http:.*video\.mp4$/) as unknown,
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
			completedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
			elapsedSeconds: expect.any(Number) as unknown,
			...more,
		});
	});

	it('has the provider’s whole answer when it is not simplified', async () => {
		const { item } = await deliver({ ...muleRouterText, simplify: false });
		expect(item.json['response']).toEqual({
			task_info: {
				id: item.json['id'],
				status: 'completed',
				created_at: expect.any(String) as unknown,
				updated_at: expect.any(String) as unknown,
			},
			videos: [item.json['videoUrl']],
		});
	});

	it('tells when the video was ordered and ready, and how long it all took', async () => {
		const { createdAt, completedAt, elapsedSeconds } = (await deliver(text)).item.json;
		const seconds = (Date.parse(completedAt as string) - Date.parse(createdAt as string)) / 1000;
		const ROUNDING = 0.05;
		expect(seconds).toBeGreaterThan(0);
		expect(elapsedSeconds).toBeGreaterThanOrEqual(seconds - ROUNDING);
	});

	it('is paired with its input', async () => {
		expect((await deliver(text)).item.pairedItem).toEqual({ item: 0 });
	});

	it('has the video as a file that n8n can show', async () => {
		const { item } = await deliver(text);
		const file = await fileOf(bench, item);
		expect(item.binary?.['data']).toMatchObject({
			mimeType: 'video/mp4',
			fileType: 'video',
			fileExtension: 'mp4',
			fileName: expect.stringMatching(/^[\w.-]+\.mp4$/) as unknown,
			bytes: file.length,
		});
	});

	it('names the file after the generation', async () => {
		const { item } = await deliver(muleRouterText);
		expect(item.binary?.['data']?.fileName).toBe(`${item.json['id'] as string}.mp4`);
	});

	it('has the video in the field that the options name', async () => {
		const result = await bench.run({ ...text, options: { outputBinaryProperty: 'film' } });
		const [item] = result.output(NODE);
		expect(Object.keys(item?.binary ?? {})).toEqual(['film']);
	});

	it('has no file, but the link, when the video is not to be downloaded', async () => {
		const result = await bench.run({ ...text, downloadVideo: false });
		const [item] = result.output(NODE);
		expect(item?.binary).toBeUndefined();
		expect(item?.json).toMatchObject({
			status: 'completed',
			videoUrl: expect.stringContaining('/video.mp4') as unknown,
		});
		expect(bench.sandbox.requests.filter(({ path }) => path.startsWith('/files'))).toEqual([]);
	});

	it('does not hand the input’s files on', async () => {
		const { item } = await deliver(
			{ ...muleRouterPicture, imageSource: 'binary', imageBinaryProperty: 'photo' },
			{ input: [itemWith(jpeg, 'photo')] },
		);
		expect(Object.keys(item.binary ?? {})).toEqual(['data']);
	});
});

describe('the API key', () => {
	it('goes to the provider, and not to the host of the video', async () => {
		await deliver(text);
		const keys = bench.sandbox.requests.map(({ path, authorization }) => ({
			isVideo: path.startsWith('/files/'),
			hasKey: authorization !== undefined,
		}));
		expect(keys.filter(({ isVideo, hasKey }) => isVideo === hasKey)).toEqual([]);
	});
});

describe('several items', () => {
	const three = items({ place: 0 }, { place: 1 }, { place: 2 });

	/** What the sandbox was asked for: P to create, G to look, F for a file. */
	const asked = () =>
		bench.sandbox.requests
			.map(({ method, path }) => (path.startsWith('/files/') ? 'F' : method.charAt(0)))
			.join('');

	it('come out in their order, each paired with its input', async () => {
		const result = await bench.run(
			{ ...text, resolution: '={{ ["720p", "480p", "480p"][$json.place] }}' },
			{ input: three },
		);
		const output = result.output(NODE);
		const heights = await Promise.all(
			output.map(async (item) => (await videoFacts(await fileOf(bench, item))).height),
		);
		expect({ heights, pairs: output.map(({ pairedItem }) => pairedItem) }).toEqual({
			heights: [720, 480, 480],
			pairs: [{ item: 0 }, { item: 1 }, { item: 2 }],
		});
	});

	it('are worked on at the same time', async () => {
		await bench.run(text, { input: three });
		expect(asked()).toMatch(/^[PG]*P[PG]*P[PG]*P[^P]*$/);
	});

	it('are no more at a time than the options allow', async () => {
		await bench.run(
			{ ...text, downloadVideo: false, options: { maxConcurrency: 1 } },
			{ input: three },
		);
		expect(asked()).toMatch(/^(PG+){3}$/);
	});

	it('of none give none', async () => {
		const result = await bench.run(text, { input: [] });
		expect({ output: result.output(NODE), creates: bench.sandbox.creates() }).toEqual({
			output: [],
			creates: [],
		});
	});
});
