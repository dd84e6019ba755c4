import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { encodedVideo, png, wav } from '../support/mediaFiles';
import { serveFiles, type TestServer } from '../support/servers';
import { NODE, startWorkbench, type Workbench } from '../support/workbench';

let bench: Workbench;
/** Where the provider finds what is given by a link. */
let files: TestServer;
let clip: Buffer;
let long: Buffer;

beforeAll(async () => {
	[clip, long] = await Promise.all([
		encodedVideo('mp4', { size: '640x480', seconds: 2 }),
		encodedVideo('mp4', { size: '320x240', seconds: 9, sound: false }),
	]);
	files = await serveFiles({
		'/a.png': png(),
		'/b.png': png({ width: 400, height: 400 }),
		'/a.mp4': clip,
		'/clip': clip,
		'/a.wav': wav(),
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

/** An item with these files in its binary fields. */
function itemWithFiles(binary: Record<string, Buffer>, json: IDataObject = {}): INodeExecutionData {
	return {
		json,
		binary: Object.fromEntries(
			Object.entries(binary).map(([field, bytes]) => [
				field,
				{ data: bytes.toString('base64'), mimeType: 'application/octet-stream' },
			]),
		),
	};
}

const place = (parameters: INodeParameters): INodeParameters => ({
	operation: 'referenceToVideo',
	prompt: 'The boat of Image 1',
	...parameters,
});
const fromUrl = (type: string, url: string) => ({ type, source: 'url', url });
const fromField = (type: string, binaryProperty: string) => ({
	type,
	source: 'binary',
	binaryProperty,
});

async function sent(parameters: INodeParameters, input?: INodeExecutionData[]) {
	const result = await bench.run(place(parameters), { input });
	expect(result.error).toBeUndefined();
	expect(result.output(NODE)).toHaveLength(1);
	return bench.sandbox.creates()[0]?.body as Record<string, string[]>;
}

describe('references', () => {
	it('from links and files are sent by their kinds, in the order of the form', async () => {
		const { url } = files;
		const body = await sent(
			{
				references: {
					reference: [
						fromUrl('image', `${url}/b.png`),
						fromUrl('video', `${url}/a.mp4`),
						fromField('image', 'second'),
						fromField('video', 'film'),
						fromField('audio', 'voice'),
					],
				},
			},
			[itemWithFiles({ second: png(), film: clip, voice: wav() })],
		);
		expect(body.reference_image_urls).toEqual([
			`${url}/b.png`,
			expect.stringMatching(/^data:image\/png;base64,/),
		]);
		expect(body.video_urls).toEqual([
			`${url}/a.mp4`,
			expect.stringMatching(/^data:video\/mp4;base64,/),
		]);
		expect(body.audio_urls).toEqual([expect.stringMatching(/^data:audio\/wav;base64,/)]);
	});

	it.each<[string, (url: string) => unknown]>([
		['links', (url) => [`${url}/a.png`, `${url}/a.mp4`, `${url}/a.wav?signature=1.png`]],
		[
			'objects',
			(url) => [
				{ type: 'image', url: `${url}/a.png` },
				{ type: 'video', url: `${url}/a.mp4` },
				{ type: 'audio', source: 'url', url: `${url}/a.wav?signature=1.png` },
			],
		],
		[
			'the form’s own list',
			(url) => ({
				reference: [
					fromUrl('image', `${url}/a.png`),
					fromUrl('video', `${url}/a.mp4`),
					fromUrl('audio', `${url}/a.wav?signature=1.png`),
				],
			}),
		],
		[
			'JSON',
			(url) => JSON.stringify([`${url}/a.png`, `${url}/a.mp4`, `${url}/a.wav?signature=1.png`]),
		],
	])('may be a list by an expression, of %s', async (_, list) => {
		const { url } = files;
		const json = { list: list(url) } as IDataObject;
		const body = await sent({ specifyReferences: 'list', references: '={{ $json.list }}' }, [
			{ json },
		]);
		expect(body).toMatchObject({
			reference_image_urls: [`${url}/a.png`],
			video_urls: [`${url}/a.mp4`],
			audio_urls: [`${url}/a.wav?signature=1.png`],
		});
	});

	it.each([
		['lines', (url: string) => `${url}/a.png\n${url}/b.png\n`],
		['text with commas', (url: string) => `${url}/a.png,${url}/b.png`],
	])('may be several links in one text: %s', async (_, text) => {
		const { url } = files;
		const body = await sent({ specifyReferences: 'list', references: '={{ $json.list }}' }, [
			{ json: { list: text(url) } },
		]);
		expect(body.reference_image_urls).toEqual([`${url}/a.png`, `${url}/b.png`]);
	});

	it('are of the kind that a data URI, a file or the model tells, where nothing else does', async () => {
		const { url } = files;
		const dataUri = `data:video/mp4;base64,${clip.toString('base64')}`;
		const film = { data: clip.toString('base64'), mimeType: 'video/mp4' };
		const list = [dataUri, { binaryProperty: 'film' }, { type: ' Image', url: `${url}/a.png` }];
		const body = await sent({ specifyReferences: 'list', references: '={{ $json.list }}' }, [
			{ json: { list }, binary: { film } },
		]);
		expect(body).toMatchObject({
			video_urls: [dataUri, dataUri],
			reference_image_urls: [`${url}/a.png`],
		});
	});

	it('are of the only kind that the model takes, where nothing else tells', async () => {
		const { url } = files;
		const body = await sent({
			model: 'alibaba/wan-2-6-r2v',
			specifyReferences: 'list',
			references: JSON.stringify([`${url}/clip`]),
		});
		expect(body.video_urls).toEqual([`${url}/clip`]);
	});

	it('may be five seconds long, as encoders write them', async () => {
		const fiveSeconds = await encodedVideo('mp4', { size: '320x240', seconds: 5 });
		const body = await sent(
			{ references: { reference: ['film', 'film', 'film'].map((one) => fromField('video', one)) } },
			[itemWithFiles({ film: fiveSeconds })],
		);
		expect(body.video_urls).toHaveLength(3);
	});

	it('of a list may be binary fields', async () => {
		const json = {
			list: [{ binaryProperty: 'second' }, { type: 'video', binaryProperty: 'film' }],
		};
		const body = await sent({ specifyReferences: 'list', references: '={{ $json.list }}' }, [
			itemWithFiles({ second: png(), film: clip }, json),
		]);
		expect(body.reference_image_urls).toHaveLength(1);
		expect(body.video_urls).toHaveLength(1);
	});

	it('say whether they show a thing or the scene, where the model asks', async () => {
		const { url } = files;
		const body = await sent({
			provider: 'muleRouter',
			model: 'wan2.1-vace-plus',
			references: {
				reference: [
					{ ...fromUrl('image', `${url}/a.png`), role: 'background' },
					fromUrl('image', `${url}/b.png`),
				],
			},
		});
		expect(body).toMatchObject({
			function: 'image_reference',
			images: [`${url}/a.png`, `${url}/b.png`],
			obj_or_bg: ['bg', 'obj'],
		});
	});
});

describe('a video', () => {
	it('of a binary field is sent along', async () => {
		const result = await bench.run(
			{
				operation: 'editVideo',
				prompt: 'In winter',
				videoSource: 'binary',
				videoBinaryProperty: 'film',
			},
			{ input: [itemWithFiles({ film: clip })] },
		);
		expect(result.error).toBeUndefined();
		expect(bench.sandbox.creates()[0]?.body).toMatchObject({
			video_url: expect.stringMatching(/^data:video\/mp4;base64,/),
		});
	});
});

interface Wrong {
	what: string;
	parameters: INodeParameters;
	message: string;
	advice?: string;
}

const list = (...all: unknown[]) => ({
	specifyReferences: 'list',
	references: JSON.stringify(all),
});
const pictures = (number: number) =>
	Array.from({ length: number }, (_, index) => `https://example.com/${index}.png`);
const films = (number: number) =>
	Array.from({ length: number }, (_, index) => `https://example.com/${index}.mp4`);
const mule = { provider: 'muleRouter' };

const WRONG: Wrong[] = [
	{
		what: 'none at all',
		parameters: {},
		message: 'There are no references',
	},
	{
		what: 'more pictures than the model takes',
		parameters: list(...pictures(11)),
		message: 'Wan 3.0 takes at most 10 pictures as references, but there are 11',
	},
	{
		what: 'more videos than the model takes',
		parameters: { model: 'alibaba/wan-2-6-r2v', ...list(...films(4)) },
		message: 'Wan 2.6 takes at most 3 videos as references, but there are 4',
	},
	{
		what: 'more sounds than the model takes',
		parameters: {
			...mule,
			...list(...films(6).map((url) => url.replace('mp4', 'mp3'))),
		},
		message: 'Wan 3.0 takes at most 5 sounds as references, but there are 6',
	},
	{
		what: 'a kind that the model does not take',
		parameters: { model: 'alibaba/wan-2-6-r2v', ...list(...pictures(1)) },
		message: 'Wan 2.6 takes no pictures as references',
		advice: 'It takes videos.',
	},
	{
		what: 'two backgrounds',
		parameters: {
			...mule,
			model: 'wan2.1-vace-plus',
			...list(...pictures(2).map((url) => ({ url, role: 'background' }))),
		},
		message: 'Only one reference may show the background, but 2 do',
	},
	{
		what: 'a type that is none',
		parameters: list({ type: 'film', url: 'https://example.com/a.mp4' }),
		message: 'Reference 1 has no type: "film"',
		advice: 'Choose one of: image, video, audio.',
	},
	{
		what: 'an object without a link',
		parameters: list({ id: 'gen-1', videoUrl: 'https://example.com/a.mp4' }),
		message: 'Reference Image 1 is empty',
		advice: 'Its link is expected in "url", but it has: id, videoUrl.',
	},
	{
		what: 'a number in the place of a link',
		parameters: list('https://example.com/a.png', 7),
		message: 'Reference 2 is neither a link nor an object: 7',
	},
	{
		what: 'one that is empty',
		parameters: list('https://example.com/a.png', { type: 'video', url: '' }),
		message: 'Reference Video 1 is empty',
	},
	{
		what: 'text that is no JSON',
		parameters: { specifyReferences: 'list', references: '[https://example.com/a.png]' },
		message: 'References is not JSON: "[https://example.com/a.png]"',
	},
	{
		what: 'a file that is none of its kind',
		parameters: { references: { reference: [fromField('video', 'picture')] } },
		message: 'Reference Video 1 is not a video this provider takes',
	},
	{
		what: 'more than fifteen seconds of video',
		parameters: {
			references: { reference: [fromField('video', 'long'), fromField('video', 'long')] },
		},
		message:
			'Wan 3.0 takes at most 15 seconds of reference videos, but they are 18 seconds long together',
	},
	{
		what: 'more than fifteen seconds of sound',
		parameters: {
			references: {
				reference: ['sound', 'sound', 'sound', 'sound'].map((one) => fromField('audio', one)),
			},
		},
		message:
			'Wan 3.0 takes at most 15 seconds of reference sounds, but they are 20 seconds long together',
	},
	{
		what: 'thirty seconds together with the new video',
		parameters: { duration: 25, references: { reference: [fromField('video', 'long')] } },
		message:
			'The reference videos and the new video may be 30 seconds long together with Wan 3.0, but they are 34',
	},
	{
		what: 'a video as a file, where only links are taken',
		parameters: { ...mule, references: { reference: [fromField('video', 'film')] } },
		message: 'This provider takes Reference Video 1 as a URL only',
		advice: 'Put the video where it can be reached by a link',
	},
	{
		what: 'a first picture by the side',
		parameters: {
			...list(...pictures(1)),
			options: { additionalFields: '{ "image_url": "https://example.com/a.png" }' },
		},
		message: 'Wan 3.0 does not take "image_url" and References together',
	},
	{
		what: 'a file and a link as context',
		parameters: {
			...mule,
			...list(...pictures(1)),
			options: {
				additionalFields: '{ "file": "https://example.com/a.pdf", "link": "https://example.com" }',
			},
		},
		message: 'Wan 3.0 does not take "file" and "link" together',
	},
];

describe('nothing is sent, and the error says what is wrong, for references with', () => {
	it.each(WRONG)('$what', async ({ parameters, message, advice }) => {
		const input = [itemWithFiles({ picture: png(), film: clip, long, sound: wav() })];
		const result = await bench.run(place(parameters), { input });
		expect(result.error?.message).toBe(message);
		expect(result.error?.description ?? '').toContain(advice ?? '');
		expect(bench.sandbox.requests).toEqual([]);
	});
});
