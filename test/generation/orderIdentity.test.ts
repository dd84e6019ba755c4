import { describe, expect, it } from '@jest/globals';

import { identify } from '../../nodes/WanVideo/generation/orderIdentity';

const request = (fields: Record<string, unknown>, model = 'wan-3') =>
	identify('provider', { model, fields } as Parameters<typeof identify>[1]).request;

describe('what tells one order from another', () => {
	it('stays the same for ever: a Retry after an update finds what was created before', () => {
		expect(
			request({ prompt: 'A boat', seed: 7, audio: false, images: ['a', 'b'], more: { n: null } }),
		).toBe('6107854d3ff140211cc6179dfb4b449b');
	});

	it('is not the order of the fields, which comes from the tables of models', () => {
		expect(request({ prompt: 'A boat', seed: 7 })).toBe(request({ seed: 7, prompt: 'A boat' }));
		expect(request({ more: { a: 1, b: 2 } })).toBe(request({ more: { b: 2, a: 1 } }));
	});

	it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['a value', { seed: 7 }, { seed: 8 }],
		['a number and its text', { seed: 7 }, { seed: '7' }],
		['a switch and its text', { audio: true }, { audio: 'true' }],
		['a field more', { prompt: 'A boat' }, { prompt: 'A boat', seed: 7 }],
		['a name', { image: 'a' }, { video: 'a' }],
		['the order of a list', { images: ['a', 'b'] }, { images: ['b', 'a'] }],
		['where a text ends', { images: ['ab', 'c'] }, { images: ['a', 'bc'] }],
		['where a list ends', { a: ['b'], c: ['d'] }, { a: ['b', 'c'], d: [] }],
	])('is %s', (_, one, other) => {
		expect(request(one)).not.toBe(request(other));
	});

	it('is the model', () => {
		expect(request({ prompt: 'A boat' }, 'wan-3')).not.toBe(request({ prompt: 'A boat' }, 'wan-2'));
	});

	it('is no field that has no value', () => {
		expect(request({ prompt: 'A boat', seed: undefined })).toBe(request({ prompt: 'A boat' }));
	});
});
