import { describe, expect, it } from '@jest/globals';
import { type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';

import { modelsFor, spellings } from '../../nodes/WanVideo/models/catalog';
import {
	description,
	formValues,
	locator,
	namesOf,
	onlyField,
	shownFields,
	shownOptions,
	toolDescription,
} from '../support/form';
import { BY_FILES, PROCESS_OPTIONS, RESULT_FIELDS, sorted } from '../support/formFields';
import { catalogOf, PROVIDER_NAMES } from '../support/providers';
import { functionsOf, PLACES } from '../support/uses';

const collections = description.properties.filter(({ type }) => type === 'collection');
const allOptions = collections.flatMap(({ options = [] }) => options as INodeProperties[]);

describe('the form of Fetch', () => {
	const aimlApi = { provider: 'aimlApi', operation: 'fetch' };
	const muleRouter = { provider: 'muleRouter', operation: 'fetch' };

	it('asks AI/ML API’s users for the ID only', () => {
		expect(namesOf(shownFields(aimlApi))).toEqual([
			'provider',
			'resource',
			'operation',
			'generationId',
			...RESULT_FIELDS,
		]);
	});

	it('asks MuleRouter’s users for the model as well', () => {
		expect(namesOf(shownFields(muleRouter))).toEqual([
			'provider',
			'resource',
			'operation',
			'generationId',
			'model',
			...RESULT_FIELDS,
		]);
	});

	it('takes both from the incoming item by itself', () => {
		expect(formValues(muleRouter)).toMatchObject({
			generationId: '={{ $json.id }}',
			model: locator('={{ $json.model }}', 'id'),
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

describe('a number', () => {
	it.each([
		['krea/krea-wan-14b/text-to-video', 'From 18 to 162 in steps of 12.'],
		['alibaba/wan-3-0-video', 'From 2 to 30 seconds.'],
		['w3.0-video', 'From 2 to 30 seconds. With -1, the model chooses.'],
	])('says what it may be, with %s', (model, range) => {
		const provider = model.includes('/') ? 'aimlApi' : 'muleRouter';
		const place = { provider, operation: 'textToVideo', model };
		const numbers = [...shownFields(place), ...shownOptions(place)].filter(({ name }) =>
			['frames', 'duration'].includes(name),
		);
		expect(numbers.map(({ description: text }) => text)).toEqual([
			expect.stringMatching(new RegExp(`${range.replaceAll('.', '\\.')}$`)),
		]);
	});
});

describe('a form that does not wait for the video', () => {
	it('has nothing to download', () => {
		const fields = shownFields({ operation: 'textToVideo', waitForCompletion: false });
		expect(namesOf(fields)).not.toContain('downloadVideo');
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

function functionsAt({ provider, operation }: (typeof PLACES)[number]): string[] {
	return modelsFor(catalogOf(provider), operation).flatMap((model) =>
		functionsOf(model).flatMap((chosen) => chosen ?? []),
	);
}

/** Every choice of provider, operation, model and function, with files in either way. */
const EVERYWHERE: INodeParameters[] = [
	...PLACES.flatMap((place) =>
		[
			...modelsFor(catalogOf(place.provider), place.operation).flatMap((model) =>
				functionsOf(model).map((chosen) => ({
					...place,
					model: spellings([model])[0] ?? '',
					...(model.parameters.function && { function: chosen ?? '' }),
				})),
			),
			// A model that is not in the list, or one by an expression, may have any of the functions.
			...['', ...functionsAt(place)].map((chosen) => ({
				...place,
				model: 'vendor/wan-9',
				...(chosen && { function: chosen }),
			})),
		].flatMap((given) => [given, { ...given, ...BY_FILES }]),
	),
	...PROVIDER_NAMES.flatMap((provider) =>
		[true, false].map((waitForCompletion) => ({ provider, operation: 'fetch', waitForCompletion })),
	),
];

describe('a field', () => {
	it('has no display rule that is there but undefined, which n8n 1 trips over', () => {
		const odd = [...description.properties, ...allOptions].filter(({ displayOptions = {} }) =>
			Object.values(displayOptions).includes(undefined),
		);
		expect(odd).toEqual([]);
	});

	// It never gets done with the order of fields that wait for one it does not find beside them.
	it('waits for fields that there are, or for those of the root: n8n 1 opens no workflow otherwise', () => {
		const names = [...namesOf(description.properties), '@tool'];
		const odd = description.properties.flatMap(({ displayOptions = {}, name }) =>
			Object.values(displayOptions)
				.flatMap((rule) => Object.keys((rule ?? {}) as object))
				.filter((other) => !names.includes(other) && !other.startsWith('/'))
				.map((other) => `${name}: ${other}`),
		);
		expect(odd).toEqual([]);
	});

	it('can be reached by some choice of the others', () => {
		const reached = new Set(
			EVERYWHERE.flatMap((values) => [
				...shownFields(values),
				...shownFields(values, toolDescription),
			]),
		);
		expect(description.properties.filter((field) => !reached.has(field))).toEqual([]);
	});

	it('of the options can be reached by some choice of the others', () => {
		const added = [
			{},
			{ audioSource: 'binary' },
			{ imageSource: 'binary' },
			{ lastFrameSource: 'binary' },
		];
		const reached = new Set(
			EVERYWHERE.flatMap((values) => added.flatMap((options) => shownOptions(values, options))),
		);
		expect(allOptions.filter((option) => !reached.has(option))).toEqual([]);
	});
});

describe('the description of the node', () => {
	it('stays small enough for the editor to load it with ease', () => {
		expect(JSON.stringify(description).length).toBeLessThan(250_000);
	});

	it('has one collection of options, for all places', () => {
		expect(collections.map(({ name }) => name)).toEqual(['options']);
	});

	it('has options that are shown by the provider, the operation, the model and their own kind', () => {
		const ofProcess = [...PROCESS_OPTIONS, 'endpoint', 'cancelOnStop', 'callbackUrl'];
		const odd = allOptions.filter(({ name, displayOptions }) => {
			const conditions = Object.keys(displayOptions?.show ?? {});
			return (
				!ofProcess.includes(name) &&
				!['/provider', '/operation'].every((one) => conditions.includes(one))
			);
		});
		expect(odd.map(({ name }) => name)).toEqual([]);
	});
});
