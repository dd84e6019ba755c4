import { describe, expect, it } from '@jest/globals';

import { parseJson } from '../../nodes/WanVideo/providers/parseJson';
import { Secret } from '../../nodes/WanVideo/providers/Secret';

const KEY = 'sk-7f/3a+9c.$(2)';
const secret = new Secret(KEY);

const escaped = Array.from(KEY, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('a key', () => {
	it.each([
		['as it is', KEY],
		['in a URL', encodeURIComponent(KEY)],
		['in a URL, all of it', KEY.replace(/./g, (one) => `%${one.charCodeAt(0).toString(16)}`)],
		['in a URL within a URL', encodeURIComponent(encodeURIComponent(KEY))],
		['in JSON with escaped slashes', KEY.replaceAll('/', '\\/')],
		['in JSON with escapes', escaped.join('')],
		['in JSON with escapes in capitals', escaped.join('').toUpperCase().replaceAll('U', 'u')],
		['in JSON within JSON', JSON.stringify(escaped.join('')).slice(1, -1)],
	])('is masked in text %s', (_, form) => {
		expect(secret.mask(`The key ${form} is wrong, ${form}!`)).toBe(
			'The key (key) is wrong, (key)!',
		);
	});

	it('is masked in what JSON holds, however it is written', () => {
		const body = `{"error": {"message": "Wrong: ${escaped.join('')}"}, "list": ["${KEY.replace('/', '\\/')}"]}`;
		expect(secret.mask(parseJson(body))).toEqual({
			error: { message: 'Wrong: (key)' },
			list: ['(key)'],
		});
	});

	it('is masked in the name of a field', () => {
		expect(secret.mask({ [KEY]: 1 })).toEqual({ '(key)': 1 });
	});

	it('leaves everything else as it is', () => {
		const value = { id: 'sk-7f', list: [1, true, null, 'sk-7f/3a+9c'], none: undefined };
		expect(secret.mask(value)).toEqual(value);
	});

	it('that could be an ordinary word is not looked for', () => {
		expect(new Secret('a').mask('a key')).toBe('a key');
		expect(new Secret('').mask('a key')).toBe('a key');
	});
});

it('does not take long for what is all backslashes', () => {
	const text = '\\'.repeat(200_000);
	expect(new Secret('sk-7f3a9c2e51d84b06').mask(text)).toBe(text);
});
