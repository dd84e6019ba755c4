import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { Fal, type FalDetail } from '../support/fal';
import { meanColour, probe, type Part } from '../support/ffmpeg';
import {
	asDataUri,
	makeColour,
	makeMask,
	makePicture,
	makeVideo,
	makeWav,
	serve,
	type FileServer,
} from '../support/pictures';

jest.setTimeout(60_000);

const MIDDLE: Part = { left: 0.45, top: 0.45, width: 0.1, height: 0.1 };
const CORNER: Part = { left: 0.78, top: 0.78, width: 0.08, height: 0.08 };
const LEFT: Part = { left: 0.2, top: 0.45, width: 0.1, height: 0.1 };
const RIGHT: Part = { left: 0.7, top: 0.45, width: 0.1, height: 0.1 };
const RED = [253, 0, 0];
const BLUE = [0, 0, 254];

let sandbox: Sandbox;
let client: Fal;
let files: FileServer;
let blue: Buffer;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0, strict: true });
	client = new Fal(sandbox);
	blue = await makeColour('blue');
	files = await serve({
		'/red.mp4': await makeVideo(),
		'/six.mp4': await makeVideo({ seconds: 6 }),
		'/long.mp4': await makeVideo({ seconds: 12 }),
		'/second.mp4': await makeVideo({ seconds: 1 }),
		'/slow.mp4': await makeVideo({ framesPerSecond: 10 }),
		'/blue.png': blue,
		'/tall.png': await makeColour('blue', 480, 640),
		'/small.png': await makeColour('blue', 200, 200),
		'/alpha.png': await makePicture({ alpha: true }),
		'/mask.png': await makeMask('picture'),
		'/second.wav': await makeWav(1),
		'/ten.wav': await makeWav(10),
	});
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));

const link = (name: string) => files.link(`/${name}`);

async function make(endpoint: string, input: object) {
	const { status, body, headers } = await client.run(endpoint, input);
	if (status !== 200) throw new Error(JSON.stringify(body));
	const units = headers.get('x-fal-billable-units');
	return { ...body, url: body.video.url, units: units === null ? undefined : Number(units) };
}

async function expectColour(video: string, atSeconds: number, part: Part, colour: number[]) {
	const seen = await meanColour(video, atSeconds, part);
	const away = Math.max(...seen.map((value, channel) => Math.abs(value - (colour[channel] ?? 0))));
	expect(away).toBeLessThan(12);
}

it.each<[string, object, object, number | undefined]>([
	[
		'alibaba/wan-3.0/text-to-video',
		{ resolution: '720p', aspect_ratio: '3:4', duration: 3 },
		{ width: 832, height: 1088, seconds: 3, framesPerSecond: 30, audioCodec: 'aac' },
		6,
	],
	[
		'alibaba/wan-3.0/text-to-video',
		{ resolution: '480p', duration: null, audio: false },
		{ width: 832, height: 480, seconds: 5, audioCodec: undefined },
		5,
	],
	[
		'wan/v2.6/text-to-video',
		{ resolution: '720p', duration: '5', aspect_ratio: '1:1' },
		{ width: 960, height: 960, seconds: 5 },
		5,
	],
	[
		'fal-ai/wan-25-preview/text-to-video',
		{ resolution: '480p' },
		{ framesPerSecond: 24, seconds: 5, audioCodec: 'aac' },
		5,
	],
	[
		'fal-ai/wan/v2.2-a14b/text-to-video',
		{ resolution: '580p', num_frames: 40, frames_per_second: 20 },
		{ width: 1024, height: 580, framesPerSecond: 20, seconds: 2, audioCodec: undefined },
		3.75,
	],
	['fal-ai/wan/v2.2-a14b/text-to-video/turbo', { resolution: '720p' }, { seconds: 5 }, 2],
	['fal-ai/wan-t2v', { resolution: '480p', num_frames: 96 }, { seconds: 6 }, 1.25],
	['fal-ai/krea-wan-14b/text-to-video', { num_frames: 30 }, { width: 832, height: 480 }, 1.875],
	['fal-ai/wan-pro/text-to-video', {}, { width: 1920, height: 1080 }, 1],
	['fal-ai/wan/v2.2-5b/text-to-video', { resolution: '580p' }, { framesPerSecond: 24 }, undefined],
])('makes what is asked of %s with %p', async (endpoint, input, expected, charged) => {
	const { url, units, video } = await make(endpoint, { prompt: 'A fox', ...input });
	const { seconds, ...measured } = await probe(url);
	const { seconds: wanted = seconds, ...others } = expected as { seconds?: number };
	expect(measured).toMatchObject(others);
	expect(seconds).toBeCloseTo(wanted, 0);
	expect(units).toBe(charged);
	expect(video).toMatchObject({ width: measured.width, height: measured.height });
});

describe('what is given is to be seen:', () => {
	it('a picture as data URI, in its own shape', async () => {
		const tall = asDataUri(await makeColour('blue', 480, 640));
		const { url } = await make('alibaba/wan-3.0/image-to-video', {
			...{ start_image_url: tall, resolution: '480p', duration: 2 },
		});
		await expectColour(url, 0, MIDDLE, BLUE);
		const { width, height } = await probe(url);
		expect(height / width).toBeCloseTo(4 / 3, 1);
	});

	it('a picture in the chosen shape', async () => {
		const { url } = await make('fal-ai/wan-i2v', {
			...{ prompt: 'A fox', image_url: link('tall.png'), resolution: '480p', aspect_ratio: '16:9' },
		});
		expect(await probe(url)).toMatchObject({ width: 832, height: 480 });
	});

	it('first and last frames', async () => {
		const { url } = await make('fal-ai/wan-flf2v', {
			...{ prompt: 'A fox', start_image_url: link('tall.png'), end_image_url: link('blue.png') },
			resolution: '480p',
		});
		await expectColour(url, 4.8, MIDDLE, BLUE);
	});

	it('a clip that goes on, to a last frame', async () => {
		const { url } = await make('fal-ai/wan/v2.7/image-to-video', {
			...{ video_url: link('red.mp4'), end_image_url: link('blue.png') },
			...{ resolution: '720p', duration: 6 },
		});
		await expectColour(url, 1, MIDDLE, RED);
		await expectColour(url, 5.8, MIDDLE, BLUE);
	});

	it('references, and the seconds of videos are charged by Wan 3.0', async () => {
		const { url, units } = await make('alibaba/wan-3.0/reference-to-video', {
			...{ reference_video_urls: [link('red.mp4')], reference_image_urls: [link('blue.png')] },
			...{ resolution: '480p', aspect_ratio: '16:9', duration: 2 },
		});
		await expectColour(url, 0.5, LEFT, BLUE);
		await expectColour(url, 0.5, RIGHT, RED);
		expect(units).toBeCloseTo(4, 1);
	});

	it('an edited video, as long as its source or shorter', async () => {
		const input = { prompt: 'A fox', video_url: link('six.mp4'), resolution: '720p' };
		const whole = await make('fal-ai/wan/v2.7/edit-video', input);
		expect((await probe(whole.url)).seconds).toBeCloseTo(6, 0);
		const cut = await make('fal-ai/wan/v2.7/edit-video', { ...input, duration: 2 });
		expect((await probe(cut.url)).seconds).toBeCloseTo(2, 0);
	});

	it('a masked video, with what was given in place of what is white', async () => {
		const { url } = await make('fal-ai/wan-vace-14b/inpainting', {
			...{ prompt: 'A fox', video_url: link('red.mp4'), mask_image_url: link('mask.png') },
			...{ ref_image_urls: [link('blue.png')], num_frames: 32 },
		});
		await expectColour(url, 1, LEFT, RED);
		await expectColour(url, 1, RIGHT, BLUE);
		expect(await probe(url)).toMatchObject({ width: 640, height: 360 });
	});

	it('a video with more at its side', async () => {
		const { url } = await make('fal-ai/wan-vace-14b/outpainting', {
			...{ prompt: 'A fox', video_url: link('red.mp4'), expand_left: true, expand_ratio: 1 },
			num_frames: 32,
		});
		await expectColour(url, 1, RIGHT, RED);
		const { width, height } = await probe(url);
		expect(width / height).toBeCloseTo(32 / 9, 1);
	});

	it('a reframed video', async () => {
		const { url } = await make('fal-ai/wan-vace-apps/long-reframe', {
			...{ video_url: link('red.mp4'), aspect_ratio: '9:16', resolution: '240p' },
		});
		expect(await probe(url)).toMatchObject({ width: 240, height: 426 });
		await expectColour(url, 1, MIDDLE, RED);
	});

	it('an animated picture, and a replaced one', async () => {
		const input = { video_url: link('red.mp4'), image_url: link('blue.png') };
		const moved = await make('fal-ai/wan/v2.2-14b/animate/move', input);
		await expectColour(moved.url, 1, MIDDLE, BLUE);
		await expectColour(moved.url, 1, CORNER, RED);
		const replaced = await make('fal-ai/wan/v2.2-14b/animate/replace', input);
		await expectColour(replaced.url, 1, MIDDLE, RED);
		await expectColour(replaced.url, 1, CORNER, BLUE);
		expect(replaced.units).toBeCloseTo(2, 1);
	});

	it('a picture that speaks', async () => {
		const { url } = await make('fal-ai/wan/v2.2-14b/speech-to-video', {
			...{ prompt: 'A fox', image_url: link('blue.png'), audio_url: link('ten.wav') },
		});
		await expectColour(url, 1, MIDDLE, BLUE);
		expect(await probe(url)).toMatchObject({ audioCodec: 'aac' });
	});
});

describe('tells in the result which rule media break:', () => {
	const text = { prompt: 'A fox' };
	it.each<[string, string, () => object, string]>([
		[
			'a video of a second',
			'fal-ai/wan/v2.7/edit-video',
			() => ({ ...text, video_url: link('second.mp4') }),
			'at least 2 s',
		],
		[
			'a clip of twelve seconds',
			'fal-ai/wan/v2.7/image-to-video',
			() => ({ video_url: link('long.mp4') }),
			'longer than 10 s',
		],
		[
			'a recording of a second',
			'fal-ai/wan/v2.7/text-to-video',
			() => ({ ...text, audio_url: link('second.wav') }),
			'at least 3 s',
		],
		[
			'a slow video',
			'wan/v2.6/reference-to-video',
			() => ({ ...text, video_urls: [link('slow.mp4')] }),
			'16 frames per second',
		],
		[
			'a small picture',
			'wan/v2.6/image-to-video',
			() => ({ ...text, image_url: link('small.png') }),
			'240 to 7680 px',
		],
		[
			'an alpha channel',
			'wan/v2.6/reference-to-video/flash',
			() => ({ ...text, image_urls: [link('alpha.png')] }),
			'alpha channel',
		],
		[
			'videos of eighteen seconds together',
			'alibaba/wan-3.0/reference-to-video',
			() => ({ reference_video_urls: [link('long.mp4'), link('six.mp4')] }),
			'15 s together',
		],
	])('%s', async (_what, endpoint, input, words) => {
		const { status, body } = await client.run<{ detail: FalDetail[] }>(endpoint, input());
		expect({ status, body }).toMatchObject({
			status: 422,
			body: { detail: [{ type: 'partner_validation_failed' }] },
		});
		expect(body.detail[0]?.msg).toContain(words);
	});
});
