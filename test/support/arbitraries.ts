import fc from 'fast-check';

import type { NumberParameter, Parameter, TextParameter } from '../../nodes/WanVideo/models/Model';
import { anyReferences, allowedReferences, alienReferences } from './referenceArbitraries';

const SAFE = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

/** What no setting but the references takes. */
const nested = fc.constantFrom<unknown>({}, { a: 1 }, [], [1], ['720p'], new Date(0));

/** Text of whole characters (an emoji is one), as short as a form's user or as long as the model takes. */
function text(maxLength: number): fc.Arbitrary<string> {
	const character = fc.oneof(
		{ weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
		fc.constantFrom('ä', '水', '🎬', '\n'),
	);
	return fc
		.oneof(
			{ weight: 4, arbitrary: fc.array(character, { maxLength: Math.min(60, maxLength) }) },
			character.map((one) => Array<string>(maxLength).fill(one)),
		)
		.map((characters) => characters.join(''));
}

/** What a user may set a parameter to: in the form, or by an expression that comes to the same. */
export function allowedValue(parameter: Parameter): fc.Arbitrary<unknown> {
	switch (parameter.kind) {
		case 'text':
			return text(Math.min(parameter.maxLength ?? 3000, 3000)).filter(
				(value) => !parameter.required || value.trim() !== '',
			);
		case 'choice':
			return fc
				.constantFrom(...parameter.values)
				.chain((value) =>
					fc.constantFrom<unknown>(
						value,
						String(value),
						String(value).toUpperCase(),
						String(value).toLowerCase(),
						` ${value} `,
						String(value).replace('*', 'x'),
					),
				);
		case 'integer':
		case 'number':
			return allowedNumber(parameter);
		case 'switch':
			return fc.constantFrom<unknown>(true, false, 'true', 'FALSE', 1, '0');
		case 'image':
		case 'video':
		case 'audio':
			// What is no link is checked where it is read.
			return fc.constantFrom('https://example.com/file', 'http://example.com/f?a=1&b=%20');
		case 'references':
			return allowedReferences(parameter);
	}
}

/** What an expression may come to, good or bad. */
export function anyValue(parameter: Parameter): fc.Arbitrary<unknown> {
	switch (parameter.kind) {
		case 'image':
		case 'video':
		case 'audio':
			return allowedValue(parameter);
		case 'references':
			return anyReferences;
		case 'text':
		case 'choice':
		case 'integer':
		case 'number':
		case 'switch':
			return fc.oneof(allowedValue(parameter), fc.jsonValue(), fc.double());
	}
}

function allowedNumber({
	kind,
	minimum = SAFE.min,
	maximum = SAFE.max,
	step,
	also,
}: NumberParameter): fc.Arbitrary<unknown> {
	const whole = fc.oneof(
		fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }),
		fc.constantFrom(minimum, maximum),
	);
	const inSteps = (value: number) =>
		step === undefined ? value : value - ((value - minimum) % step);
	const value = fc.oneof(
		whole.map(inSteps),
		...(kind === 'number'
			? [fc.double({ min: minimum, max: maximum, noNaN: true }), fc.constantFrom(minimum, maximum)]
			: []),
		...(also ? [fc.constant(also.value)] : []),
	);
	return fc.oneof(value, value.map(String));
}

/** What the parameter must not be set to; undefined where everything will do. */
export function forbiddenValue(parameter: Parameter): fc.Arbitrary<unknown> | undefined {
	switch (parameter.kind) {
		case 'text':
			return forbiddenText(parameter);
		case 'choice': {
			const plain = parameter.values.map((value) => plainly(value));
			return fc.oneof(
				nested,
				fc
					.oneof(
						fc.string({ minLength: 1 }),
						fc.constantFrom('480p', '720P', '1080p', '4K', '16:9', '21:9', '1280*720', 'single'),
						fc.integer(),
						fc.double(),
						fc.boolean(),
					)
					.filter((value) => !plain.includes(plainly(value))),
			);
		}
		case 'integer':
		case 'number':
			return forbiddenNumber(parameter);
		case 'switch':
			return fc.oneof(nested, fc.constantFrom<unknown>('yes', 'on', ' ', 2, -1, NaN));
		case 'image':
		case 'video':
		case 'audio':
			return undefined;
		case 'references':
			return alienReferences(parameter);
	}
}

function forbiddenText({ maxLength, required }: TextParameter): fc.Arbitrary<unknown> {
	return fc.oneof(
		nested,
		...(required ? [fc.constantFrom(' ', '\n\t ')] : []),
		...(maxLength === undefined
			? []
			: [
					fc
						.tuple(fc.constantFrom('a', 'ä', '🎬'), fc.integer({ min: 1, max: 500 }))
						.map(([character, more]) => character.repeat(maxLength + more)),
				]),
	);
}

function forbiddenNumber({
	kind,
	minimum,
	maximum,
	step,
	also,
}: NumberParameter): fc.Arbitrary<unknown> {
	const between =
		step !== undefined && minimum !== undefined && maximum !== undefined
			? [
					fc
						.integer({ min: minimum, max: maximum })
						.filter((value) => (value - minimum) % step !== 0),
				]
			: [];
	return fc.oneof(
		nested,
		fc.constantFrom<unknown>(true, 'random', ' ', '1,5', NaN, Infinity, '-Infinity'),
		...(kind === 'integer' ? [fc.constantFrom<unknown>(1.5, '0.1', 2 ** 60)] : []),
		...(minimum === undefined
			? []
			: [
					fc
						.integer({ min: SAFE.min, max: Math.ceil(minimum) - 1 })
						.filter((value) => value !== also?.value),
				]),
		...(maximum === undefined ? [] : [fc.integer({ min: Math.floor(maximum) + 1, max: SAFE.max })]),
		...between,
	);
}

/** As the node compares choices. */
function plainly(value: unknown): string {
	return String(value)
		.trim()
		.toLowerCase()
		.replace(/\s*[x×*]\s*/, '*');
}
