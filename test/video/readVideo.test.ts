import { beforeAll, describe, expect, it } from '@jest/globals';

import { BoxWalk } from '../../nodes/WanVideo/video/boxes';
import { readVideo } from '../../nodes/WanVideo/video/readVideo';
import {
	encodedPicture,
	encodedSound,
	encodedVideo,
	png,
	turnedVideo,
	wav,
} from '../support/mediaFiles';
import { judgement } from './judge';

async function expectAsJudged(video: Buffer, type = 'video/mp4') {
	const judged = await judgement(video);
	const read = readVideo(video);
	expect(read).toEqual({
		type,
		...judged,
		seconds: expect.closeTo(judged.seconds, 1) as unknown,
		// Programs differ in how long the last frame of a fragmented video is.
		framesPerSecond: expect.closeTo(judged.framesPerSecond, 0) as unknown,
	});
	return read;
}

describe('the header of an MP4', () => {
	it.each([
		['at the end', []],
		['in front', ['-movflags', '+faststart']],
		['without sound', ['-an']],
		['with pixels that are not square', ['-vf', 'setsar=4/3']],
		[
			'with frames of different lengths',
			['-vf', 'select=not(mod(n\\,3))+lt(n\\,20)', '-vsync', 'vfr'],
		],
		['in fragments, its lengths in front', ['-movflags', 'frag_keyframe+dash', '-g', '10']],
		['in fragments from the first on', ['-movflags', 'frag_keyframe+empty_moov', '-g', '10']],
		['in fragments after the first', ['-movflags', 'frag_keyframe', '-g', '10']],
		[
			'in fragments with the usual values apart',
			['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-g', '10'],
		],
		['in fragments without sound', ['-movflags', 'frag_keyframe+empty_moov', '-g', '10', '-an']],
		['of a phone', ['-f', '3gp', '-an']],
	])('is read: %s', async (_, options) => {
		await expectAsJudged(await encodedVideo('mp4', { options }));
	});

	it.each([
		[90, 240, 320],
		[180, 320, 240],
		[270, 240, 320],
	] as const)('is read: turned by %i degrees', async (degrees, width, height) => {
		const video = await turnedVideo(await encodedVideo('mp4'), degrees);
		expect(await expectAsJudged(video)).toMatchObject({ width, height });
	});

	it.each(['2x2', '321x241', '1080x1920', '4096x240'])('is read: of %s pixels', async (size) => {
		// Colours for every pixel, for sizes that are odd.
		const options = ['-pix_fmt', 'yuv444p'];
		const read = await expectAsJudged(await encodedVideo('mp4', { size, seconds: 0.2, options }));
		expect(`${String(read?.width)}x${String(read?.height)}`).toBe(size);
	});

	it.each([1, 16, 30000 / 1001, 60])(
		'is read: of %f frames per second',
		async (framesPerSecond) => {
			const read = await expectAsJudged(
				await encodedVideo('mp4', { framesPerSecond, sound: false }),
			);
			expect(read?.framesPerSecond).toBeCloseTo(framesPerSecond, 1);
		},
	);

	it('is read: of many seconds', async () => {
		const options = ['-vf', 'scale=32:24'];
		const read = await expectAsJudged(
			await encodedVideo('mp4', { seconds: 90, framesPerSecond: 2, options }),
		);
		expect(read?.seconds).toBeCloseTo(90, 0);
	});
});

describe('the header of a MOV', () => {
	it.each([
		['at the end', []],
		['in front', ['-movflags', '+faststart']],
		['without compression', ['-vf', 'scale=32:24', '-c:v', 'rawvideo', '-c:a', 'pcm_s16le']],
	])('is read: %s', async (_, options) => {
		await expectAsJudged(await encodedVideo('mov', { options }), 'video/quicktime');
	});

	it('is read: with a track of time codes', async () => {
		const options = ['-timecode', '01:00:00:00'];
		const video = await encodedVideo('mov', { options });
		expect(video.includes('tmcd')).toBe(true);
		await expectAsJudged(video, 'video/quicktime');
	});
});

it.each([
	['webm', 'video/webm'],
	['mkv', 'video/x-matroska'],
	['avi', 'video/x-msvideo'],
] as const)('of a file that ends in .%s, its type is told', async (extension, type) => {
	expect(readVideo(await encodedVideo(extension, { seconds: 0.5 }))).toEqual({ type });
});

it.each([
	['nothing', () => Buffer.alloc(0)],
	['text', () => Buffer.from('Once upon a time, there was a boat on the sea')],
	['zeros', () => Buffer.alloc(5000)],
	['a picture', () => png()],
	['a sound', () => wav()],
	['an MP3', async () => await encodedSound('mp3')],
	['a WebP', async () => await encodedPicture('webp')],
	[
		'a picture of a phone (HEIC)',
		() => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
	],
	[
		'a picture of a phone behind a free box',
		() => Buffer.from('\0\0\0\x08free\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
	],
])('%s is no video', async (_, file) => {
	expect(readVideo(await file())).toBeUndefined();
});

it('a sound in a container of video has no picture', async () => {
	const sound = await encodedSound('m4a', true, { seconds: 1 });
	expect(readVideo(sound)).toMatchObject({
		type: 'video/mp4',
		seconds: expect.closeTo(1, 1) as unknown,
		width: undefined,
		hasPicture: false,
		hasSound: true,
	});
});

describe('a video that is not as encoders write it', () => {
	let headerFirst: Buffer;
	let headerLast: Buffer;
	const asRead = { type: 'video/mp4', width: 320, height: 240, hasPicture: true, hasSound: true };

	beforeAll(async () => {
		headerFirst = await encodedVideo('mp4', { options: ['-movflags', '+faststart'] });
		headerLast = await encodedVideo('mp4');
	});

	const placeOf = (video: Buffer, type: string) => {
		const box = [...new BoxWalk().boxesIn(video)].find((each) => each.type === type);
		if (!box) throw new Error(`There is no ${type}`);
		return box;
	};

	it('is read though it does not name its type, as MP4', () => {
		const { end } = placeOf(headerFirst, 'ftyp');
		expect(readVideo(headerFirst.subarray(end))).toMatchObject(asRead);
		expect(readVideo(headerLast.subarray(end))).toMatchObject(asRead);
	});

	it('is read though its type stands behind another box', () => {
		const empty = Buffer.from('\0\0\0\x08wide', 'latin1');
		const quickTime = Buffer.from(headerFirst);
		quickTime.write('qt  ', 8, 'latin1');
		expect(readVideo(Buffer.concat([empty, quickTime]))).toMatchObject({
			...asRead,
			type: 'video/quicktime',
		});
	});

	it('is read behind pictures of more bytes than 32 bits count', () => {
		const { start, end } = placeOf(headerLast, 'mdat');
		const length = Buffer.alloc(16);
		length.writeUInt32BE(1);
		length.write('mdat', 4, 'latin1');
		length.writeBigUInt64BE(BigInt(end - start + 8), 8);
		const long = Buffer.concat([
			headerLast.subarray(0, start),
			length,
			headerLast.subarray(start + 8),
		]);
		expect(readVideo(long)).toMatchObject(asRead);
	});

	it('is read before pictures that go on to the end', () => {
		const open = Buffer.from(headerFirst);
		open.writeUInt32BE(0, placeOf(open, 'mdat').start);
		expect(readVideo(open)).toMatchObject(asRead);
	});

	it('is read though it breaks off in its pictures', () => {
		expect(readVideo(headerFirst.subarray(0, -1000))).toMatchObject(asRead);
	});

	it('has only a type where it breaks off before its header', () => {
		const { start } = placeOf(headerLast, 'moov');
		expect(readVideo(headerLast.subarray(0, start))).toEqual({ type: 'video/mp4' });
	});

	it.each([
		['mvhd', 12, 0, { seconds: undefined }],
		['mvhd', 16, 0xffff_ffff, { seconds: undefined }],
		['mvhd', 16, 0, { seconds: undefined }],
		['tkhd', 76, 0, { width: undefined, height: 240 }],
		['stts', 8, 0, { framesPerSecond: undefined }],
		['stts', 12, 0, { framesPerSecond: undefined }],
	])('leaves out what %s, byte %i, says with %i', (type, offset, value, expected) => {
		const file = Buffer.from(headerFirst);
		file.writeUInt32BE(value, file.indexOf(type) + 4 + offset);
		expect(readVideo(file)).toMatchObject(expected);
	});

	it('takes no count of its frames for longer than the box is', () => {
		const file = Buffer.from(headerFirst);
		file.writeUInt32BE(0xffff_ffff, file.indexOf('stts') + 8);
		expect(readVideo(file)).toEqual(readVideo(headerFirst));
	});

	it('is as long as it says in front, where it is in fragments', async () => {
		const options = ['-movflags', 'frag_keyframe+empty_moov', '-g', '10'];
		const video = await encodedVideo('mp4', { options });
		// The length in all: 90 seconds of the movie's clock, which ticks a thousand times in each.
		const length = Buffer.from('\0\0\0\x10mehd\0\0\0\0\0\0\0\0', 'latin1');
		length.writeUInt32BE(90_000, 12);
		const inside = video.indexOf('mvex') + 4;
		for (const size of [inside - 8, placeOf(video, 'moov').start]) {
			video.writeUInt32BE(video.readUInt32BE(size) + length.length, size);
		}
		const told = Buffer.concat([video.subarray(0, inside), length, video.subarray(inside)]);
		expect(readVideo(told)).toMatchObject({ ...asRead, seconds: 90 });
	});

	it('tells no length where a fragment breaks off', async () => {
		// Frames of different lengths, so that each has its own in the fragment.
		const filter = ['-vf', 'select=not(mod(n\\,3))+lt(n\\,20)', '-vsync', 'vfr'];
		const options = [...filter, '-movflags', 'frag_keyframe+empty_moov'];
		const video = await encodedVideo('mp4', { sound: false, options });
		const broken = video.subarray(0, video.indexOf('trun') + 40);
		expect(readVideo(broken)).toMatchObject({ width: 320, seconds: undefined });
	});

	it('is read by the track that is played, where there are several', async () => {
		const options = [
			...['-filter_complex', '[0:v]split[a][b];[a]scale=64:48[small]', '-map', '[small]'],
			...['-map', '[b]', '-disposition:v:0', '0', '-disposition:v:1', 'default'],
		];
		const video = await encodedVideo('mp4', { options, sound: false });
		expect(readVideo(video)).toMatchObject({ width: 320, height: 240 });
	});
});
