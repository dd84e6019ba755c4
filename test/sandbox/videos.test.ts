import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';
import { difference, peakVolume, probe, thumbnail } from './support/ffmpeg';
import {
	asDataUri,
	makePicture,
	makeVideo,
	makeWav,
	serve,
	type FileServer,
} from './support/pictures';

jest.setTimeout(60_000);

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0 });
	client = new Client(sandbox);
});
afterAll(() => sandbox.close());

const aimlApi = async (body: object, path?: string) =>
	(await client.generate({ prompt: 'A fox', ...body }, path)).video?.url ?? '';
const muleRouter = async (model: string, body: object) =>
	(await client.runTask(model, { prompt: 'A fox', ...body })).videos?.[0] ?? '';

function expectVideo(
	video: Awaited<ReturnType<typeof probe>>,
	size: string,
	framesPerSecond: number,
	seconds: number,
	sound: boolean,
) {
	expect(`${video.width}x${video.height}`).toBe(size);
	expect(video.framesPerSecond).toBeCloseTo(framesPerSecond);
	expect(Math.abs(video.seconds - seconds)).toBeLessThan(0.1);
	expect(Math.abs(video.pictureSeconds - seconds)).toBeLessThan(0.1);
	expect(video).toMatchObject({ videoCodec: 'h264', pixelFormat: 'yuv420p' });
	expect(video.audioCodec).toBe(sound ? 'aac' : undefined);
}

const TEXT_26 = 'alibaba/wan-2-6-t2v';
const TEXT_25 = 'alibaba/wan2.5-t2v-preview';

describe('AI/ML API', () => {
	it.each([
		['by default', { model: TEXT_26 }, '1920x1080', 30, 10, true],
		[
			'upright',
			{ model: TEXT_26, resolution: '720p', aspect_ratio: '9:16', duration: 5 },
			'720x1280',
			30,
			5,
			true,
		],
		[
			'of fifteen seconds',
			{ model: TEXT_26, resolution: '720p', aspect_ratio: '4:3', duration: 15 },
			'1088x832',
			30,
			15,
			true,
		],
		[
			'with its sound off',
			{ model: TEXT_26, resolution: '720p', duration: 5, generate_audio: false },
			'1280x720',
			30,
			5,
			false,
		],
		[
			'of Wan 2.5',
			{ model: TEXT_25, resolution: '480p', aspect_ratio: '1:1', duration: 5 },
			'624x624',
			24,
			5,
			true,
		],
		[
			'of Wan 2.2, which has neither sound nor duration',
			{ model: 'alibaba/wan2.2-t2v-plus', resolution: '480P' },
			'832x480',
			30,
			5,
			false,
		],
	])('makes a video %s', async (_case, body, size, framesPerSecond, seconds, sound) => {
		expectVideo(await probe(await aimlApi(body)), size, framesPerSecond, seconds, sound);
	});

	it('makes ten seconds of a picture by default', async () => {
		const url = await aimlApi({
			model: 'alibaba/wan-2-6-image-to-video-flash',
			image_url: asDataUri(await makePicture({ width: 640, height: 360 })),
		});
		expectVideo(await probe(url), '1280x720', 30, 10, true);
	});

	it('understands a duration that is a string, on the older path', async () => {
		const url = await aimlApi(
			{ model: TEXT_25, resolution: '480p', duration: '5' },
			'/v2/generate/video/alibaba/generation',
		);
		expectVideo(await probe(url), '832x480', 24, 5, true);
	});

	it('takes length and rate from the number of frames where a model asks for them', async () => {
		const url = await aimlApi({
			model: 'alibaba/wan2.2-vace-fun-a14b-pose',
			video_url: asDataUri(await makeVideo(), 'video/mp4'),
			num_frames: 60,
			frames_per_second: 20,
		});
		expectVideo(await probe(url), '842x474', 20, 3, false);
	});
});

describe('MuleRouter', () => {
	it.each([
		['by default', 'wan2.6-t2v', {}, '1280x720', 30, 5, true],
		['silenced', 'wan2.6-t2v', { audio: false }, '1280x720', 30, 5, false],
		[
			'of Wan 2.5',
			'wan2.5-t2v-preview',
			{ size: '480*832', duration: 10 },
			'480x832',
			24,
			10,
			true,
		],
		['of Wan 2.2', 'wan2.2-t2v-plus', { size: '624*624' }, '624x624', 30, 5, false],
	])('makes a video %s', async (_case, model, body, size, framesPerSecond, seconds, sound) => {
		expectVideo(await probe(await muleRouter(model, body)), size, framesPerSecond, seconds, sound);
	});
});

describe('what is to be seen', () => {
	it('moves', async () => {
		const url = await muleRouter('wan2.5-t2v-preview', { size: '832*480' });
		expect(difference(await thumbnail(url, 0), await thumbnail(url, 1))).toBeGreaterThan(5);
	});

	it('can be played while it loads', async () => {
		const url = await muleRouter('wan2.5-t2v-preview', { size: '832*480' });
		const bytes = Buffer.from(await (await fetch(url)).arrayBuffer()).toString('latin1');
		expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
	});

	it('is the same for the same prompt, and differs with it', async () => {
		const frames = await Promise.all(
			['A fox', 'A fox', 'A whale', 'A desert', 'A storm'].map(async (prompt) =>
				thumbnail(await muleRouter('wan2.5-t2v-preview', { prompt, size: '832*480' })),
			),
		);
		const distinct = new Set(frames.map((frame) => frame.toString('base64')));
		expect(frames[0]).toEqual(frames[1]);
		expect(distinct.size).toBeGreaterThan(1);
	});
});

describe('a given recording', () => {
	let files: FileServer;
	let wav: Buffer;

	beforeAll(async () => {
		wav = await makeWav(3);
		files = await serve({ '/tone.wav': wav, '/notes.txt': Buffer.from('la la la') });
	});
	afterAll(() => files.close());

	it('is what is heard, and silence after its end', async () => {
		const url = await muleRouter('wan2.5-t2v-preview', {
			size: '832*480',
			audio: false,
			audio_url: files.link('/tone.wav'),
		});
		expectVideo(await probe(url), '832x480', 24, 5, true);
		expect(await peakVolume(url, 0)).toBeGreaterThan(-20);
		expect(await peakVolume(url, 4)).toBeLessThan(-60);
	});

	it('may come along with the request', async () => {
		const url = await aimlApi({
			model: TEXT_26,
			resolution: '720p',
			duration: 5,
			audio_url: asDataUri(wav, 'audio/wav'),
		});
		expect(await peakVolume(url, 4)).toBeLessThan(-60);
	});

	it('that is none fails the task', async () => {
		const { task_info: task } = await client.runTask('wan2.5-t2v-preview', {
			prompt: 'A fox',
			audio_url: files.link('/notes.txt'),
		});
		expect(task).toMatchObject({
			status: 'failed',
			error: { detail: 'The audio must be WAV or MP3.' },
		});
	});
});
