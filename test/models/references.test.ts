import { describe, expect, it } from '@jest/globals';

import { type Reference, References } from '../../nodes/WanVideo/models/references';
import { referencesOf } from '../support/referenceArbitraries';
import { fieldsFor, problemWith } from '../support/requests';
import { useOf } from '../support/uses';

const wan30 = useOf('aimlApi', 'referenceToVideo', 'alibaba/wan-3-0-video');
const wan27 = useOf('aimlApi', 'referenceToVideo', 'alibaba/wan-2-7-r2v');
const wan26 = useOf('aimlApi', 'referenceToVideo', 'alibaba/wan-2-6-r2v');
const inpainting = useOf('aimlApi', 'editVideo', 'alibaba/wan2.2-vace-fun-a14b-inpainting');
const wan30OfMuleRouter = useOf('muleRouter', 'referenceToVideo', 'w3.0-video-pro');
const vace = useOf('muleRouter', 'referenceToVideo', 'wan2.1-vace-plus');
const vaceEdit = useOf('muleRouter', 'editVideo', 'wan2.1-vace-plus');
const wan27OfAlibaba = useOf('alibabaCloud', 'referenceToVideo', 'wan2.7-r2v');
const wan26OfAlibaba = useOf('alibabaCloud', 'referenceToVideo', 'wan2.6-r2v');

const prompt = 'A boat';
const of = (...lists: Reference[][]) => new References(lists.flat());
const background = (number: number) =>
	referencesOf('image', number).map((one): Reference => ({ ...one, role: 'background' }));

describe('references', () => {
	it('stand in a list for each kind, in their order', () => {
		const [first, second] = referencesOf('image', 2) as [Reference, Reference];
		const references = of([second], referencesOf('video', 1), [first], referencesOf('audio', 1));
		expect(fieldsFor(wan30, { prompt, references })).toEqual({
			prompt,
			reference_image_urls: ['https://example.com/image-1', 'https://example.com/image-0'],
			video_urls: ['https://example.com/video-0'],
			audio_urls: ['https://example.com/audio-0'],
		});
	});

	it('are asked for where there are none', () => {
		expect(problemWith(wan30, { prompt })).toMatchObject({
			message: 'There are no references',
			details: {
				description:
					'Add one. For a list by an expression, set Specify References to Using a List.',
			},
		});
	});

	it('may be left out where an operation does without', () => {
		const settings = { prompt, video: 'https://example.com/a.mp4' };
		expect(fieldsFor(inpainting, settings)).not.toHaveProperty('image_list');
	});

	it.each([
		{ use: wan26, kind: 'image', names: 'Wan 2.6 takes no pictures', taken: 'videos' },
		{ use: wan26, kind: 'audio', names: 'Wan 2.6 takes no sounds', taken: 'videos' },
		{ use: wan27, kind: 'audio', names: 'Wan 2.7 takes no sounds', taken: 'pictures and videos' },
		{ use: vace, kind: 'video', names: 'Wan 2.1 VACE Plus takes no videos', taken: 'pictures' },
	] as const)('of another kind are turned away: $names', ({ use, kind, names, taken }) => {
		expect(problemWith(use, { prompt, references: of(referencesOf(kind, 1)) })).toMatchObject({
			kind: 'invalidInput',
			message: `${names} as references`,
			details: {
				description: `It takes ${taken}. Remove the others, or choose another model.`,
			},
		});
	});
});

describe('too many references', () => {
	it.each([
		{ use: wan30, kind: 'image', maximum: 10, names: 'Wan 3.0 takes at most 10 pictures' },
		{ use: wan30, kind: 'video', maximum: 5, names: 'Wan 3.0 takes at most 5 videos' },
		{ use: wan30, kind: 'audio', maximum: 5, names: 'Wan 3.0 takes at most 5 sounds' },
		{ use: wan27, kind: 'image', maximum: 5, names: 'Wan 2.7 takes at most 5 pictures' },
		{ use: wan27, kind: 'video', maximum: 5, names: 'Wan 2.7 takes at most 5 videos' },
		{ use: wan26, kind: 'video', maximum: 3, names: 'Wan 2.6 takes at most 3 videos' },
		{
			use: wan30OfMuleRouter,
			kind: 'image',
			maximum: 10,
			names: 'Wan 3.0 Pro takes at most 10 pictures',
		},
		{
			use: wan30OfMuleRouter,
			kind: 'video',
			maximum: 5,
			names: 'Wan 3.0 Pro takes at most 5 videos',
		},
		{
			use: wan30OfMuleRouter,
			kind: 'audio',
			maximum: 5,
			names: 'Wan 3.0 Pro takes at most 5 sounds',
		},
		{
			use: vace,
			kind: 'image',
			maximum: 3,
			names: 'Wan 2.1 VACE Plus takes at most 3 pictures',
		},
	] as const)('of a kind are turned away: $names', ({ use, kind, maximum, names }) => {
		const most = fieldsFor(use, { prompt, references: of(referencesOf(kind, maximum)) });
		const lists = Object.values(most).filter((value) => Array.isArray(value));
		expect(lists[0]).toHaveLength(maximum);
		const references = of(referencesOf(kind, maximum + 1));
		expect(problemWith(use, { prompt, references })).toMatchObject({
			kind: 'invalidInput',
			message: `${names} as references, but there are ${maximum + 1}`,
			details: { description: 'Remove some of them, or choose a model that takes more.' },
		});
	});

	it.each(['video_repainting', 'video_edit'])('are two to change a video by %s', (chosen) => {
		const settings = { prompt, video: 'https://example.com/a.mp4', function: chosen };
		expect(
			problemWith(vaceEdit, { ...settings, references: of(referencesOf('image', 2)) }).message,
		).toBe('Wan 2.1 VACE Plus takes at most 1 picture as a reference, but there are 2');
	});

	it('of all kinds together are turned away', () => {
		const twenty = [
			...referencesOf('image', 10),
			...referencesOf('video', 5),
			...referencesOf('audio', 5),
		];
		expect(fieldsFor(wan30OfMuleRouter, { references: of(twenty) })).toMatchObject({
			reference_images: { length: 10 },
		});
		expect(
			problemWith(wan30OfMuleRouter, { references: of(twenty, referencesOf('image', 1)) }),
		).toMatchObject({
			kind: 'invalidInput',
			message: 'Wan 3.0 Pro takes at most 20 references, but there are 21',
			details: { description: 'Remove some of them.' },
		});
	});
});

describe.each([wan30, wan30OfMuleRouter])('the length of references for $id', (use) => {
	const { name } = use.model;

	it.each([
		['video', 'videos', 3, 5],
		['audio', 'sounds', 3, 5],
	] as const)('is at most 15 seconds together: %s', (kind, kinds, number, seconds) => {
		const references = (each: number) => of(referencesOf(kind, number, each));
		expect(fieldsFor(use, { prompt, references: references(seconds) })).toMatchObject({ prompt });
		expect(problemWith(use, { prompt, references: references(seconds + 0.1) })).toMatchObject({
			kind: 'invalidInput',
			message: `${name} takes at most 15 seconds of reference ${kinds}, but they are 15.3 seconds long together`,
			details: { description: 'Shorten them, or remove some.' },
		});
	});

	it('of videos and the new video is at most 30 seconds', () => {
		const references = of(referencesOf('video', 2, 6));
		expect(fieldsFor(use, { prompt, references, duration: 18 })).toMatchObject({ duration: 18 });
		expect(problemWith(use, { prompt, references, duration: '19' })).toMatchObject({
			kind: 'invalidInput',
			message: `The reference videos and the new video may be 30 seconds long together with ${name}, but they are 31`,
			details: { description: 'Choose a shorter Duration, or shorten the references.' },
		});
	});

	it('of sounds does not count with that of the new video', () => {
		const references = of(referencesOf('audio', 2, 6));
		expect(fieldsFor(use, { prompt, references, duration: 30 })).toMatchObject({ duration: 30 });
	});

	it('that nobody knows, behind a link, is the provider’s to check', () => {
		const references = of(referencesOf('video', 5));
		expect(fieldsFor(use, { prompt, references, duration: 30 })).toMatchObject({ duration: 30 });
	});

	it.each([undefined, ''])('counts with the usual duration where none is set: %p', (duration) => {
		const references = of(referencesOf('video', 1, 14));
		expect(fieldsFor(use, { prompt, references, duration })).not.toHaveProperty('duration');
	});
});

describe('references in a list of media', () => {
	it('stand there with their types, in their order', () => {
		const references = of(referencesOf('video', 1), referencesOf('image', 2));
		expect(fieldsFor(wan27OfAlibaba, { prompt, references })).toEqual({
			input: {
				prompt,
				media: [
					{ type: 'reference_video', url: 'https://example.com/video-0' },
					{ type: 'reference_image', url: 'https://example.com/image-0' },
					{ type: 'reference_image', url: 'https://example.com/image-1' },
				],
			},
		});
	});

	it('have the sound behind them as their voice', () => {
		const references = of(
			referencesOf('image', 1),
			referencesOf('audio', 1),
			referencesOf('video', 1),
		);
		expect(fieldsFor(wan27OfAlibaba, { prompt, references })).toMatchObject({
			input: {
				media: [
					{ type: 'reference_image', reference_voice: 'https://example.com/audio-0' },
					{ type: 'reference_video', url: 'https://example.com/video-0' },
				],
			},
		});
		const nobodys = of(referencesOf('audio', 1), referencesOf('image', 1));
		expect(problemWith(wan27OfAlibaba, { prompt, references: nobodys })).toMatchObject({
			message:
				'Reference 1 is a sound, and there is no picture or video before it that has no voice yet',
		});
	});

	it('are as many together as their model takes, whatever their kinds', () => {
		const references = of(referencesOf('image', 3), referencesOf('video', 3));
		expect(problemWith(wan27OfAlibaba, { prompt, references }).message).toBe(
			'Wan 2.7 takes at most 5 references, but there are 6',
		);
	});
});

describe('references of several kinds in one list', () => {
	it('keep the order of the form', () => {
		const [first, second] = referencesOf('image', 2) as [Reference, Reference];
		const references = of([second], referencesOf('video', 1), [first]);
		expect(fieldsFor(wan26OfAlibaba, { prompt, references })).toMatchObject({
			input: {
				reference_urls: [
					'https://example.com/image-1',
					'https://example.com/video-0',
					'https://example.com/image-0',
				],
			},
		});
	});

	it.each([
		[of(referencesOf('video', 4)), 'at most 3 videos as references, but there are 4'],
		[of(referencesOf('image', 6)), 'at most 5 references, but there are 6'],
	])('are as many as their model takes: %#', (references, most) => {
		expect(problemWith(wan26OfAlibaba, { prompt, references }).message).toBe(
			`Wan 2.6 takes ${most}`,
		);
	});
});

describe('the length of the new video', () => {
	it('is shorter with reference videos, where the model says so', () => {
		const pictures = of(referencesOf('image', 1));
		const videos = of(referencesOf('image', 1), referencesOf('video', 1));
		const settings = { prompt, duration: 11 };
		expect(fieldsFor(wan27OfAlibaba, { ...settings, references: pictures })).toMatchObject({
			parameters: { duration: 11 },
		});
		expect(fieldsFor(wan27OfAlibaba, { prompt, duration: 10, references: videos })).toMatchObject({
			parameters: { duration: 10 },
		});
		expect(problemWith(wan27OfAlibaba, { ...settings, references: videos })).toMatchObject({
			kind: 'invalidInput',
			message: 'With videos as references, Wan 2.7 makes at most 10 seconds, but Duration is 11',
			details: { description: 'Choose a shorter Duration, or remove the videos.' },
		});
	});
});

describe('the roles of references', () => {
	it('are told of each, in their order', () => {
		const [thing] = referencesOf('image', 1) as [Reference];
		const references = of([thing], background(1), [thing]);
		expect(fieldsFor(vace, { prompt, references })).toMatchObject({
			images: { length: 3 },
			obj_or_bg: ['obj', 'bg', 'obj'],
		});
	});

	it('are told to no model that does not ask for them', () => {
		const fields = fieldsFor(wan27, { prompt, references: of(background(2)) });
		expect(Object.keys(fields).sort()).toEqual(['image_urls', 'prompt']);
	});

	it('have one background at most', () => {
		expect(problemWith(vace, { prompt, references: of(background(2)) })).toMatchObject({
			kind: 'invalidInput',
			message: 'Only one reference may show the background, but 2 do',
			details: { description: 'Change the Role of the others.' },
		});
	});
});
