import { describe, expect, it } from '@jest/globals';

import {
	readFullDuration,
	readTimes,
	readTrackHeader,
} from '../../nodes/WanVideo/video/movieBoxes';

/** A box's content of 32-bit words. */
function words(...values: number[]): Buffer {
	const content = Buffer.alloc(values.length * 4);
	values.forEach((value, index) => content.writeUInt32BE(value, index * 4));
	return content;
}

const LONG = 0x0100_0000;
const TRACK_IS_PLAYED = 1;
const pixels = (count: number) => count * 0x1_0000;
const upright = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

// No encoder at hand writes these: they are for films of more than thirteen hours, and some write them always.
describe('a box with long numbers', () => {
	it('tells a time', () => {
		const box = words(LONG, 0, 1, 0, 1, 1000, 1, 5000);
		expect(readTimes(box)).toEqual({ timescale: 1000, duration: 2 ** 32 + 5000 });
	});

	it('tells no time of all ones', () => {
		const box = words(LONG, 0, 1, 0, 1, 1000, 0xffff_ffff, 0xffff_ffff);
		expect(readTimes(box)).toEqual({ timescale: 1000, duration: 0 });
	});

	it('tells a track', () => {
		const box = words(
			...[LONG + TRACK_IS_PLAYED, 0, 1, 0, 1, 7, 0, 0, 5000],
			...[0, 0, 0, 0, ...upright, pixels(1280), pixels(720)],
		);
		expect(readTrackHeader(box)).toEqual({ id: 7, enabled: true, width: 1280, height: 720 });
	});

	it('tells the length of all fragments', () => {
		expect(readFullDuration(words(LONG, 1, 5000))).toBe(2 ** 32 + 5000);
	});
});

describe('a box with short numbers', () => {
	it('tells the length of all fragments', () => {
		expect(readFullDuration(words(0, 5000))).toBe(5000);
	});
});

describe('a box that is too short', () => {
	it.each([0, LONG])('tells nothing, in version %i', (version) => {
		expect(readTimes(words(version, 0, 0, 1000))).toBeUndefined();
		expect(readTrackHeader(words(version, 0, 0, 7))).toBeUndefined();
		expect(readFullDuration(words(version))).toBeUndefined();
	});
});
