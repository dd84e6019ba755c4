import { describe, expect, it } from '@jest/globals';

import { requestFields, type Settings } from '../../nodes/WanVideo/models/requestFields';
import { contractObjections } from '../support/contracts';
import { catalogOf } from '../support/providers';
import { fieldsFor, problemWith } from '../support/requests';
import { useOf } from '../support/uses';

const wan26 = useOf('muleRouter', 'textToVideo', 'wan2.6-t2v');
const wan22 = useOf('muleRouter', 'textToVideo', 'wan2.2-t2v-plus');
const wan22Picture = useOf('aimlApi', 'imageToVideo', 'alibaba/wan2.2-i2v-plus');
const keyframes = useOf('muleRouter', 'imageToVideo', 'wan2.1-kf2v-plus');
const wan30 = useOf('aimlApi', 'textToVideo', 'alibaba/wan-3-0-video');
const vace = useOf('muleRouter', 'editVideo', 'wan2.1-vace-plus');

const PICTURE = 'https://example.com/a.png';
const VIDEO = 'https://example.com/a.mp4';

const fields = (settings: Settings, of = wan26) => fieldsFor(of, { prompt: 'A boat', ...settings });
const problem = (settings: Settings, of = wan26) =>
	problemWith(of, { prompt: 'A boat', ...settings });

describe('values that mean the same', () => {
	it.each([
		['duration', '5', { duration: 5 }],
		['duration', 5, { duration: 5 }],
		['size', '1280x720', { size: '1280*720' }],
		['size', '1280×720', { size: '1280*720' }],
		['size', ' 1280*720 ', { size: '1280*720' }],
		['shotType', 'Multi', { shot_type: 'multi' }],
		['seed', '42', { seed: 42 }],
		['promptExpansion', 'false', { prompt_extend: false }],
		['promptExpansion', false, { prompt_extend: false }],
		['generateAudio', 'true', { audio: true }],
	])('are sent as the provider writes them: %s %p', (setting, value, expected) => {
		expect(fields({ [setting]: value })).toEqual({ prompt: 'A boat', ...expected });
	});

	it.each(['1080P', '1080p'])('include the case of a resolution: %s', (resolution) => {
		expect(fields({ image: PICTURE, resolution }, wan22Picture)).toMatchObject({
			resolution: '1080P',
		});
	});
});

describe('a value', () => {
	it.each([undefined, null, ''])('of nothing (%p) is not sent', (seed) => {
		expect(fields({ seed })).toEqual({ prompt: 'A boat' });
	});

	it('of zero is sent', () => {
		expect(fields({ seed: 0 })).toEqual({ prompt: 'A boat', seed: 0 });
	});

	it('that is a number serves as text', () => {
		expect(fields({ prompt: 42 })).toEqual({ prompt: '42' });
	});

	it('has the name that the model has for it, where that differs from the others’', () => {
		const { operation, model } = useOf('muleRouter', 'imageToVideo', 'w3.0-video');
		expect(requestFields(catalogOf('muleRouter'), operation, model, { image: PICTURE })).toEqual({
			first_frame: PICTURE,
		});
	});
});

describe('a picture, a video or a sound', () => {
	it('that an operation starts from is asked for', () => {
		expect(problem({}, wan22Picture)).toMatchObject({
			kind: 'invalidInput',
			message: 'Image is empty',
			details: { description: 'Enter the image, or check the expression that gives it.' },
		});
	});

	it('that a model needs besides is asked for, too', () => {
		expect(problem({ image: PICTURE }, keyframes).message).toBe('Last Frame is empty');
	});

	it('that a model does not take is turned away', () => {
		expect(problem({ lastFrame: PICTURE })).toMatchObject({
			message: 'Wan 2.6 has no Last Frame',
		});
	});
});

describe('a text', () => {
	it.each([
		{ of: wan26, limit: 2000 },
		{ of: wan22, limit: 800 },
		{ of: wan30, limit: 20_000 },
	])('may be as long as $of.id takes: $limit characters', ({ of, limit }) => {
		const prompt = 'a'.repeat(limit);
		expect(fields({ prompt }, of)).toEqual({ prompt });
		expect(problem({ prompt: `${prompt}a` }, of).message).toMatch(/^Prompt is too long for Wan /);
	});

	it('counts an emoji as one character, as the provider does', () => {
		const prompt = '🎬'.repeat(800);
		expect(fields({ prompt }, wan22)).toEqual({ prompt });
	});

	it('that is one character too long is turned away, with both lengths', () => {
		expect(problem({ prompt: 'a'.repeat(801) }, wan22)).toMatchObject({
			message: 'Prompt is too long for Wan 2.2 Plus: 801 characters, and 800 are allowed',
		});
	});
});

describe('a problem', () => {
	it('with a choice names the choices', () => {
		expect(problem({ size: '640*480' }, wan22)).toMatchObject({
			message: 'Wan 2.2 Plus does not offer Size "640*480"',
			details: {
				description:
					'Choose one of: 832*480, 480*832, 624*624, 1920*1080, 1080*1920, 1440*1440, 1632*1248, 1248*1632.',
			},
		});
	});

	it('with a setting the model lacks says what to do', () => {
		expect(problem({ shotType: 'multi' }, wan22)).toMatchObject({
			message: 'Wan 2.2 Plus has no Shot Type',
			details: { description: 'Remove Shot Type, or choose a model that has it.' },
		});
	});

	it('with a switch says what it may be', () => {
		expect(problem({ safetyFilter: 'maybe' })).toMatchObject({
			message: 'Safety Filter must be on or off (true or false), but it is "maybe"',
		});
	});

	it('with an object shows a part of it only', () => {
		const { message } = problem({ prompt: { text: 'a'.repeat(1000) } });
		expect(message).toMatch(/^Prompt must be text, but it is \{"text":"a+…$/);
		expect(message.length).toBeLessThan(100);
	});

	it.each(['', '  \n', undefined])('with an empty prompt (%p) says so', (prompt) => {
		expect(problem({ prompt })).toMatchObject({
			message: 'Prompt is empty',
			details: { description: 'Enter the prompt, or check the expression that gives it.' },
		});
	});
});

describe('a choice that may be left to the provider', () => {
	const edit = useOf('alibabaCloud', 'editVideo', 'wan2.7-videoedit');

	it.each(['', ' ', undefined])('is not sent: %j', (aspectRatio) => {
		expect(fields({ video: VIDEO, aspectRatio }, edit)).toEqual({
			input: { prompt: 'A boat', media: [{ type: 'video', url: VIDEO }] },
		});
	});

	it('is sent when it is made, and turned away when it is none of the list', () => {
		expect(fields({ video: VIDEO, aspectRatio: '1:1' }, edit)).toMatchObject({
			parameters: { ratio: '1:1' },
		});
		expect(problem({ video: VIDEO, aspectRatio: '2:1' }, edit)).toMatchObject({
			details: { description: 'Choose one of: 16:9, 9:16, 1:1, 4:3, 3:4.' },
		});
	});
});

describe('a model with functions', () => {
	const given = { video: VIDEO };

	it('is told the function, and its own name', () => {
		expect(fields({ ...given, function: 'video_outpainting', leftScale: 1.5 }, vace)).toEqual({
			model: 'wan2.1-vace-plus',
			function: 'video_outpainting',
			prompt: 'A boat',
			video_url: VIDEO,
			left_scale: 1.5,
		});
	});

	it.each([undefined, ''])(
		'gets the usual function and its needs where none is set: %p',
		(none) => {
			expect(fields({ ...given, function: none }, vace)).toMatchObject({
				function: 'video_repainting',
				control_condition: 'posebodyface',
			});
		},
	);

	it('is sent nothing of another function', () => {
		expect(fields({ ...given, function: 'video_edit' }, vace)).not.toHaveProperty(
			'control_condition',
		);
	});

	it.each([
		['video_repainting', { maskFrame: 2 }, 'Mask Frame'],
		['video_repainting', { leftScale: 2 }, 'Left Scale'],
		['video_edit', { strength: 0.5 }, 'Strength'],
		['video_outpainting', { size: '1280x720' }, 'Size'],
	])('turns away a setting of another function: %s with %j', (chosen, settings, label) => {
		expect(problem({ ...given, function: chosen, ...settings }, vace)).toMatchObject({
			kind: 'invalidInput',
			message: `Wan 2.1 VACE Plus has no ${label} with the function "${chosen}"`,
			details: { description: `Remove ${label}, or choose another function.` },
		});
	});

	it('turns away a function that it does not have', () => {
		expect(problem({ ...given, function: 'video_extension' }, vace)).toMatchObject({
			message: 'Wan 2.1 VACE Plus does not offer Function "video_extension"',
		});
	});

	it('has the function of its operation, which nobody needs to choose', () => {
		const extend = useOf('muleRouter', 'extendVideo', 'wan2.1-vace-plus');
		expect(fields({ video: VIDEO }, extend)).toMatchObject({
			function: 'video_extension',
			first_clip_url: VIDEO,
		});
	});
});

// Without it, tests that expect no objection could not fail.
it('a contract objects to what its provider does not take', async () => {
	const path = '/vendors/alibaba/v1/wan2.2-t2v-plus/generation';
	const body = { prompt: 'A boat', duration: 10, shot_type: 'multi' };
	expect(await contractObjections('muleRouter', { method: 'POST', path, body })).toEqual([
		expect.stringContaining('additional properties'),
		expect.stringContaining('/duration must be equal to one of the allowed values'),
	]);
});
