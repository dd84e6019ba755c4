import { describe, expect, it } from '@jest/globals';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { spellings } from '../../nodes/WanVideo/models/catalog';
import type { Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import {
	choicesOf,
	locator,
	namesOf,
	onlyField,
	shownFields,
	shownFieldsForResolved,
	shownOptions,
} from '../support/form';
import { BY_FILES, isMain, mainFields, optionFields, sorted } from '../support/formFields';
import { functionsOf, settingsWith, type TestedUse, USES } from '../support/uses';

/** The form's values for a use of a model, by one of its names. */
const given = (
	{ provider, operation, model }: TestedUse,
	chosen: string | undefined,
	id: string | INodeParameters,
): INodeParameters => ({
	provider,
	operation,
	model: id,
	...(model.parameters.function && { function: chosen }),
});

const WITH_FUNCTIONS = USES.flatMap((use) =>
	functionsOf(use.model).map((chosen) => ({
		...use,
		chosen: chosen ?? '',
		settings: settingsWith(use.model, chosen),
		spelled: spellings([use.model]),
		at: (id: string | INodeParameters) => given(use, chosen, id),
	})),
);

/** What a user finds a field set to, and what can be chosen. */
function start({ type, default: preset, ...field }: INodeProperties): unknown {
	return type === 'options'
		? { choices: new Set(choicesOf(field as INodeProperties)), preset }
		: preset;
}

/** The same, as the model's table has it. */
function startOf(parameter: Parameter): unknown {
	switch (parameter.kind) {
		case 'choice':
			return { choices: new Set(parameter.values), preset: parameter.default };
		case 'integer':
		case 'number':
			return parameter.default ?? parameter.minimum ?? 0;
		case 'switch':
			return parameter.default;
		case 'text':
		case 'image':
		case 'video':
		case 'audio':
		case 'references':
			return '';
	}
}

describe.each(WITH_FUNCTIONS)('$id for $operation on $provider $chosen', (use) => {
	const { id, spelled, settings, at } = use;
	const simple = (Object.entries(settings) as Array<[Setting, Parameter]>).filter(([, { kind }]) =>
		['text', 'choice', 'integer', 'number', 'switch'].includes(kind),
	);

	it('is given by exactly its own fields, each once, under any of its names', () => {
		const expected = sorted(mainFields(use, settings));
		for (const spelling of spelled) {
			expect(sorted(namesOf(shownFields(at(locator(spelling)))))).toEqual(expected);
		}
	});

	it('has the same fields from the list, by its ID, as plain text and by an expression', () => {
		const expected = namesOf(shownFields(at(locator(id))));
		expect(namesOf(shownFields(at(locator(id, 'id'))))).toEqual(expected);
		expect(namesOf(shownFields(at(id)))).toEqual(expected);
		// The editor decides what to show by what the expression comes to.
		expect(namesOf(shownFieldsForResolved(at(id), id))).toEqual(expected);
	});

	it('is offered exactly its own options, each once', () => {
		expect(sorted(namesOf(shownOptions(at(locator(id)))))).toEqual(
			sorted(optionFields(use, settings)),
		);
	});

	it('has its own choices and defaults', () => {
		const main = shownFields(at(locator(id)));
		const options = shownOptions(at(locator(id)));
		const starts = simple.map(([setting]) => [
			setting,
			start(onlyField(isMain(use, setting) ? main : options, setting)),
		]);
		expect(starts).toEqual(simple.map(([setting, parameter]) => [setting, startOf(parameter)]));
	});

	it('is asked for the name of a binary field, and no link, for each file that is one', () => {
		const withLinks = namesOf(shownFields(at(locator(id))));
		const byFiles = { ...at(locator(id)), ...BY_FILES };
		expect(sorted(namesOf(shownFields(byFiles)))).toEqual(
			sorted(withLinks.map((name) => name.replace(/Url$/, 'BinaryProperty'))),
		);
	});

	it('takes a file for an option by a link or from a binary field, never both', () => {
		const names = namesOf(shownOptions(at(locator(id)), BY_FILES));
		const sources = names.filter((name) => name.endsWith('Source'));
		const files = sources.map((source) => source.replace('Source', ''));
		const fields = names.filter((name) => /(Url|BinaryProperty)$/.test(name));
		const own = fields.filter((name) => files.some((file) => name.startsWith(file)));
		expect(own).toEqual(files.map((file) => `${file}BinaryProperty`));
	});
});
