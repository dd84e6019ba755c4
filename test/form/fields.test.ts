import { describe, expect, it } from '@jest/globals';
import { type INodeProperties, type INodePropertyOptions, NodeHelpers } from 'n8n-workflow';

import { modelsFor, settingsFor, spellings } from '../../nodes/WanVideo/models/catalog';
import type { ChoiceParameter, Model, Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import {
	choicesOf,
	description,
	formValues,
	namesOf,
	onlyField,
	shownFields,
	shownFieldsForResolved,
	shownOptions,
	toolDescription,
} from '../support/form';
import { catalogOf, PROVIDER_NAMES } from '../support/providers';

const PLACES = PROVIDER_NAMES.flatMap((provider) =>
	(['textToVideo', 'imageToVideo'] as const).map((operation) => ({ provider, operation })),
);
const MODELS = PLACES.flatMap((place) =>
	modelsFor(catalogOf(place.provider), place.operation).flatMap((model) =>
		spellings([model]).map((id) => ({ ...place, id, model })),
	),
);

const RESULT = ['waitForCompletion', 'downloadVideo', 'simplify', 'options'];
const PICTURES = {
	image: ['imageSource', 'imageUrl'],
	lastFrame: ['lastFrameSource', 'lastFrameUrl'],
};
const MAIN_CHOICES = ['resolution', 'aspectRatio', 'size', 'duration'] as const;
const PROCESS_OPTIONS = ['maxConcurrency', 'outputBinaryProperty', 'pollingInterval', 'timeout'];
const VIDEO_OPTIONS = [
	'negativePrompt',
	'seed',
	'promptExpansion',
	'watermark',
	'shotType',
	'generateAudio',
	'safetyFilter',
	'template',
] as const;

const has = (model: Model) => (setting: Setting) => model.parameters[setting] !== undefined;
const sorted = (names: readonly string[]) => [...names].sort();

/** The fields of the main form for these settings. */
function mainFields(hasSetting: (setting: Setting) => boolean): string[] {
	return [
		'provider',
		'operation',
		'model',
		'prompt',
		...(['image', 'lastFrame'] as const).flatMap((one) => (hasSetting(one) ? PICTURES[one] : [])),
		...MAIN_CHOICES.filter(hasSetting),
		...RESULT,
	];
}

function choiceOf(parameter: Parameter | undefined): ChoiceParameter {
	if (parameter?.kind !== 'choice') throw new Error('It is no choice');
	return parameter;
}

describe.each(MODELS)('with $id of $provider', ({ provider, operation, id, model }) => {
	const given = { provider, operation, model: id };

	it('exactly the model’s fields are shown, each once', () => {
		expect(sorted(namesOf(shownFields(given)))).toEqual(sorted(mainFields(has(model))));
	});

	it('the choices and the default are the model’s', () => {
		const fields = shownFields(given);
		const shown = MAIN_CHOICES.filter(has(model)).map((setting) => {
			const field = onlyField(fields, setting);
			return { setting, values: new Set(choicesOf(field)), default: field.default };
		});
		expect(shown).toEqual(
			MAIN_CHOICES.filter(has(model)).map((setting) => {
				const { values, default: preset } = choiceOf(model.parameters[setting]);
				return { setting, values: new Set(values), default: preset };
			}),
		);
	});

	it('the options offer exactly the model’s settings, each once', () => {
		const audio = model.parameters.audio
			? provider === 'aimlApi'
				? ['audioSource', 'audioUrl']
				: ['audioUrl']
			: [];
		expect(sorted(namesOf(shownOptions(given)))).toEqual(
			sorted([
				...VIDEO_OPTIONS.filter(has(model)),
				...audio,
				...PROCESS_OPTIONS,
				...(provider === 'aimlApi' ? ['endpoint'] : []),
			]),
		);
	});

	it('an option starts as the provider would have it', () => {
		const options = shownOptions(given);
		const starts = Object.fromEntries(
			VIDEO_OPTIONS.filter(has(model)).map((name) => [name, onlyField(options, name).default]),
		);
		expect(starts).toEqual(
			Object.fromEntries(
				VIDEO_OPTIONS.filter(has(model)).map((name) => {
					const parameter = model.parameters[name];
					if (parameter && 'default' in parameter) return [name, parameter.default];
					return [name, parameter?.kind === 'integer' ? 0 : ''];
				}),
			),
		);
	});
});

// The editor decides what to show by what the expression comes to, n8n's engine by the expression itself.
describe.each(PLACES)('a model given by an expression: $operation on $provider', (place) => {
	const { provider, operation } = place;
	const settings = settingsFor(catalogOf(provider), operation);
	const offered = (setting: Setting) => settings.includes(setting);
	const expected = sorted([...mainFields(offered), 'additionalFields']);
	const given = { ...place, model: '={{ $json.model }}' };

	it.each([
		['has no data to be worked out with yet', undefined],
		['comes to nothing', ''],
		['comes to a model that is not listed', 'alibaba/wan-9-t2v'],
	])(
		'shows every field that any of the models has, each once, while the expression %s',
		(_, model) => {
			expect(sorted(namesOf(shownFieldsForResolved(place, model)))).toEqual(expected);
		},
	);

	it.each(
		modelsFor(catalogOf(provider), operation).flatMap((model) =>
			spellings([model]).map((id) => [id, model] as const),
		),
	)('shows the fields of the model, each once, when the expression comes to %s', (id, model) => {
		expect(sorted(namesOf(shownFieldsForResolved(place, id)))).toEqual(
			sorted(mainFields(has(model))),
		);
	});

	it('leaves what is not set to the model when the workflow runs', () => {
		const values = formValues(given);
		const choices = MAIN_CHOICES.filter(offered);
		expect(choices.map((name) => values[name])).toEqual(choices.map(() => ''));
	});

	it('offers the default of the model, and every choice there is, but none twice', () => {
		const fields = shownFieldsForResolved(place, undefined);
		const lower = (values: unknown[]) => values.map((value) => String(value).toLowerCase());
		const choices = MAIN_CHOICES.filter(offered).map((setting) => {
			return { setting, values: sorted(lower(choicesOf(onlyField(fields, setting)))) };
		});
		expect(choices).toEqual(
			MAIN_CHOICES.filter(offered).map((setting) => {
				const all = modelsFor(catalogOf(provider), operation).flatMap(({ parameters }) =>
					parameters[setting] ? lower([...choiceOf(parameters[setting]).values]) : [],
				);
				return { setting, values: sorted(['', ...new Set(all)]) };
			}),
		);
	});

	it('calls leaving it to the model by its name', () => {
		const fields = shownFieldsForResolved(place, undefined);
		const names = MAIN_CHOICES.filter(offered).map((setting) => {
			const options = onlyField(fields, setting).options as INodePropertyOptions[];
			return options.find(({ value }) => value === '')?.name;
		});
		expect(new Set(names)).toEqual(new Set(['Default of the Model']));
	});

	it('offers every option that any of the models has, each once', () => {
		const names = namesOf(shownOptions(given));
		expect(new Set(names).size).toBe(names.length);
		expect(names).toEqual(
			expect.arrayContaining([...PROCESS_OPTIONS, ...VIDEO_OPTIONS.filter(offered)]),
		);
	});
});

describe('the form of Fetch', () => {
	const aimlApi = { provider: 'aimlApi', operation: 'fetch' };
	const muleRouter = { provider: 'muleRouter', operation: 'fetch' };

	it('asks AI/ML API’s users for the ID only', () => {
		expect(namesOf(shownFields(aimlApi))).toEqual([
			'provider',
			'operation',
			'generationId',
			...RESULT,
		]);
	});

	it('asks MuleRouter’s users for the model as well', () => {
		expect(namesOf(shownFields(muleRouter))).toEqual([
			'provider',
			'operation',
			'generationId',
			'model',
			...RESULT,
		]);
	});

	it('takes both from the incoming item by itself', () => {
		expect(formValues(muleRouter)).toMatchObject({
			generationId: '={{ $json.id }}',
			model: '={{ $json.model }}',
		});
	});

	it('offers to download even without waiting, as the video may be there', () => {
		const fields = shownFields({ ...aimlApi, waitForCompletion: false });
		expect(namesOf(fields)).toContain('downloadVideo');
	});

	it('offers no setting of a video in its options', () => {
		expect(sorted(namesOf(shownOptions(muleRouter)))).toEqual(sorted(PROCESS_OPTIONS));
	});
});

describe('the form for AI agents', () => {
	const GENERATE = { operation: 'textToVideo' };
	const FETCH = { operation: 'fetch' };

	it.each([
		['Text to Video', GENERATE],
		['Fetch', FETCH],
		['Fetch that only looks', { ...FETCH, waitForCompletion: false }],
	])('shows one switch for the download, and off, for %s', (_, given) => {
		const field = onlyField(shownFields(given, toolDescription), 'downloadVideo');
		expect(field.default).toBe(false);
		expect(onlyField(shownFields(given), 'downloadVideo').default).toBe(true);
	});

	it.each([
		['Text to Video', GENERATE],
		['Fetch', FETCH],
	])('has it off for %s that waits by an expression', (_, given) => {
		const waiting = { ...given, waitForCompletion: '={{ $json.wait }}' };
		expect(formValues(waiting, toolDescription)).toMatchObject({ downloadVideo: false });
		expect(formValues(waiting)).toMatchObject({ downloadVideo: true });
	});
});

describe('a form that does not wait for the video', () => {
	it('has nothing to download', () => {
		const fields = shownFields({ operation: 'textToVideo', waitForCompletion: false });
		expect(namesOf(fields)).not.toContain('downloadVideo');
	});
});

describe('a picture', () => {
	const place = { provider: 'muleRouter', operation: 'imageToVideo', model: 'wan2.1-kf2v-plus' };

	it.each([
		['imageSource', 'imageUrl', 'imageBinaryProperty'],
		['lastFrameSource', 'lastFrameUrl', 'lastFrameBinaryProperty'],
	])('of %s is a link or a binary field, never both', (source, url, binaryProperty) => {
		const both = new Set([url, binaryProperty]);
		const shown = (value: string) =>
			namesOf(shownFields({ ...place, [source]: value })).filter((name) => both.has(name));
		expect({ url: shown('url'), binary: shown('binary') }).toEqual({
			url: [url],
			binary: [binaryProperty],
		});
	});
});

describe('the sound of AI/ML API', () => {
	const place = { provider: 'aimlApi', operation: 'textToVideo', model: 'alibaba/wan-2-7-t2v' };

	it.each([
		['url', 'audioUrl', 'audioBinaryProperty'],
		['binary', 'audioBinaryProperty', 'audioUrl'],
	])('from %s asks for %s only', (audioSource, asked, notAsked) => {
		const names = namesOf(shownOptions(place, { audioSource }));
		expect(names).toContain(asked);
		expect(names).not.toContain(notAsked);
	});
});

describe('the credential', () => {
	it.each([
		['aimlApi', 'wanVideoAimlApi'],
		['muleRouter', 'wanVideoMuleRouterApi'],
	])('asked for with %s is %s', (provider, credential) => {
		const values = formValues({ provider });
		const shown = (description.credentials ?? []).filter((one) =>
			NodeHelpers.displayParameter(values, one, null, description),
		);
		expect(shown.map(({ name, required }) => ({ name, required }))).toEqual([
			{ name: credential, required: true },
		]);
	});
});

describe('a field', () => {
	it('has no display rule that is there but undefined, which n8n 1 trips over', () => {
		const options = description.properties.flatMap(({ type, options = [] }) =>
			type === 'collection' ? (options as INodeProperties[]) : [],
		);
		const odd = [...description.properties, ...options].filter(({ displayOptions = {} }) =>
			Object.values(displayOptions).includes(undefined),
		);
		expect(odd).toEqual([]);
	});

	it('can be reached by some choice of the others', () => {
		const sources = ['url', 'binary'];
		const reached = new Set(
			[
				...PLACES,
				{ provider: 'aimlApi', operation: 'fetch' },
				{ provider: 'muleRouter', operation: 'fetch' },
			]
				.flatMap((place) =>
					['={{ $json.model }}', ...MODELS.map(({ id }) => id)].map((model) => ({
						...place,
						model,
					})),
				)
				.flatMap((given) =>
					sources.flatMap((imageSource) =>
						[true, false].map((waitForCompletion) => ({
							...given,
							imageSource,
							lastFrameSource: imageSource,
							waitForCompletion,
						})),
					),
				)
				.flatMap((given) => [...shownFields(given), ...shownFields(given, toolDescription)]),
		);
		expect(description.properties.filter((field) => !reached.has(field))).toEqual([]);
	});

	it('of the options can be reached by some choice of the others', () => {
		const collections = description.properties.filter(({ name }) => name === 'options');
		const all = collections.flatMap(({ options = [] }) => options);
		const reached = new Set<unknown>(
			[
				...MODELS.map(({ provider, operation, id }) => ({ provider, operation, model: id })),
				{ provider: 'aimlApi', operation: 'fetch' },
				{ provider: 'muleRouter', operation: 'fetch' },
			].flatMap((given) =>
				['url', 'binary'].flatMap((audioSource) => shownOptions(given, { audioSource })),
			),
		);
		expect(all.filter((option) => !reached.has(option))).toEqual([]);
	});
});
