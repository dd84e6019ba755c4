import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { DashScope, type DashScopeTask } from '../support/dashScope';
import { meanColour, peakVolume, probe, type Part } from '../support/ffmpeg';
import {
	asDataUri,
	makeColour,
	makePicture,
	makeVideo,
	makeWav,
	serve,
	type FileServer,
} from '../support/pictures';

jest.setTimeout(60_000);

const MIDDLE: Part = { left: 0.45, top: 0.45, width: 0.1, height: 0.1 };
const CORNER: Part = { left: 0.78, top: 0.78, width: 0.08, height: 0.08 };
const RED = [253, 0, 0];
const BLUE = [0, 0, 254];

let sandbox: Sandbox;
let client: DashScope;
let files: FileServer;
let blue: Buffer;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0, strict: true });
	client = new DashScope(sandbox);
	blue = await makeColour('blue');
	files = await serve({
		'/red.mp4': await makeVideo(),
		'/long.mp4': await makeVideo({ seconds: 12 }),
		'/six.mp4': await makeVideo({ seconds: 6 }),
		'/second.mp4': await makeVideo({ seconds: 1 }),
		'/slow.mp4': await makeVideo({ framesPerSecond: 10 }),
		'/strip.mp4': await makeVideo({ width: 1280, height: 256 }),
		'/film.webm': await makeVideo({ format: 'webm' }),
		'/blue.png': blue,
		'/tall.png': await makeColour('blue', 480, 640),
		'/alpha.png': await makePicture({ alpha: true }),
		'/small.png': await makeColour('blue', 390, 390),
		'/strip.png': await makeColour('blue', 2560, 256),
		'/three.wav': await makeWav(3),
		'/second.wav': await makeWav(1),
		'/ten.wav': await makeWav(10),
		'/twenty.wav': await makeWav(21),
	});
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));

const link = (name: string) => files.link(`/${name}`);
const medium = (type: string, name: string, more = {}) => ({ type, url: link(name), ...more });

async function make(model: string, input: object, parameters: object = {}) {
	const { output, usage } = await client.run(model, { input, parameters });
	const url = output.video_url ?? output.results?.video_url;
	if (url === undefined) throw new Error(`${output.code}: ${output.message}`);
	return { url, usage, output };
}

async function expectColour(video: string, atSeconds: number, part: Part, colour: number[]) {
	const seen = await meanColour(video, atSeconds, part);
	const away = Math.max(...seen.map((value, channel) => Math.abs(value - (colour[channel] ?? 0))));
	expect(away).toBeLessThan(12);
}

describe('the frame', () => {
	it.each<[string, object, number, number]>([
		['wan2.7-t2v', { resolution: '720P', ratio: '4:3', duration: 2 }, 1104, 832],
		['wan2.7-t2v', { resolution: '720P', ratio: '9:16', duration: 2 }, 720, 1280],
		['wan3.0-video', { resolution: '480P', ratio: '3:4', duration: 2 }, 544, 720],
		['wan3.0-video', { resolution: '480P', ratio: '21:9', duration: 2 }, 966, 414],
		['wan2.6-t2v', { size: '1088*832', duration: 2 }, 1088, 832],
		['wan2.5-t2v-preview', { size: '624*624' }, 624, 624],
	])('of %s is as asked for: %p', async (model, parameters, width, height) => {
		const { url } = await make(model, { prompt: 'A fox' }, parameters);
		expect(await probe(url)).toMatchObject({ width, height });
	});

	it('is that of the picture, where only a resolution is asked for', async () => {
		const { url } = await make(
			'wan2.2-i2v-flash',
			{ img_url: link('tall.png') },
			{ resolution: '480P' },
		);
		const { width, height } = await probe(url);
		expect(height / width).toBeCloseTo(4 / 3, 1);
	});

	it('is that of the first frame, whatever the ratio', async () => {
		const media = [medium('first_frame', 'tall.png'), medium('reference_image', 'blue.png')];
		const { url } = await make(
			'wan2.7-r2v',
			{ prompt: 'A fox', media },
			{ resolution: '720P', ratio: '16:9', duration: 2 },
		);
		const { width, height } = await probe(url);
		expect(height / width).toBeCloseTo(4 / 3, 1);
	});
});

describe('what is given is to be seen:', () => {
	it('a picture as data URI', async () => {
		const input = { media: [{ type: 'first_frame', url: asDataUri(blue) }] };
		const { url } = await make('wan2.7-i2v', input, { resolution: '720P', duration: 2 });
		await expectColour(url, 0, MIDDLE, BLUE);
	});

	it('a first clip and a last frame, in the length of both together', async () => {
		const media = [medium('first_clip', 'red.mp4'), medium('last_frame', 'blue.png')];
		const { url } = await make('wan2.7-i2v', { media }, { resolution: '720P', duration: 6 });
		await expectColour(url, 1, MIDDLE, RED);
		await expectColour(url, 5.8, MIDDLE, BLUE);
		expect((await probe(url)).seconds).toBeCloseTo(6, 0);
	});

	it('first and last frames', async () => {
		const input = { first_frame_url: link('tall.png'), last_frame_url: link('blue.png') };
		const { url } = await make('wan2.2-kf2v-flash', input, { resolution: '480P' });
		await expectColour(url, 4.8, MIDDLE, BLUE);
	});

	it('references of Wan 2.6, pictures and videos in one list', async () => {
		const input = { prompt: 'A fox', reference_urls: [link('red.mp4'), link('blue.png')] };
		const { url, usage } = await make('wan2.6-r2v', input, { size: '1280*720', duration: 2 });
		await expectColour(url, 0.5, { left: 0.2, top: 0.45, width: 0.1, height: 0.1 }, RED);
		await expectColour(url, 0.5, { left: 0.7, top: 0.45, width: 0.1, height: 0.1 }, BLUE);
		expect(usage).toEqual({
			...{ duration: 4, size: '1280*720', input_video_duration: 2, output_video_duration: 2 },
			...{ video_count: 1, SR: 720 },
		});
	});

	it('an edited video, as long as its source or shorter', async () => {
		const input = { media: [medium('video', 'six.mp4')] };
		const { url, usage } = await make('wan2.7-videoedit', input, { resolution: '720P' });
		expect((await probe(url)).seconds).toBeCloseTo(6, 0);
		expect(usage).toEqual({
			...{
				duration: 12,
				input_video_duration: 6,
				output_video_duration: 6,
				video_count: 1,
				SR: 720,
			},
		});
		const shorter = await make('wan2.7-videoedit', input, { resolution: '720P', duration: 2 });
		expect((await probe(shorter.url)).seconds).toBeCloseTo(2, 0);
	});

	it('the first five seconds of what VACE repaints', async () => {
		const input = { function: 'video_repainting', prompt: 'A fox', video_url: link('six.mp4') };
		const { url, usage } = await make('wan2.1-vace-plus', input, {
			control_condition: 'depth',
			strength: 0,
		});
		expect(await probe(url)).toMatchObject({
			seconds: expect.closeTo(5, 0),
			audioCodec: undefined,
		});
		await expectColour(url, 1, MIDDLE, RED);
		expect(usage).toEqual({ video_duration: 5, video_ratio: 'standard', video_count: 1 });
	});

	it.each([
		['wan2.2-animate-move', BLUE, RED],
		['wan2.2-animate-mix', RED, BLUE],
	])('an animation of %s', async (model, stage, corner) => {
		const input = { image_url: link('blue.png'), video_url: link('red.mp4'), watermark: true };
		const { url, usage, output } = await make(model, input, { mode: 'wan-pro' });
		await expectColour(url, 1, MIDDLE, stage);
		await expectColour(url, 1, CORNER, corner);
		expect(usage).toEqual({ video_duration: 2, video_ratio: 'pro' });
		expect(output).toMatchObject({ results: { video_url: url } });
		expect(output.video_url).toBeUndefined();
	});

	it('who speaks, for as long as there is something to hear', async () => {
		const input = { image_url: link('tall.png'), audio_url: link('three.wav') };
		const { url, usage, output } = await make('wan2.2-s2v', input);
		expect(await probe(url)).toMatchObject({ seconds: expect.closeTo(3, 0), audioCodec: 'aac' });
		await expectColour(url, 1, MIDDLE, BLUE);
		expect(await peakVolume(url, 0)).toBeGreaterThan(-40);
		expect(usage).toEqual({ duration: 3, video_count: 1, SR: 480 });
		expect(output.results?.video_url).toBe(url);
	});
});

describe('what is heard', () => {
	it('is a driving sound, or voices', async () => {
		const driven = [medium('first_frame', 'blue.png'), medium('driving_audio', 'three.wav')];
		const voiced = [medium('reference_image', 'blue.png', { reference_voice: link('three.wav') })];
		for (const [model, media] of [
			['wan2.7-i2v', driven],
			['wan2.7-r2v', voiced],
		] as const) {
			const { url } = await make(
				model,
				{ prompt: 'A fox', media },
				{ resolution: '720P', duration: 4 },
			);
			expect(await peakVolume(url, 0)).toBeGreaterThan(-40);
			// The rest is silent.
			expect(await peakVolume(url, 3.5)).toBeLessThan(-60);
		}
	});

	it('is nothing where sound is switched off, whatever is given', async () => {
		const input = { img_url: link('blue.png'), audio_url: link('three.wav') };
		const { url } = await make('wan2.6-i2v-flash', input, {
			audio: false,
			resolution: '720P',
			duration: 2,
		});
		expect((await probe(url)).audioCodec).toBeUndefined();
	});
});

it.each<[string, object, object, object]>([
	[
		'wan3.0-video',
		{ media: [medium0('reference_video')] },
		{ resolution: '480P', duration: 2 },
		{
			video_count: 1,
			duration: 4,
			input_video_duration: 2,
			output_video_duration: 2,
			fps: 30,
			SR: 480,
			ratio: '16:9',
		},
	],
	[
		'wan2.7-t2v',
		{ prompt: 'A fox' },
		{ resolution: '720P', ratio: '1:1', duration: 3 },
		{
			duration: 3,
			input_video_duration: 0,
			output_video_duration: 3,
			video_count: 1,
			ratio: '1:1',
			SR: 720,
		},
	],
	[
		'wan2.2-t2v-plus',
		{ prompt: 'A fox' },
		{ size: '832*480' },
		{ video_duration: 5, video_ratio: '832*480', video_count: 1 },
	],
])('tells what %s has used', async (model, input, parameters, usage) => {
	const withLinks = JSON.parse(
		JSON.stringify(input).replaceAll('red.mp4', link('red.mp4')),
	) as object;
	expect((await make(model, withLinks, parameters)).usage).toEqual(usage);
});

/** Of a table, which is made before there are links. */
function medium0(type: string) {
	return { type, url: 'red.mp4' };
}

describe('fails for', () => {
	const failure = async (model: string, input: object, parameters: object = {}) => {
		const { output }: DashScopeTask = await client.run(model, { input, parameters });
		return `${output.code ?? output.task_status}: ${output.message ?? ''}`;
	};
	const media = (...list: object[]) => ({ prompt: 'A fox', media: list });

	it('pictures that break a limit', async () => {
		const first = (name: string) => failure('wan2.7-i2v', media(medium('first_frame', name)));
		expect(await first('alpha.png')).toBe(
			'InvalidParameter: A PNG image must not have an alpha channel.',
		);
		expect(await first('strip.png')).toContain(
			"The image's longer side must not be more than 8 times",
		);
		const speaks = { image_url: link('small.png'), audio_url: link('three.wav') };
		expect(await failure('wan2.2-s2v', speaks)).toContain('must be 400 to 7000 px');
	});

	it('videos that break a limit', async () => {
		const source = (name: string) => failure('wan2.7-videoedit', media(medium('video', name)));
		expect(await source('second.mp4')).toContain('must have at least 2 s');
		expect(await source('long.mp4')).toContain('must not be longer than 10 s');
		expect(await source('film.webm')).toContain('must be MP4 or MOV');
		expect(await failure('wan3.0-video', media(medium('reference_video', 'slow.mp4')))).toContain(
			'at least 16 frames per second',
		);
		const animated = { image_url: link('blue.png'), video_url: link('strip.mp4') };
		expect(await failure('wan2.2-animate-move', animated, { mode: 'wan-std' })).toContain(
			'more than 3 times',
		);
		const both = [medium('reference_video', 'long.mp4'), medium('reference_video', 'six.mp4')];
		expect(await failure('wan3.0-video', media(...both))).toContain(
			'not be longer than 15 s together',
		);
		const four = { prompt: 'A fox', reference_urls: Array(4).fill(link('red.mp4')) };
		expect(await failure('wan2.6-r2v', four)).toContain('must not be more than 3 videos');
	});

	it('recordings that break a limit', async () => {
		const heard = (name: string) =>
			failure(
				'wan2.7-i2v',
				media(medium('first_frame', 'blue.png'), medium('driving_audio', name)),
			);
		expect(await heard('second.wav')).toContain('must have at least 2 s');
		const speaks = { image_url: link('blue.png'), audio_url: link('twenty.wav') };
		expect(await failure('wan2.2-s2v', { ...speaks, image_url: link('tall.png') })).toContain(
			'must not be longer than 20 s',
		);
		const long = [medium('reference_image', 'blue.png', { reference_voice: link('twenty.wav') })];
		expect(await failure('wan2.7-r2v', media(...long))).toContain('must not be longer than 10 s');
	});

	it('links that lead nowhere', async () => {
		expect(await failure('wan2.6-i2v', { img_url: link('nothing.png') })).toMatch(
			/^InvalidURL: Cannot fetch/,
		);
	});
});
