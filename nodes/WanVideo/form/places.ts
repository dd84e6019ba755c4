import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { modelsFor, operationsOf, spellings, type UsedModel } from '../models/catalog';
import type { GenerateOperation } from '../models/operations';
import type { Provider } from '../providers/Provider';

/** A choice of provider, operation and model: the form shows other fields for each. */
export interface Place {
	provider: Provider;
	operation: GenerateOperation;
	/** Undefined for any model that the provider's table does not know. */
	model: UsedModel | undefined;
}

/** Everywhere a user can come to with one of these providers: each model, and any other. */
export function placesOf(providers: readonly Provider[]): Place[] {
	return providers.flatMap((provider) =>
		operationsOf(provider.catalog).flatMap((operation) =>
			[...modelsFor(provider.catalog, operation), undefined].map((model) => ({
				provider,
				operation,
				model,
			})),
		),
	);
}

/** A field, and where it is shown. */
interface Variant {
	field: INodeProperties;
	places: Place[];
}

/**
 * As few properties as show a field's variants where they belong: what is alike in several places is one.
 *
 * Of one name, those for models that the table does not know come last. When the workflow runs, n8n takes every `show`
 * condition on an expression as met, so with a model that is plain text of an expression, as stored workflows have it,
 * the last field's default is the one that counts.
 *
 * @param fieldsAt the fields that stand in a place, under one name or several
 * @param prefix '/' within a collection: the conditions are on the form's own fields
 */
export function merged(
	places: readonly Place[],
	fieldsAt: (place: Place) => INodeProperties[],
	prefix: '' | '/' = '',
): INodeProperties[] {
	const variants = new Map<string, Variant>();
	const keys = new Map<INodeProperties, string>();
	for (const place of places) {
		for (const field of fieldsAt(place)) {
			const key = keys.get(field) ?? JSON.stringify(field);
			keys.set(field, key);
			const variant = variants.get(key) ?? { field, places: [] };
			variant.places.push(place);
			variants.set(key, variant);
		}
	}
	const all = [...variants.values()];
	const isForAny = ({ places: shown }: Variant) => shown.some(({ model }) => !model);
	// Name by name: a field that is the same for any model stays in front of those that belong to it.
	const names = [...new Set(all.map(({ field }) => field.name))];
	const ordered = names.flatMap((name) => {
		const own = all.filter(({ field }) => field.name === name);
		return [...own.filter((one) => !isForAny(one)), ...own.filter(isForAny)];
	});
	return ordered.flatMap(({ field, places: shown }) =>
		conditionsOf(shown).map((conditions) => withConditions(field, conditions, prefix)),
	);
}

/** In n8n's terms: one of each list is chosen, and none of `notModels`. */
interface Conditions {
	providers: string[];
	operations: string[];
	models?: string[];
	notModels?: string[];
	/** The characters that the ids of the models' provider begin with. */
	firsts: string[];
}

type ModelConditions = Omit<Conditions, 'providers' | 'operations'>;

function conditionsOf(places: readonly Place[]): Conditions[] {
	const ofOne = groups(places, ({ provider }) => provider.name).flatMap(([, ofProvider]) => {
		const byOperation = groups(ofProvider, ({ operation }) => operation).map(([, shown]) => shown);
		return merge(
			unitable(byOperation).map((shown) => ({
				providers: [...new Set(shown.map(({ provider }) => provider.name))],
				operations: [...new Set(shown.map(({ operation }) => operation))],
				...modelConditions(shown),
			})),
			'operations',
		);
	});
	// The models of two providers may have the same ids, so only fields for any model are shared by several.
	const [forSome, forAny] = [
		ofOne.filter(({ models, notModels }) => models ?? notModels),
		ofOne.filter(({ models, notModels }) => !models && !notModels),
	];
	return [...forSome, ...merge(forAny, 'providers')];
}

/**
 * Puts the places of several operations together where one list of operations and one of models says where they are:
 * where a model is that has none of these operations, nothing is shown anyway.
 */
function unitable(byOperation: Place[][]): Place[][] {
	const united: Place[][] = [];
	for (const shown of byOperation) {
		const partner = united.find((other) => isProduct([...other, ...shown]));
		if (partner) partner.push(...shown);
		else united.push([...shown]);
	}
	return united;
}

function isProduct(places: readonly Place[]): boolean {
	const operations = new Set(places.map(({ operation }) => operation));
	return places.every(
		({ model }) =>
			model &&
			[...operations].every(
				(operation) =>
					!model.uses[operation] ||
					places.some((one) => one.operation === operation && one.model?.id === model.id),
			),
	);
}

/** Makes one of those that differ in one list only. */
function merge(conditions: Conditions[], list: 'providers' | 'operations'): Conditions[] {
	if (conditions.length < 2) return conditions;
	return groups(conditions, (one) => JSON.stringify({ ...one, [list]: [] })).map(([, alike]) => ({
		...alike[0],
		[list]: alike.flatMap((one) => one[list]),
	})) as Conditions[];
}

/** @param shown places of one provider; of one operation, unless all of them are those of known models */
function modelConditions(shown: readonly Place[]): ModelConditions {
	const [first] = shown;
	if (!first) return { firsts: [] };
	const { catalog } = first.provider;
	const here = shown.flatMap(({ model }) => model ?? []);
	const firsts = [...new Set(spellings(catalog.models).map((id) => id.charAt(0)))];
	if (shown.every(({ model }) => model)) return { models: [...new Set(spellings(here))], firsts };
	// One list for all operations: then they share the field.
	if (here.length === 0) return { notModels: spellings(catalog.models), firsts: [] };
	const ids = here.map(({ id }) => id);
	const others = modelsFor(catalog, first.operation).filter(({ id }) => !ids.includes(id));
	return { ...(others.length > 0 && { notModels: spellings(others) }), firsts: [] };
}

/**
 * Ways to write the path of one character: n8n takes each for a condition of its own, and wants all of them met. From
 * the root, as n8n 1 waits in vain for a field of such a name beside it.
 */
const SECOND_CHARACTER = [
	'/model.value[1]',
	'/model.value.1',
	'/model["value"][1]',
	'/model[value][1]',
	"/model['value'][1]",
	'/model.value["1"]',
];

/**
 * Conditions that the list's value is no expression. The editor does not know what one gives, and n8n takes a condition
 * on it as met: then the fields of every model would be shown at once. An expression is told by what follows its `=`:
 * a brace, a blank, or what an id begins with, as the editor makes `=alibaba/…` of a chosen model.
 */
function noExpression(models: readonly string[], firsts: readonly string[]) {
	const seconds = new Set(models.map((id) => id.charAt(1)));
	const marks = ['{', ' ', ...firsts].filter((mark) => !seconds.has(mark));
	return Object.fromEntries(
		SECOND_CHARACTER.slice(0, marks.length).map((path, index) => [
			path,
			[{ _cnd: { not: marks[index] } }],
		]),
	);
}

function withConditions(
	field: INodeProperties,
	{ providers, operations, models, notModels, firsts }: Conditions,
	prefix: string,
): INodeProperties {
	const { show, hide } = field.displayOptions ?? {};
	const displayOptions: IDisplayOptions = {
		show: {
			[`${prefix}provider`]: providers,
			[`${prefix}operation`]: operations,
			// The model comes last: n8n looks at no other condition after one on an expression.
			...show,
			...(models && { ...noExpression(models, firsts), [`${prefix}model`]: models }),
		},
		// n8n 1 trips over a rule that is there but undefined.
		...((notModels ?? hide) && {
			hide: { ...(notModels && { [`${prefix}model`]: notModels }), ...hide },
		}),
	};
	return { ...field, displayOptions };
}

function groups<T>(all: readonly T[], keyOf: (one: T) => string): Array<[string, T[]]> {
	const found = new Map<string, T[]>();
	for (const one of all) {
		const key = keyOf(one);
		const group = found.get(key);
		if (group) group.push(one);
		else found.set(key, [one]);
	}
	return [...found];
}
