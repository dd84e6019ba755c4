import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { MOST_BYTES, Skeleton } from '../../nodes/WanVideo/video/Skeleton';
import { VideoWatch, type VideoFacts } from '../../nodes/WanVideo/video/VideoWatch';
import { encodedSound, encodedVideo, png } from '../support/mediaFiles';
import { judgement } from './judge';

/** @param pieces bytes that come at a time */
function watched(file: Buffer, pieces = 65_536): VideoFacts {
	const watch = new VideoWatch();
	for (let at = 0; at < file.length; at += pieces) watch.feed(file.subarray(at, at + pieces));
	return watch.facts();
}

async function expectAsJudged(file: Buffer) {
	const { seconds, width, height, framesPerSecond, hasSound } = await judgement(file);
	expect(watched(file)).toEqual({
		width,
		height,
		seconds: expect.closeTo(seconds, 1) as unknown,
		fps: expect.closeTo(framesPerSecond, 1) as unknown,
		hasAudio: hasSound,
		bytes: file.length,
	});
}

const FAST = ['-movflags', '+faststart'];
const FRAGMENTS = ['-movflags', 'frag_keyframe+empty_moov', '-g', '10'];

describe('what is in a video that streams by', () => {
	it.each([
		['with its header behind', {}],
		['with its header in front', { options: FAST }],
		['without sound', { sound: false }],
		['of 24000/1001 frames per second', { framesPerSecond: 24000 / 1001 }],
		['in fragments', { options: FRAGMENTS, sound: false }],
	])('is told: %s', async (_, traits) => {
		await expectAsJudged(await encodedVideo('mp4', traits));
	});

	it('is told of a MOV', async () => {
		await expectAsJudged(await encodedVideo('mov'));
	});

	it('is its size alone where it is no MP4', async () => {
		const files = [Buffer.alloc(0), png(), await encodedVideo('webm', { seconds: 0.5 })];
		for (const file of files) expect(watched(file)).toEqual({ bytes: file.length });
	});

	it('is no picture where there is only a sound', async () => {
		const sound = await encodedSound('m4a');
		expect(watched(sound)).toEqual({
			seconds: expect.closeTo(0.5, 1) as unknown,
			hasAudio: true,
			bytes: sound.length,
		});
	});
});

describe('however a video comes', () => {
	let files: Buffer[];
	beforeAll(async () => {
		const tiny = { size: '32x24', seconds: 0.4 };
		files = [
			await encodedVideo('mp4', tiny),
			await encodedVideo('mp4', { ...tiny, options: FAST }),
		];
	});

	it('it is the same, in pieces of any size', () => {
		for (const file of files) {
			const whole = watched(file, file.length);
			expect(whole).toMatchObject({ width: 32, height: 24, hasAudio: true });
			fc.assert(
				fc.property(fc.integer({ min: 1, max: 100 }), (pieces) => {
					expect(watched(file, pieces)).toEqual(whole);
				}),
			);
		}
	});

	it('less is told where it breaks off, and never an error', () => {
		for (const file of files) {
			const whole = watched(file);
			for (let length = 0; length < file.length; length += 7) {
				const facts = watched(file.subarray(0, length));
				expect(facts.bytes).toBe(length);
				expect([undefined, whole.width]).toContain(facts.width);
			}
		}
	});
});

/** The header of a box with more bytes than 32 bits count. */
function longBox(type: string, bytes: number): Buffer {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1);
	header.write(type, 4, 'latin1');
	header.writeBigUInt64BE(BigInt(bytes + header.length), 8);
	return header;
}

describe('of a large video', () => {
	const chunk = Buffer.alloc(1024 * 1024);

	it('only the header is held', async () => {
		const file = await encodedVideo('mp4', { options: FAST, seconds: 0.4 });
		const skeleton = new Skeleton();
		const gigabytes = 5;
		skeleton.feed(longBox('mdat', gigabytes * 1024 * chunk.length));
		for (let megabyte = 0; megabyte < gigabytes * 1024; megabyte++) skeleton.feed(chunk);
		skeleton.feed(file);
		expect(skeleton.hasWhole('moov')).toBe(true);
		expect(skeleton.toBuffer().length).toBeLessThan(10_000);
	});

	it('a header that is too large is not held either, and what is known is told', () => {
		const skeleton = new Skeleton();
		skeleton.feed(longBox('moov', 100 * chunk.length));
		for (let megabyte = 0; megabyte < 100; megabyte++) skeleton.feed(chunk);
		expect(skeleton.isTooLarge).toBe(true);
		expect(skeleton.toBuffer().length).toBeLessThanOrEqual(MOST_BYTES + 8);
		expect(skeleton.bytes).toBe(100 * chunk.length + 16);
	});
});
