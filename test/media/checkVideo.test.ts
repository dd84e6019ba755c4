import { beforeAll, describe, expect, it } from '@jest/globals';

import { checkVideo } from '../../nodes/WanVideo/media/checkVideo';
import type { VideoLimits } from '../../nodes/WanVideo/models/MediaLimits';
import {
	encodedPicture,
	encodedSound,
	encodedVideo,
	png,
	turnedVideo,
} from '../support/mediaFiles';
import { problemOf } from './problemOf';

const types = ['video/mp4', 'video/quicktime'];
const LABEL = 'Reference Video 2';

const refused = (bytes: Buffer, limits: Partial<VideoLimits>) =>
	problemOf(() => checkVideo(bytes, { types, ...limits }, LABEL));

describe('a video of 320 × 240 pixels, two seconds and 25 frames per second', () => {
	let video: Buffer;

	beforeAll(async () => {
		video = await encodedVideo('mp4', { sound: false });
	});

	it('is taken without limits, and told', () => {
		expect(checkVideo(video, { types }, LABEL)).toEqual({
			type: 'video/mp4',
			seconds: 2,
			width: 320,
			height: 240,
			framesPerSecond: 25,
			hasPicture: true,
			hasSound: false,
		});
	});

	it('is taken at the edge of every limit', () => {
		const limits: VideoLimits = {
			types,
			maxBytes: video.length,
			seconds: { minimum: 2, maximum: 2 },
			side: { minimum: 240, maximum: 320 },
			maxRatio: 4 / 3,
			framesPerSecond: { minimum: 25 },
		};
		expect(checkVideo(video, limits, LABEL).type).toBe('video/mp4');
	});

	it.each<[VideoLimits['seconds'], string, string]>([
		[{ minimum: 3, maximum: 30 }, 'from 3 to 30', 'Take a longer one.'],
		[{ minimum: 3 }, 'at least 3', 'Take a longer one.'],
		[{ minimum: 1, maximum: 1.5 }, 'from 1 to 1.5', 'Shorten it first, or take a part of it.'],
		[{ maximum: 1 }, 'at most 1', 'Shorten it first, or take a part of it.'],
	])('is too short or too long for %j', (seconds, range, description) => {
		expect(refused(video, { seconds })).toEqual({
			message: `Reference Video 2 is 2 seconds long, and it must be ${range}`,
			description,
		});
	});

	it.each<[VideoLimits['side'], string]>([
		[{ minimum: 241, maximum: 4096 }, 'from 241 to 4096'],
		[{ minimum: 100, maximum: 319 }, 'from 100 to 319'],
		[{ minimum: 360 }, 'at least 360'],
		[{ maximum: 300 }, 'at most 300'],
	])('has wrong sides for %j', (side, range) => {
		expect(refused(video, { side })).toEqual({
			message: `Reference Video 2 is 320 × 240 pixels, and both sides must be ${range}`,
			description: 'Save it with another resolution first.',
		});
	});

	it('is too wide for a ratio', () => {
		expect(refused(video, { maxRatio: 1.3 })).toEqual({
			message:
				'Reference Video 2 is 320 × 240 pixels, and its longer side must be at most 1.3 times the shorter one',
			description: 'Crop it first.',
		});
	});

	it('has too few frames', () => {
		expect(refused(video, { framesPerSecond: { minimum: 26 } })).toEqual({
			message: 'Reference Video 2 has 25 frames per second, and it must have at least 26',
			description: 'Save it with a higher frame rate first.',
		});
	});

	it.each([
		[100 * 1024, '100 KB more', '100.1', '100'],
		[1, 'a byte more', 'just over 100', '100'],
	])('is too large by %i bytes', (more, _, size, allowed) => {
		const maxBytes = 100 * 1024 * 1024;
		const large = Buffer.alloc(maxBytes + more);
		expect(refused(large, { maxBytes })).toEqual({
			message: `Reference Video 2 is too large: ${size} MB, and ${allowed} MB are allowed`,
			description: 'Shorten it first, or save it with a lower resolution or bit rate.',
		});
	});

	it('is of a type that is not taken', () => {
		expect(refused(video, { types: ['video/quicktime', 'video/webm'] })).toEqual({
			message: 'Reference Video 2 is not a video this provider takes (it is MP4)',
			description: "It takes MOV and WEBM. The file's content counts, not its name.",
		});
	});
});

it('a turned video is held against the limits as it is shown', async () => {
	const video = await turnedVideo(await encodedVideo('mp4'), 90);
	expect(refused(video, { side: { minimum: 360 } })?.message).toContain('240 × 320 pixels');
});

it('some hundredths of a second with which an encoder ends are not too long', async () => {
	const video = await encodedVideo('mp4', { seconds: 2 });
	const { seconds } = checkVideo(video, { types, seconds: { maximum: 2 } }, LABEL);
	expect(seconds).toBeGreaterThan(2);
});

it('a last frame that waits for the sound makes no frame rate too low', async () => {
	const options = ['-movflags', 'frag_keyframe+empty_moov'];
	const video = await encodedVideo('mp4', { framesPerSecond: 16, seconds: 2, options });
	const limits = { types, framesPerSecond: { minimum: 16 } };
	expect(checkVideo(video, limits, LABEL).framesPerSecond).toBeLessThan(16);
});

it('one second and one frame are said so', async () => {
	const video = await encodedVideo('mp4', { framesPerSecond: 1, seconds: 1, sound: false });
	expect(refused(video, { seconds: { minimum: 2 } })?.message).toContain('is 1 second long');
	expect(refused(video, { framesPerSecond: { minimum: 16 } })?.message).toContain(
		'has 1 frame per second',
	);
});

it.each([
	['webm', 'WEBM'],
	['mkv', 'MKV'],
	['avi', 'AVI'],
] as const)(
	'a file that ends in .%s is no video where MP4 and MOV are taken',
	async (extension, name) => {
		expect(refused(await encodedVideo(extension, { seconds: 0.2 }), {})).toEqual({
			message: `Reference Video 2 is not a video this provider takes (it is ${name})`,
			description: "It takes MP4 and MOV. The file's content counts, not its name.",
		});
	},
);

it('what the header does not tell is the provider’s to check', async () => {
	const avi = await encodedVideo('avi', { seconds: 0.2 });
	const limits: VideoLimits = {
		types: ['video/x-msvideo'],
		seconds: { minimum: 5 },
		side: { minimum: 1000 },
		maxRatio: 1,
		framesPerSecond: { minimum: 60 },
	};
	expect(checkVideo(avi, limits, LABEL)).toEqual({ type: 'video/x-msvideo' });
});

it('a sound in a video’s container is said to be one', async () => {
	expect(refused(await encodedSound('m4a'), {})?.message).toBe(
		'Reference Video 2 is not a video this provider takes (it is a sound)',
	);
});

it.each([
	['nothing', () => Buffer.alloc(0)],
	['text', () => Buffer.from('Once upon a time')],
	['a PNG', () => png()],
	['a GIF', async () => await encodedPicture('gif')],
	['an MP3', async () => await encodedSound('mp3')],
])('%s is no video', async (_, file) => {
	expect(refused(await file(), {})).toEqual({
		message: 'Reference Video 2 is not a video this provider takes',
		description: "It takes MP4 and MOV. The file's content counts, not its name.",
	});
});
