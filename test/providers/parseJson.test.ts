import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseJson } from '../../nodes/WanVideo/providers/parseJson';

describe('JSON', () => {
	it.each([
		['{"id": 9223372036854775807}', { id: '9223372036854775807' }],
		['[-9223372036854775808,9007199254740991]', ['-9223372036854775808', 9007199254740991]],
		['{"a":"9223372036854775807"}', { a: '9223372036854775807' }],
		['{"a":"\\"9223372036854775807"}', { a: '"9223372036854775807' }],
		['{"a":"\\\\","b":9223372036854775807}', { a: '\\', b: '9223372036854775807' }],
		['{"a":0.12345678901234567}', { a: 0.12345678901234567 }],
		['{"a":12345678901234567e3}', { a: 12345678901234567e3 }],
		['null', null],
		['0', 0],
		['""', ''],
	])('with many digits keeps them: %s', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	it.each(['', 'no', '{', "{'a': 1}", '<html>', '1234567890123456789x', '"1234567890123456789'])(
		'that is none is undefined: %s',
		(text) => {
			expect(parseJson(text)).toBeUndefined();
		},
	);

	it('is otherwise read as JSON is', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				const isExact = (_: string, value: unknown) =>
					typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
						? 'large'
						: value;
				const plain: unknown = JSON.parse(text, isExact);
				if (!JSON.stringify(plain).includes('large')) expect(parseJson(text)).toEqual(plain);
			}),
		);
	});

	it('is read even if one text in it is long', () => {
		const text = `{"id": 9223372036854775807, "data": "${'A\\n'.repeat(2_000_000)}"}`;
		expect(parseJson(text)).toMatchObject({ id: '9223372036854775807' });
	});
});
