import { describe, expect, it } from '@jest/globals';
import type { INodePropertyOptions } from 'n8n-workflow';

import { modelsFor } from '../../nodes/WanVideo/models/catalog';
import type { Parameter, Parameters, Setting } from '../../nodes/WanVideo/models/Model';
import { MEDIA_KINDS, operationNamed } from '../../nodes/WanVideo/models/operations';
import {
	choicesOf,
	formValues,
	locator,
	namesOf,
	onlyField,
	shownFields,
	shownFieldsForResolved,
	shownOptions,
} from '../support/form';
import { BY_FILES, isMain, mainFields, processOptionsOf, sorted } from '../support/formFields';
import { takesFiles } from '../support/parameterShapes';
import { catalogOf } from '../support/providers';
import { PLACES, type TestedUse } from '../support/uses';

type Place = Pick<TestedUse, 'provider' | 'operation'>;

/** All that the models of a place have. */
function parametersAt({ provider, operation }: Place): Array<[Setting, Parameter]> {
	return modelsFor(catalogOf(provider), operation).flatMap(
		({ parameters }) => Object.entries(parameters) as Array<[Setting, Parameter]>,
	);
}

/** What each choice of the main form may be, where a model has the setting with every function. */
function choicesAt(place: Place): Array<[setting: Setting, values: string[]]> {
	const values = new Map<Setting, Set<string>>();
	const all = parametersAt(place);
	for (const [setting, parameter] of all) {
		if (parameter.kind !== 'choice' || !isMain(place, setting)) continue;
		if (all.every(([other, { functions }]) => other !== setting || functions)) continue;
		const known = values.get(setting) ?? new Set<string>();
		for (const value of parameter.values) if (value !== '') known.add(String(value).toLowerCase());
		values.set(setting, known);
	}
	return [...values].map(([setting, all]) => [setting, sorted([...all])]);
}

/** What the form asks for, for any model: what the operation starts from, and every choice there is. */
function settingsAt(place: Place): Parameters {
	const choices = choicesAt(place).map(([setting]): Setting => setting);
	const prompt = operationNamed(place.operation).prompt !== '' && {
		prompt: { kind: 'text' } as const,
	};
	const ofModels = Object.fromEntries(
		parametersAt(place).filter(
			([setting, parameter]) =>
				isMain(place, setting) &&
				((parameter.kind !== 'choice' && !/integer|number|switch/.test(parameter.kind)) ||
					choices.includes(setting)),
		),
	);
	return { ...prompt, ...ofModels };
}

describe.each(PLACES)('a model that is not in the list: $operation on $provider', (place) => {
	const expected = sorted([...mainFields(place, settingsAt(place)), 'additionalFields']);
	const unlisted = 'vendor/wan-9';

	it.each([
		['by its ID', locator(unlisted, 'id')],
		['from the provider’s own list', locator(unlisted)],
		['as plain text', unlisted],
		// What it gives is not known to the editor, nor to the engine before it runs.
		['by an expression', locator('={{ $json.model }}', 'id')],
	])('has the fields of the operation, each once, and Additional Fields: %s', (_, model) => {
		expect(sorted(namesOf(shownFields({ ...place, model })))).toEqual(expected);
	});

	it.each([
		['has no data to be worked out with yet', undefined],
		['comes to nothing', ''],
		['comes to a model that is not in the list', unlisted],
	])('has the same fields while an expression %s', (_, model) => {
		expect(sorted(namesOf(shownFieldsForResolved(place, model)))).toEqual(expected);
	});

	it('has each field once, with files from binary fields, too', () => {
		const names = namesOf(shownFields({ ...place, ...BY_FILES, model: unlisted }));
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it.each([
		['by its ID', unlisted],
		['by an expression', locator('={{ $json.model }}', 'id')],
	])('has every option that a model here has with any function, none twice: %s', (_, model) => {
		const settings = parametersAt(place)
			.filter(([setting, { functions }]) => !isMain(place, setting) && !functions)
			.flatMap(([setting, { kind }]) => {
				if (!(setting in MEDIA_KINDS)) return [setting];
				const isFile = takesFiles(catalogOf(place.provider), { kind: kind as 'image' });
				return isFile ? [`${setting}Source`, `${setting}Url`] : [`${setting}Url`];
			});
		expect(sorted(namesOf(shownOptions({ ...place, model })))).toEqual(
			sorted([...new Set(settings), ...processOptionsOf(place.provider)]),
		);
	});

	it('is offered every choice there is, none twice, and to leave it to the model', () => {
		const fields = shownFields({ ...place, model: unlisted });
		const offered = choicesAt(place).map(([setting]) => {
			const { options, ...field } = onlyField(fields, setting);
			const none = (options as INodePropertyOptions[]).filter(({ value }) => value === '');
			return {
				setting,
				values: sorted(choicesOf({ ...field, options }).map((one) => String(one).toLowerCase())),
				none: none.map(({ name }) => name),
				preset: field.default,
			};
		});
		expect(offered).toEqual(
			choicesAt(place).map(([setting, values]) => ({
				setting,
				values: ['', ...values],
				none: ['Default of the Model'],
				preset: '',
			})),
		);
	});
});

// n8n's engine goes by the expression itself: it takes every condition on it as met, and the last field of a name counts.
describe.each(PLACES)('a model by an expression when it runs: $operation on $provider', (place) => {
	const model = '={{ $json.model }}';

	it.each([
		['the form', locator(model, 'id')],
		['a stored workflow', model],
	])('leaves what is not set to the model, as in %s', (_, given) => {
		const values = formValues({ ...place, model: given });
		const choices = choicesAt(place).map(([setting]) => [setting, values[setting]]);
		expect(choices).toEqual(choicesAt(place).map(([setting]) => [setting, '']));
	});

	it('keeps every option that any of the models has', () => {
		const names = namesOf(shownOptions({ ...place, model }));
		const all = parametersAt(place)
			.filter(([setting, { kind, functions }]) => {
				const isFile = /image|video|audio|references/.test(kind);
				return !isMain(place, setting) && !isFile && !functions;
			})
			.map(([setting]) => setting);
		expect(names).toEqual(expect.arrayContaining([...all, 'additionalFields']));
	});
});
