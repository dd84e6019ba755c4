import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { meanColour, probe, type Part } from '../support/ffmpeg';
import { makeColour, makeVideo, makeWav, serve, type FileServer } from '../support/pictures';
import { ReplicateClient } from '../support/replicate';

jest.setTimeout(60_000);

const MIDDLE: Part = { left: 0.45, top: 0.45, width: 0.1, height: 0.1 };
const CORNER: Part = { left: 0.78, top: 0.78, width: 0.08, height: 0.08 };
const RED = [253, 0, 0];
const BLUE = [0, 0, 254];

let sandbox: Sandbox;
let client: ReplicateClient;
let files: FileServer;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0, strict: true });
	client = new ReplicateClient(sandbox);
	files = await serve({
		'/red.mp4': await makeVideo(),
		'/blue.png': await makeColour('blue'),
		'/tall.png': await makeColour('blue', 480, 640),
		'/second.wav': await makeWav(1),
		'/three.wav': await makeWav(3),
	});
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));

const link = (name: string) => files.link(`/${name}`);

async function make(model: string, input: object): Promise<string> {
	const { output, error } = await client.run(model, input);
	if (output === null) throw new Error(String(error));
	return output;
}

async function expectColour(video: string, atSeconds: number, part: Part, colour: number[]) {
	const seen = await meanColour(video, atSeconds, part);
	const away = Math.max(...seen.map((value, channel) => Math.abs(value - (colour[channel] ?? 0))));
	expect(away).toBeLessThan(12);
}

it.each<[string, object, object]>([
	[
		'wan-video/wan-2.5-t2v',
		{ size: '480*832', duration: 10 },
		{ width: 480, height: 832, seconds: 10, framesPerSecond: 24, audioCodec: 'aac' },
	],
	[
		'alibaba/wan-3',
		{ resolution: '480p', aspect_ratio: '4:3', duration: 2 },
		{ width: 720, height: 544, seconds: 2, framesPerSecond: 30 },
	],
	[
		'wan-video/wan-2.2-t2v-fast',
		{ num_frames: 96, interpolate_output: true },
		{ width: 832, height: 480, seconds: 6, framesPerSecond: 30, audioCodec: undefined },
	],
	['wan-video/wan-2.1-1.3b', { frame_num: 33 }, { seconds: 2, framesPerSecond: 16 }],
	['wavespeedai/wan-2.1-t2v-720p', { aspect_ratio: '9:16' }, { width: 720, height: 1280 }],
])('makes what is asked of %s with %p', async (model, input, expected) => {
	const { seconds, ...measured } = await probe(await make(model, { prompt: 'A fox', ...input }));
	const { seconds: wanted = seconds, ...others } = expected as { seconds?: number };
	expect(measured).toMatchObject(others);
	expect(seconds).toBeCloseTo(wanted, 0);
});

describe('what is given is to be seen:', () => {
	const prompt = 'A fox';

	it('a picture, in its own shape whatever the ratio', async () => {
		const image = link('tall.png');
		const url = await make('alibaba/wan-3', {
			...{ prompt, image, resolution: '480p', aspect_ratio: '16:9', duration: 2 },
		});
		await expectColour(url, 0, MIDDLE, BLUE);
		const { width, height } = await probe(url);
		expect(height / width).toBeCloseTo(4 / 3, 1);
	});

	it('first and last frames', async () => {
		const url = await make('wan-video/wan-2.2-i2v-fast', {
			...{ prompt, image: link('tall.png'), last_image: link('blue.png') },
		});
		await expectColour(url, 4.8, MIDDLE, BLUE);
	});

	it('a clip that goes on', async () => {
		const url = await make('wan-video/wan-2.7-i2v', {
			...{ first_clip: link('red.mp4'), last_frame: link('blue.png') },
			...{ resolution: '720p', duration: 6 },
		});
		await expectColour(url, 1, MIDDLE, RED);
		await expectColour(url, 5.8, MIDDLE, BLUE);
	});

	it('references', async () => {
		const url = await make('wan-video/wan-2.7-r2v', {
			...{ prompt, reference_images: [link('blue.png')], reference_videos: [link('red.mp4')] },
			...{ resolution: '720p', aspect_ratio: '16:9', duration: 2 },
		});
		await expectColour(url, 0.5, { ...MIDDLE, left: 0.2 }, BLUE);
		await expectColour(url, 0.5, { ...MIDDLE, left: 0.7 }, RED);
	});

	it('an edited video, as long as its source', async () => {
		const input = { prompt, video: link('red.mp4'), resolution: '720p' };
		const { seconds } = await probe(await make('wan-video/wan-2.7-videoedit', input));
		expect(seconds).toBeCloseTo(2, 0);
	});

	it('an animated picture, and a replaced one', async () => {
		const input = { video: link('red.mp4'), character_image: link('blue.png'), resolution: '480' };
		const moved = await make('wan-video/wan-2.2-animate-animation', input);
		await expectColour(moved, 1, MIDDLE, BLUE);
		await expectColour(moved, 1, CORNER, RED);
		const replaced = await make('wan-video/wan-2.2-animate-replace', input);
		await expectColour(replaced, 1, MIDDLE, RED);
		await expectColour(replaced, 1, CORNER, BLUE);
	});

	it('a picture that speaks as long as its recording', async () => {
		const input = { prompt, image: link('blue.png'), audio: link('three.wav') };
		const measured = await probe(await make('wan-video/wan-2.2-s2v', input));
		expect(measured.seconds).toBeCloseTo(3, 0);
		expect(measured.audioCodec).toBe('aac');
	});
});

it('fails for a recording that is too short', async () => {
	const input = { prompt: 'A fox', audio: link('second.wav') };
	expect(await client.run('wan-video/wan-2.5-t2v', input)).toMatchObject({
		status: 'failed',
		error: 'The audio must have at least 3 s. (E006)',
	});
});
