import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Model, Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { requestFields, type Settings } from '../../nodes/WanVideo/models/requestFields';
import { Problem } from '../../nodes/WanVideo/problem';
import { allowedSettings, allowedValue, forbiddenValue } from '../support/arbitraries';
import { contractObjections } from '../support/contracts';
import { apiOf, catalogOf, PROVIDER_NAMES } from '../support/providers';

const RUNS = { numRuns: 40 };
const ALL_SETTINGS = Object.keys({
	...catalogOf('aimlApi').fields,
	...catalogOf('muleRouter').fields,
}) as Setting[];

const MODELS = PROVIDER_NAMES.flatMap((provider) =>
	catalogOf(provider).models.map((model) => ({ provider, id: model.id, model })),
);

async function objections(
	provider: string,
	model: Model,
	settings: Settings,
	endpoint?: string,
): Promise<string[]> {
	const fields = requestFields(catalogOf(provider), model, settings);
	const request = apiOf(provider).create({ model: model.id, fields, endpoint });
	return await contractObjections(provider, request);
}

/** What the node says to settings; undefined when it takes them. */
function problemOf(provider: string, model: Model, settings: Settings): unknown {
	try {
		requestFields(catalogOf(provider), model, settings);
		return undefined;
	} catch (error) {
		return error;
	}
}

const parametersOf = (model: Model) =>
	Object.entries(model.parameters) as Array<[Setting, Parameter]>;

/** Allowed settings with one that is not. */
function spoiltSettings(model: Model): fc.Arbitrary<{ settings: Settings; spoilt: Setting }> {
	const spoilers = parametersOf(model).flatMap(([setting, parameter]) => {
		const value = forbiddenValue(parameter);
		return value ? [value.map((given) => ({ setting, given }))] : [];
	});
	return fc
		.tuple(allowedSettings(model), fc.oneof(...spoilers))
		.map(([settings, { setting, given }]) => ({
			settings: { ...settings, [setting]: given },
			spoilt: setting,
		}));
}

describe.each(MODELS)('$id on $provider', ({ provider, model }) => {
	it('takes whatever the form allows', async () => {
		await fc.assert(
			fc.asyncProperty(allowedSettings(model), async (settings) => {
				expect(await objections(provider, model, settings)).toEqual([]);
			}),
			RUNS,
		);
	});

	it('turns away what it does not offer, before anything is sent', () => {
		fc.assert(
			fc.property(spoiltSettings(model), ({ settings }) => {
				const problem = problemOf(provider, model, settings);
				expect(problem).toBeInstanceOf(Problem);
				expect(problem).toMatchObject({ kind: 'invalidInput' });
			}),
			RUNS,
		);
	});

	it('turns away a setting it does not have', () => {
		const others = ALL_SETTINGS.filter((setting) => !model.parameters[setting]);
		fc.assert(
			fc.property(
				allowedSettings(model),
				fc.constantFrom(...others),
				fc.constantFrom<unknown>('single', 5, 0, true, false, '720p'),
				(settings, setting, value) => {
					expect(problemOf(provider, model, { ...settings, [setting]: value })).toMatchObject({
						kind: 'invalidInput',
						message: expect.stringContaining(model.name) as unknown,
					});
				},
			),
			RUNS,
		);
	});

	it('turns away a request without what it needs', () => {
		const required = parametersOf(model).flatMap(([setting, parameter]) =>
			'required' in parameter ? [setting] : [],
		);
		fc.assert(
			fc.property(
				allowedSettings(model),
				fc.constantFrom(...required),
				fc.constantFrom(undefined, null, ''),
				(settings, setting, nothing) => {
					expect(problemOf(provider, model, { ...settings, [setting]: nothing })).toMatchObject({
						kind: 'invalidInput',
						message: expect.stringContaining('is empty') as unknown,
					});
				},
			),
			RUNS,
		);
	});

	it('is sent nothing that its provider refuses, whatever an expression gives', async () => {
		const anything = Object.fromEntries(
			parametersOf(model).map(([setting, parameter]) => [
				setting,
				// What a picture or sound may be is checked where it is read.
				parameter.kind === 'image' || parameter.kind === 'audio'
					? allowedValue(parameter)
					: fc.oneof(allowedValue(parameter), fc.jsonValue(), fc.double()),
			]),
		);
		await fc.assert(
			fc.asyncProperty(fc.record(anything), async (settings) => {
				const problem = problemOf(provider, model, settings);
				const kept = problem instanceof Problem ? [] : await objections(provider, model, settings);
				expect(kept).toEqual([]);
				if (problem !== undefined) expect(problem).toMatchObject({ kind: 'invalidInput' });
			}),
			RUNS,
		);
	});
});

describe.each(MODELS.filter(({ provider }) => provider === 'aimlApi'))(
	'$id on the older path of AI/ML API',
	({ provider, model }) => {
		it('takes whatever the form allows and the path’s limit leaves', async () => {
			const limit = model.operation === 'textToVideo' ? 800 : Infinity;
			const prompt = allowedValue({
				kind: 'text',
				required: true,
				maxLength: Math.min(limit, 3000),
			});
			await fc.assert(
				fc.asyncProperty(allowedSettings(model), prompt, async (settings, shortPrompt) => {
					const given = { ...settings, prompt: shortPrompt };
					expect(await objections(provider, model, given, 'legacy')).toEqual([]);
				}),
				RUNS,
			);
		});
	},
);
