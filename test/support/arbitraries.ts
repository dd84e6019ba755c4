import fc from 'fast-check';

import type { Model, Parameter, Setting } from '../../nodes/WanVideo/models/Model';

const SAFE = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

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
			return text(parameter.maxLength ?? 3000).filter(
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
		case 'integer': {
			const { minimum = SAFE.min, maximum = SAFE.max } = parameter;
			const value = fc.oneof(
				fc.integer({ min: minimum, max: maximum }),
				fc.constantFrom(minimum, maximum),
			);
			return fc.oneof(value, value.map(String));
		}
		case 'switch':
			return fc.constantFrom<unknown>(true, false, 'true', 'FALSE', 1, '0');
		case 'image':
		case 'audio':
			return fc.constantFrom('https://example.com/file', 'data:image/png;base64,AAAA');
	}
}

/** What the parameter must not be set to; undefined where everything will do. */
export function forbiddenValue(parameter: Parameter): fc.Arbitrary<unknown> | undefined {
	const nested = fc.constantFrom<unknown>({}, { a: 1 }, [], [1], ['720p'], new Date(0));
	switch (parameter.kind) {
		case 'text': {
			const { maxLength, required } = parameter;
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
		case 'choice': {
			const plain = parameter.values.map((value) => String(value).toLowerCase());
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
					.filter(
						(value) => !plain.includes(String(value).trim().toLowerCase().replace(/[x×]/, '*')),
					),
			);
		}
		case 'integer': {
			const { minimum, maximum } = parameter;
			return fc.oneof(
				nested,
				fc.constantFrom<unknown>(true, 'random', ' ', '1,5', 1.5, '0.1', NaN, Infinity, 2 ** 60),
				...(minimum === undefined ? [] : [fc.integer({ min: SAFE.min, max: minimum - 1 })]),
				...(maximum === undefined ? [] : [fc.integer({ min: maximum + 1, max: SAFE.max })]),
			);
		}
		case 'switch':
			return fc.oneof(nested, fc.constantFrom<unknown>('yes', 'on', ' ', 2, -1, NaN));
		case 'image':
		case 'audio':
			return undefined;
	}
}

/** Settings of a model that the form allows: what is required, and any of the rest. */
export function allowedSettings(model: Model): fc.Arbitrary<Partial<Record<Setting, unknown>>> {
	const parameters = Object.entries(model.parameters) as Array<[Setting, Parameter]>;
	const values = Object.fromEntries(
		parameters.map(([setting, parameter]) => [setting, allowedValue(parameter)]),
	);
	const requiredKeys = parameters.flatMap(([setting, parameter]) =>
		'required' in parameter ? [setting] : [],
	);
	return fc.record(values, { requiredKeys });
}
