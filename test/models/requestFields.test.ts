import { describe, expect, it } from '@jest/globals';

import { findModel } from '../../nodes/WanVideo/models/catalog';
import type { GenerateOperation, Model } from '../../nodes/WanVideo/models/Model';
import {
	requestFields,
	type Settings,
	uncheckedFields,
} from '../../nodes/WanVideo/models/requestFields';
import { Problem } from '../../nodes/WanVideo/problem';
import { contractObjections } from '../support/contracts';
import { catalogOf } from '../support/providers';

function model(provider: string, operation: GenerateOperation, id: string): Model {
	const found = findModel(catalogOf(provider), operation, id);
	if (!found) throw new Error(`There is no ${id}`);
	return found;
}

const wan26 = model('muleRouter', 'textToVideo', 'wan2.6-t2v');
const wan22 = model('muleRouter', 'textToVideo', 'wan2.2-t2v-plus');
const wan22Picture = model('aimlApi', 'imageToVideo', 'alibaba/wan2.2-i2v-plus');

const muleRouterFields = (settings: Settings, of = wan26) =>
	requestFields(catalogOf('muleRouter'), of, { prompt: 'A boat', ...settings });

function problem(settings: Settings, of = wan26): Problem {
	try {
		muleRouterFields(settings, of);
	} catch (error) {
		if (error instanceof Problem) return error;
	}
	throw new Error('There was no problem');
}

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
		expect(muleRouterFields({ [setting]: value })).toEqual({ prompt: 'A boat', ...expected });
	});

	it.each(['1080P', '1080p'])('include the case of a resolution: %s', (resolution) => {
		const settings = { prompt: 'A boat', image: 'https://example.com/a.png', resolution };
		expect(requestFields(catalogOf('aimlApi'), wan22Picture, settings)).toMatchObject({
			resolution: '1080P',
		});
	});
});

describe('a value', () => {
	it.each([undefined, null, ''])('of nothing (%p) is not sent', (seed) => {
		expect(muleRouterFields({ seed })).toEqual({ prompt: 'A boat' });
	});

	it('of zero is sent', () => {
		expect(muleRouterFields({ seed: 0 })).toEqual({ prompt: 'A boat', seed: 0 });
	});

	it('that is a number serves as text', () => {
		expect(muleRouterFields({ prompt: 42 })).toEqual({ prompt: '42' });
	});
});

describe('a text', () => {
	it.each([
		['wan2.6-t2v', 2000],
		['wan2.2-t2v-plus', 800],
	])('may be as long as %s takes: %i characters', (id, limit) => {
		const prompt = 'a'.repeat(limit);
		const of = model('muleRouter', 'textToVideo', id);
		expect(muleRouterFields({ prompt }, of)).toEqual({ prompt });
	});

	it('counts an emoji as one character, as the provider does', () => {
		const prompt = '🎬'.repeat(800);
		expect(muleRouterFields({ prompt }, wan22)).toEqual({ prompt });
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

	it.each([
		[-1, 'Seed must be from 0 to 2147483647, but it is -1'],
		[2147483648, 'Seed must be from 0 to 2147483647, but it is 2147483648'],
		[1.5, 'Seed must be a whole number, but it is 1.5'],
		['random', 'Seed must be a whole number, but it is "random"'],
	])('with a seed of %p says what it may be', (seed, message) => {
		expect(problem({ seed })).toMatchObject({ kind: 'invalidInput', message });
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

describe('a model that the list does not know', () => {
	it('gets what is set as it is, under the provider’s names', () => {
		expect(
			uncheckedFields(catalogOf('aimlApi'), {
				prompt: 'A boat',
				resolution: '4K',
				duration: 20,
				promptExpansion: false,
				negativePrompt: '',
				seed: null,
				image: undefined,
			}),
		).toEqual({ prompt: 'A boat', resolution: '4K', duration: 20, enhance_prompt: false });
	});

	it.each([{ text: 'A boat' }, ['A boat']])('is not sent an object as text: %j', (prompt) => {
		expect(() => uncheckedFields(catalogOf('aimlApi'), { prompt })).toThrow(Problem);
	});

	it('gets no setting that the provider has no name for', () => {
		expect(uncheckedFields(catalogOf('aimlApi'), { size: '1280*720', prompt: 'A boat' })).toEqual({
			prompt: 'A boat',
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
