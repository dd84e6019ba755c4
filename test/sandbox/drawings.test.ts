import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';
import { difference, meanColour, peakVolume, probe, thumbnail, type Part } from './support/ffmpeg';
import {
	asDataUri,
	makeColour,
	makeMask,
	makeVideo,
	makeWav,
	serve,
	type FileServer,
} from './support/pictures';

jest.setTimeout(60_000);

const WHOLE: Part = { left: 0, top: 0, width: 1, height: 1 };
const MIDDLE: Part = { left: 0.45, top: 0.45, width: 0.1, height: 0.1 };
const LEFT: Part = { left: 0.02, top: 0.3, width: 0.06, height: 0.3 };
const RIGHT: Part = { left: 0.92, top: 0.3, width: 0.06, height: 0.3 };
const TOP: Part = { left: 0.3, top: 0.02, width: 0.3, height: 0.06 };
const BOTTOM: Part = { left: 0.3, top: 0.92, width: 0.3, height: 0.06 };
/** Where what cannot be seen otherwise is shown. */
const CORNER: Part = { left: 0.78, top: 0.78, width: 0.08, height: 0.08 };

const RED = [253, 0, 0];
const BLUE = [0, 0, 254];
const WHITE = [255, 255, 255];

let sandbox: Sandbox;
let client: Client;
let files: FileServer;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0, strict: true });
	client = new Client(sandbox);
	files = await serve({
		'/red.mp4': await makeVideo(),
		'/grey.mp4': await makeVideo({ motif: 'gray' }),
		'/long.mp4': await makeVideo({ seconds: 6 }),
		'/sixteen.mp4': await makeVideo({ seconds: 16 }),
		'/slow.mp4': await makeVideo({ framesPerSecond: 10 }),
		'/small.mp4': await makeVideo({ width: 320, height: 180 }),
		'/strip.mp4': await makeVideo({ width: 2400, height: 240, seconds: 1 }),
		'/film.webm': await makeVideo({ format: 'webm', seconds: 1 }),
		'/moving.mp4': await makeVideo({ motif: 'testsrc' }),
		'/blue.png': await makeColour('blue'),
		'/white.png': await makeColour('white', 400, 400),
		'/mask.png': await makeMask('picture'),
		'/mask.mp4': await makeMask('video'),
		'/short.wav': await makeWav(2),
		'/tone.wav': await makeWav(3),
		'/ten.wav': await makeWav(10),
		'/sixteen.wav': await makeWav(16),
		'/page.html': Buffer.from('<html></html>'),
	});
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));

const link = (name: string) => files.link(`/${name}`);

async function aimlApi(model: string, body: object): Promise<string> {
	const { video, error } = await client.generate({ model, prompt: 'A fox', ...body });
	if (!video) throw new Error(error?.message);
	return video.url;
}

async function muleRouter(model: string, body: object): Promise<string> {
	const vendor = model.startsWith('w3.0') ? 'carrothub' : 'alibaba';
	const { videos, task_info: task } = await client.runTask(
		model,
		{ prompt: 'A fox', ...body },
		vendor,
	);
	if (!videos?.[0]) throw new Error(task.error?.detail);
	return videos[0];
}

const vace = (name: string, body: object) =>
	muleRouter('wan2.1-vace-plus', { model: 'wan2.1-vace-plus', function: name, ...body });
const vaceFun = (name: string, body: object) =>
	aimlApi(`alibaba/wan2.2-vace-fun-a14b-${name}`, { video_url: link('red.mp4'), ...body });

const ofTheSource = { match_input_num_frames: true, match_input_frames_per_second: true };

async function expectColour(video: string, atSeconds: number, part: Part, colour: number[]) {
	expect(awayFrom(await meanColour(video, atSeconds, part), colour)).toBeLessThan(12);
}

async function expectAnotherColour(video: string, atSeconds: number, part: Part, colour: number[]) {
	expect(awayFrom(await meanColour(video, atSeconds, part), colour)).toBeGreaterThan(40);
}

/** How far apart two colours are in the channel where they differ most. */
function awayFrom(one: number[], other: number[]): number {
	return Math.max(...one.map((value, channel) => Math.abs(value - (other[channel] ?? 0))));
}

describe('references', () => {
	it('are seen side by side', async () => {
		const url = await aimlApi('alibaba/wan-2-7-r2v', {
			...{ image_urls: [link('blue.png')], video_urls: [link('red.mp4')] },
			...{ resolution: '720p', duration: 5 },
		});
		for (const second of [0, 3]) {
			await expectColour(url, second, { left: 0.2, top: 0.45, width: 0.1, height: 0.1 }, BLUE);
			await expectColour(url, second, { left: 0.7, top: 0.45, width: 0.1, height: 0.1 }, RED);
			await expectAnotherColour(url, second, { ...TOP, left: 0, width: 1 }, BLUE);
		}
		expect(await probe(url)).toMatchObject({ width: 1280, height: 720, audioCodec: 'aac' });
	});

	it('move when they are videos', async () => {
		const url = await aimlApi('alibaba/wan-2-6-r2v', {
			...{ video_urls: [link('moving.mp4')], resolution: '720p', duration: 5 },
		});
		const frames = await Promise.all([thumbnail(url, 0.1), thumbnail(url, 1.1)]);
		expect(difference(...frames)).toBeGreaterThan(2);
	});

	it('come after the first frame', async () => {
		const url = await aimlApi('alibaba/wan-2-7-r2v', {
			...{ first_frame_image: link('blue.png'), video_urls: [link('red.mp4')] },
			...{ resolution: '720p', duration: 5 },
		});
		await expectColour(url, 0, WHOLE, BLUE);
		await expectColour(url, 4, MIDDLE, RED);
	});

	it('that are sounds are heard one after another', async () => {
		const url = await aimlApi('alibaba/wan-3-0-video', {
			...{ reference_image_urls: [link('white.png')], resolution: '480p', duration: 8 },
			audio_urls: [link('tone.wav'), link('tone.wav')],
		});
		expect(await peakVolume(url, 4)).toBeGreaterThan(-30);
		expect(await peakVolume(url, 6.5)).toBeLessThan(-60);
		await expectColour(url, 6, MIDDLE, WHITE);
		expect((await probe(url)).seconds).toBeCloseTo(8, 1);
	});

	it('of VACE make a silent video of five seconds', async () => {
		const url = await vace('image_reference', { images: [link('blue.png')] });
		await expectColour(url, 2, MIDDLE, BLUE);
		expect(await probe(url)).toMatchObject({ width: 1280, height: 720, audioCodec: undefined });
	});

	it('of Wan 3.0 at MuleRouter give their shape to the video', async () => {
		const url = await muleRouter('w3.0-video', {
			...{ reference_images: [link('white.png')], resolution: '480p', duration: -1 },
		});
		const { width, height, seconds } = await probe(url);
		expect([width, seconds]).toEqual([height, expect.closeTo(5, 1)]);
	});
});

describe('an edited video', () => {
	it.each(['depth', 'pose'])('plays in other colours: %s', async (name) => {
		const url = await vaceFun(name, ofTheSource);
		await expectAnotherColour(url, 1, WHOLE, RED);
		const { seconds, framesPerSecond, audioCodec } = await probe(url);
		expect([seconds, framesPerSecond, audioCodec]).toEqual([expect.closeTo(2, 1), 20, undefined]);
	});

	it('is seen to be edited even if it is grey', async () => {
		const url = await vaceFun('depth', { ...ofTheSource, video_url: link('grey.mp4') });
		const colour = await meanColour(url, 1, WHOLE);
		expect(Math.max(...colour) - Math.min(...colour)).toBeGreaterThan(30);
	});

	it('is as long as it is asked to be, at the rate it is asked for', async () => {
		const url = await vaceFun('depth', { num_frames: 90, frames_per_second: 30 });
		const { seconds, framesPerSecond } = await probe(url);
		expect([seconds, framesPerSecond]).toEqual([expect.closeTo(3, 1), 30]);
	});

	it('changes the more the stronger it is asked to', async () => {
		const model = 'krea/krea-wan-14b/video-to-video';
		const video = asDataUri(await makeVideo(), 'video/mp4');
		const [kept, changed] = await Promise.all(
			[0, 1].map((strength) => aimlApi(model, { video_url: video, strength })),
		);
		await expectColour(kept ?? '', 1, WHOLE, RED);
		await expectAnotherColour(changed ?? '', 1, WHOLE, RED);
		expect((await probe(kept ?? '')).seconds).toBeCloseTo(2, 1);
	});

	it('keeps what is black in the mask', async () => {
		const url = await vaceFun('inpainting', { mask_video_url: link('mask.mp4') });
		await expectColour(url, 1, LEFT, RED);
		await expectAnotherColour(url, 1, RIGHT, RED);
	});

	it('shows a picture where the mask is white', async () => {
		const url = await vaceFun('inpainting', {
			...{ mask_video_url: link('mask.mp4'), image_list: [link('blue.png')] },
		});
		await expectColour(url, 1, LEFT, RED);
		await expectColour(url, 1, RIGHT, BLUE);
	});

	it('takes a mask that is a picture', async () => {
		const url = await vace('video_edit', {
			...{
				video_url: link('red.mp4'),
				mask_image_url: link('mask.png'),
				images: [link('blue.png')],
			},
		});
		for (const second of [0, 1.8]) {
			await expectColour(url, second, LEFT, RED);
			await expectColour(url, second, RIGHT, BLUE);
		}
		expect((await probe(url)).seconds).toBeCloseTo(2, 1);
	});

	it('has borders on the sides that are asked for, and keeps its size within them', async () => {
		const sides = {
			expand_left: true,
			expand_right: false,
			expand_top: true,
			expand_bottom: false,
		};
		const url = await vaceFun('outpainting', { ...sides, expand_ratio: 0.5 });
		await expectAnotherColour(url, 1, LEFT, RED);
		await expectAnotherColour(url, 1, TOP, RED);
		await expectColour(url, 1, { ...RIGHT, top: 0.5 }, RED);
		await expectColour(url, 1, { ...BOTTOM, left: 0.6 }, RED);
		const { width, height } = await probe(url);
		expect(width / height).toBeCloseTo(16 / 9, 1);
	});

	it('has borders as wide as its scales say', async () => {
		const url = await vace('video_outpainting', { video_url: link('red.mp4'), right_scale: 2 });
		expect(await probe(url)).toMatchObject({ width: 960, height: 360 });
		await expectColour(url, 1, { left: 0.55, top: 0.3, width: 0.1, height: 0.4 }, RED);
		await expectAnotherColour(url, 1, { left: 0.69, top: 0.3, width: 0.05, height: 0.4 }, RED);
	});

	it('is made of videos that do not tell their length', async () => {
		const url = await vaceFun('pose', { video_url: link('film.webm'), num_frames: 32 });
		expect((await probe(url)).seconds).toBeCloseTo(2, 1);
	});

	it('has another shape, and all of it is there', async () => {
		const url = await vaceFun('reframe', { aspect_ratio: '9:16' });
		expect(await probe(url)).toMatchObject({ width: 480, height: 832 });
		await expectColour(url, 1, MIDDLE, RED);
		await expectAnotherColour(url, 1, TOP, RED);
		await expectAnotherColour(url, 1, BOTTOM, RED);
	});

	it('is not enlarged, and shows what it is repainted with', async () => {
		const url = await vace('video_repainting', {
			...{ video_url: link('small.mp4'), control_condition: 'depth', images: [link('blue.png')] },
		});
		expect(await probe(url)).toMatchObject({ width: 320, height: 180 });
		await expectAnotherColour(url, 1, LEFT, RED);
		await expectColour(url, 1, CORNER, BLUE);
	});
});

describe('an animated picture', () => {
	const body = () => ({
		...{ image_url: link('white.png'), video_url: link('red.mp4') },
		// It has none.
		prompt: undefined,
	});

	it('has the shape of the picture when it moves, and shows the video as well', async () => {
		const url = await aimlApi('alibaba/wan2.2-14b-animate-move', body());
		const { width, height, seconds, framesPerSecond } = await probe(url);
		expect([width, seconds, framesPerSecond]).toEqual([height, expect.closeTo(2, 1), 20]);
		await expectColour(url, 1, MIDDLE, WHITE);
		await expectColour(url, 1, CORNER, RED);
	});

	it('has the shape of the video when it replaces somebody in it, and shows the picture', async () => {
		const url = await aimlApi('alibaba/wan2.2-14b-animate-replace', body());
		const { width, height } = await probe(url);
		expect(width / height).toBeCloseTo(16 / 9, 1);
		await expectColour(url, 1, MIDDLE, RED);
		await expectColour(url, 1, CORNER, WHITE);
	});
});

describe('an extended video', () => {
	it('begins with the clip and goes on', async () => {
		const url = await vace('video_extension', { first_clip_url: link('red.mp4') });
		for (const second of [0, 1.8]) await expectColour(url, second, WHOLE, RED);
		await expectAnotherColour(url, 3.5, WHOLE, RED);
		expect((await probe(url)).seconds).toBeCloseTo(5, 1);
	});

	it('goes from a picture to a clip, and shows the motion in between', async () => {
		const url = await vace('video_extension', {
			...{ first_frame_url: link('blue.png'), last_clip_url: link('small.mp4') },
			...{ video_url: link('red.mp4'), control_condition: 'depth' },
		});
		await expectColour(url, 0, WHOLE, BLUE);
		await expectColour(url, 2.2, CORNER, RED);
		await expectAnotherColour(url, 2.2, LEFT, RED);
		for (const second of [3.2, 4.8]) await expectColour(url, second, WHOLE, RED);
	});
});

it('arrives at a last frame that has no first one', async () => {
	const url = await muleRouter('w3.0-video', { last_frame: link('blue.png'), resolution: '480p' });
	await expectAnotherColour(url, 0, WHOLE, BLUE);
	await expectColour(url, 4.8, WHOLE, BLUE);
});

it.each([
	['2k', '2560x1440'],
	['4k', '3840x2160'],
])('is as large as %s', async (resolution, size) => {
	const url = await muleRouter('w3.0-video-pro', { resolution, ratio: '16:9', duration: 2 });
	const { width, height } = await probe(url);
	expect(`${width}x${height}`).toBe(size);
});

describe('media that cannot be used fail the generation, as', () => {
	const wan30 = (body: object) =>
		muleRouter('w3.0-video', { resolution: '480p', ratio: '16:9', duration: 15, ...body });

	it.each([
		[
			'a page is no video',
			() => vaceFun('pose', { video_url: link('page.html') }),
			'it is no video',
		],
		[
			'a picture is no video',
			() => vaceFun('pose', { video_url: link('blue.png') }),
			'it is no video',
		],
		[
			'a sound is no video',
			() => vaceFun('pose', { video_url: link('tone.wav') }),
			'it is no video',
		],
		['nothing is there', () => vaceFun('pose', { video_url: link('none.mp4') }), 'it answers 404'],
		[
			'a video is no picture',
			() => aimlApi('alibaba/wan-2-7-r2v', { image_urls: [link('red.mp4')], resolution: '720p' }),
			'The image cannot be read',
		],
		[
			'Wan 3.0 takes 15 s of videos together',
			() =>
				aimlApi('alibaba/wan-3-0-video', {
					...{ video_urls: Array(3).fill(link('long.mp4')), resolution: '480p' },
				}),
			'The videos must not be longer than 15 s together; they have 18.0 s',
		],
		[
			'Wan 3.0 takes 15 s of sounds together',
			() =>
				aimlApi('alibaba/wan-3-0-video', {
					...{ audio_urls: Array(2).fill(link('ten.wav')), resolution: '480p' },
				}),
			'The recordings must not be longer than 15 s together',
		],
		[
			'Wan 3.0 makes and takes 30 s together',
			() =>
				aimlApi('alibaba/wan-3-0-video', {
					...{ video_urls: [link('long.mp4')], resolution: '480p', duration: 25 },
				}),
			'must not be longer than 30 s together',
		],
		[
			"a video is longer than one of MuleRouter's may be",
			() => wan30({ reference_videos: [link('sixteen.mp4')] }),
			'must not be longer than 15 s; it has 16.0 s',
		],
		[
			"a sound is longer than one of MuleRouter's may be",
			() => wan30({ reference_audios: [link('sixteen.wav')] }),
			'must not be longer than 15 s; it has 16.0 s',
		],
		[
			'a video is too small',
			() => wan30({ reference_videos: [link('small.mp4')] }),
			'240 to 4096 px; it is 320x180',
		],
		[
			'a video is too long a strip',
			() => wan30({ reference_videos: [link('strip.mp4')] }),
			'more than 8 times',
		],
		[
			'a video is neither MP4 nor MOV',
			() => wan30({ reference_videos: [link('film.webm')] }),
			'must be MP4 or MOV',
		],
		[
			'VACE takes five seconds',
			() => vace('video_edit', { video_url: link('long.mp4') }),
			'must not be longer than 5 s',
		],
		[
			'VACE takes no slow videos',
			() => vace('video_outpainting', { video_url: link('slow.mp4') }),
			'at least 16 frames per second',
		],
		[
			'VACE goes on from three seconds',
			() => vace('video_extension', { first_clip_url: link('long.mp4') }),
			'must not be longer than 3 s',
		],
		[
			'VACE goes from and to three seconds together',
			() =>
				vace('video_extension', {
					first_clip_url: link('red.mp4'),
					last_clip_url: link('red.mp4'),
				}),
			'The first and the last clip must not be longer than 3 s together',
		],
		[
			'a sound is shorter than three seconds',
			() => muleRouter('wan2.5-t2v-preview', { audio_url: link('short.wav') }),
			'The audio must have at least 3 s',
		],
	])('%s', async (_case, make, reason) => {
		await expect(make()).rejects.toThrow(reason);
	});
});
