import { describe, expect, it } from '@jest/globals';

import { fieldsFor, problemWith } from '../support/requests';
import { useOf } from '../support/uses';

const wan26 = useOf('muleRouter', 'textToVideo', 'wan2.6-t2v');
const wan30 = useOf('aimlApi', 'textToVideo', 'alibaba/wan-3-0-video');
const wan30OfMuleRouter = useOf('muleRouter', 'textToVideo', 'w3.0-video');
const krea = useOf('aimlApi', 'textToVideo', 'krea/krea-wan-14b/text-to-video');
const kreaEdit = useOf('aimlApi', 'editVideo', 'krea/krea-wan-14b/video-to-video');
const vace = useOf('muleRouter', 'editVideo', 'wan2.1-vace-plus');

const prompt = 'A boat';
const video = 'https://example.com/a.mp4';

describe('a seed', () => {
	it.each([
		[-1, 'Seed must be from 0 to 2147483647, but it is -1'],
		[2147483648, 'Seed must be from 0 to 2147483647, but it is 2147483648'],
		[1.5, 'Seed must be a whole number, but it is 1.5'],
		['random', 'Seed must be a whole number, but it is "random"'],
	])('of %p is turned away, with what it may be', (seed, message) => {
		expect(problemWith(wan26, { prompt, seed })).toMatchObject({ kind: 'invalidInput', message });
	});
});

describe('a length in seconds', () => {
	it.each([
		{ use: wan30, duration: 2 },
		{ use: wan30, duration: 17 },
		{ use: wan30, duration: '30' },
		{ use: wan30OfMuleRouter, duration: 2 },
		{ use: wan30OfMuleRouter, duration: 30 },
		{ use: wan30OfMuleRouter, duration: -1 },
		{ use: wan30OfMuleRouter, duration: '-1' },
	])(
		'is any from 2 to 30, and -1 where the model can choose: $duration for $use.id',
		({ use, duration }) => {
			expect(fieldsFor(use, { prompt, duration })).toEqual({ prompt, duration: Number(duration) });
		},
	);

	it.each([1, 31, 0, -1])('of %i is turned away by Wan 3.0 on AI/ML API', (duration) => {
		expect(problemWith(wan30, { prompt, duration })).toMatchObject({
			kind: 'invalidInput',
			message: `Duration must be from 2 to 30, but it is ${duration}`,
		});
	});

	it.each([1, 31, 0, -2])('of %i is turned away by Wan 3.0 on MuleRouter', (duration) => {
		expect(problemWith(wan30OfMuleRouter, { prompt, duration })).toMatchObject({
			kind: 'invalidInput',
			message: `Duration must be from 2 to 30, or -1 (the model chooses), but it is ${duration}`,
		});
	});

	it('that a model does not offer is turned away with those that it has', () => {
		expect(problemWith(wan26, { prompt, duration: 7 })).toMatchObject({
			message: 'Wan 2.6 does not offer Duration 7',
			details: { description: 'Choose one of: 5, 10, 15.' },
		});
	});
});

describe('a number of frames', () => {
	it.each([18, 30, 78, '162'])('goes in steps: %p', (frames) => {
		expect(fieldsFor(krea, { prompt, frames })).toEqual({ prompt, num_frames: Number(frames) });
	});

	it.each([19, 24, 36, 161])('of %i between two steps is turned away', (frames) => {
		expect(problemWith(krea, { prompt, frames })).toMatchObject({
			kind: 'invalidInput',
			message: `Krea Wan 14B does not offer Number of Frames ${frames}`,
			details: { description: 'It goes in steps of 12: 18, 30, 42 …' },
		});
	});

	it.each([6, 174])('of %i on a step out of the range is turned away', (frames) => {
		expect(problemWith(krea, { prompt, frames }).message).toBe(
			`Number of Frames must be from 18 to 162, but it is ${frames}`,
		);
	});
});

describe('a part', () => {
	it.each([0, 0.85, '0.5', 1])('of %p is taken', (strength) => {
		expect(fieldsFor(kreaEdit, { prompt, video, strength })).toMatchObject({
			strength: Number(strength),
		});
	});

	it.each([
		{
			use: kreaEdit,
			settings: { strength: 1.01 },
			message: 'Strength must be from 0 to 1, but it is 1.01',
		},
		{
			use: kreaEdit,
			settings: { strength: 'much' },
			message: 'Strength must be a number, but it is "much"',
		},
		{
			use: vace,
			settings: { function: 'video_outpainting', topScale: 0.9 },
			message: 'Top Scale must be from 1 to 2, but it is 0.9',
		},
		{
			use: vace,
			settings: { function: 'video_edit', maskFrame: 0 },
			message: 'Mask Frame must be at least 1, but it is 0',
		},
	])('out of the range is turned away: $message', ({ use, settings, message }) => {
		expect(problemWith(use, { prompt, video, ...settings })).toMatchObject({
			kind: 'invalidInput',
			message,
		});
	});
});
