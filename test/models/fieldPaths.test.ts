import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Attachment } from '../../nodes/WanVideo/models/Attachment';
import {
	addToField,
	fieldAt,
	mapValues,
	mergeFields,
	putField,
	type FieldValue,
	type RequestFields,
	valuesIn,
} from '../../nodes/WanVideo/models/fieldPaths';

const file = new Attachment('00', 'image/png', 1, () => Promise.resolve(Buffer.alloc(1)));

const name = fc.constantFrom('a', 'b', 'c', 'd');
const single = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
	fc.constant(file),
);
const { fields } = fc.letrec<{ value: FieldValue; fields: RequestFields }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		single,
		fc.array(tie('value'), { maxLength: 3 }),
		tie('fields'),
	),
	fields: fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('.'));

describe('a value that is put where a path leads', () => {
	it('stands there', () => {
		fc.assert(
			fc.property(fields, path, single, (given, where, value) => {
				const changed = mergeFields(given, {});
				putField(changed, where, value);
				expect(fieldAt(changed, where)).toBe(value);
			}),
		);
	});

	it('is one more of a list with types', () => {
		const request: RequestFields = {};
		putField(request, 'input.media[first_frame]', 'a');
		putField(request, 'input.media[reference_image]', ['b', file], { reference_voice: 'v' });
		putField(request, 'input.prompt', 'A fox');
		expect(request).toEqual({
			input: {
				media: [
					{ type: 'first_frame', url: 'a' },
					{ type: 'reference_image', url: 'b', reference_voice: 'v' },
					{ type: 'reference_image', url: file, reference_voice: 'v' },
				],
				prompt: 'A fox',
			},
		});
		expect(fieldAt(request, 'input.media[reference_image]')).toEqual(['b', file]);
		expect(fieldAt(request, 'input.media[last_frame]')).toEqual([]);
	});

	it('is added to a list, or begins it', () => {
		const request: RequestFields = {};
		addToField(request, 'input.urls', 'a');
		addToField(request, 'input.urls', file);
		expect(fieldAt(request, 'input.urls')).toEqual(['a', file]);
	});
});

describe('what stands where a path leads', () => {
	it('is nothing where nothing does, in whatever was given', () => {
		fc.assert(
			fc.property(fc.anything(), fc.constantFrom('x.y', 'x', 'x.y[z]', 'x[z]'), (given, where) => {
				const found = fieldAt(given, where);
				expect(found === undefined || typeof given === 'object').toBe(true);
			}),
		);
		expect(fieldAt({ a: 'text' }, 'a.length')).toBeUndefined();
		expect(fieldAt({ a: file }, 'a.digest')).toBeUndefined();
		expect(fieldAt({ a: [{ url: 'x' }] }, 'a.0')).toBeUndefined();
	});
});

describe('two requests as one', () => {
	it('are the first where the second is empty, and the other way round', () => {
		fc.assert(
			fc.property(fields, (given) => {
				expect(mergeFields(given, {})).toEqual(given);
				expect(mergeFields({}, given)).toEqual(given);
			}),
		);
	});

	it('have every single value of the second', () => {
		fc.assert(
			fc.property(fields, fields, (first, second) => {
				const merged = mergeFields(first, second);
				const values = valuesIn(merged);
				for (const value of valuesIn(second)) expect(values).toContain(value);
			}),
		);
	});

	it('leave both as they were', () => {
		fc.assert(
			fc.property(fields, fields, (first, second) => {
				const [one, two] = [structure(first), structure(second)];
				mergeFields(first, second);
				expect([structure(first), structure(second)]).toEqual([one, two]);
			}),
		);
	});

	it('keep a file whole, and what stands beside it', () => {
		const first = { input: { image: file, prompt: 'A fox' }, parameters: { seed: 1 } };
		const second = { input: { prompt: 'A cat', extra: true }, top: 1 };
		const merged = mergeFields(first, second);
		expect(merged).toEqual({
			input: { image: file, prompt: 'A cat', extra: true },
			parameters: { seed: 1 },
			top: 1,
		});
		expect(fieldAt(merged, 'input.image')).toBe(file);
	});

	it('have the entries of both lists, if these are of objects; of others the second', () => {
		expect(
			mergeFields(
				{ media: [{ type: 'a', url: '1' }], urls: ['1'], empty: [] },
				{ media: [{ type: 'b', url: '2' }], urls: ['2'], empty: [{ type: 'c' }] },
			),
		).toEqual({
			media: [
				{ type: 'a', url: '1' },
				{ type: 'b', url: '2' },
			],
			urls: ['2'],
			empty: [{ type: 'c' }],
		});
	});
});

/** A deep copy, but for files. */
function structure(value: FieldValue): unknown {
	if (Array.isArray(value)) return value.map(structure);
	if (typeof value !== 'object' || value === null || value instanceof Attachment) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, structure(one)]));
}

describe('replacing every single value', () => {
	it('comes by each once, in the order that they are listed in', async () => {
		await fc.assert(
			fc.asyncProperty(fields, async (given) => {
				const seen: FieldValue[] = [];
				const same = await mapValues(given, (value) => {
					seen.push(value);
					return Promise.resolve(value);
				});
				expect(same).toEqual(given);
				expect(seen).toEqual(valuesIn(given));
			}),
		);
	});

	it('puts links in the place of files, wherever these stand', async () => {
		const given = { a: file, b: [file, 'x', { c: file }], d: { e: { f: [[file]] } } };
		const linked = await mapValues(given, (value) =>
			Promise.resolve(value instanceof Attachment ? 'oss://file' : value),
		);
		expect(linked).toEqual({
			a: 'oss://file',
			b: ['oss://file', 'x', { c: 'oss://file' }],
			d: { e: { f: [['oss://file']] } },
		});
		expect(given.a).toBe(file);
	});
});
