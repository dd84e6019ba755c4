import { modelsFor } from '../models/catalog';
import type { Catalog, Parameter, ReferencesParameter, Setting } from '../models/Model';
import { operationNamed } from '../models/operations';
import { isOption } from './parameterNames';
import type { Place } from './places';

/**
 * What a model may have that the form does not know: one of no list, or any of the list by an expression. So it is all
 * that the operation's models have; of what belongs to a function, under that function.
 */
export function anyParameter(setting: Setting, place: Place): Parameter | undefined {
	const { catalog } = place.provider;
	const known = found.get(catalog) ?? new Map<string, Parameter | undefined>();
	found.set(catalog, known);
	const key = `${place.operation}/${setting}`;
	if (!known.has(key)) known.set(key, find(setting, place));
	return known.get(key);
}

/** Gone through once: the form asks several times, and n8n's start waits for it. */
const found = new WeakMap<Catalog, Map<string, Parameter | undefined>>();

function find(setting: Setting, { provider, operation }: Place): Parameter | undefined {
	const { media, prompt } = operationNamed(operation);
	const models = modelsFor(provider.catalog, operation);
	if (setting === 'prompt') {
		if (prompt === '') return undefined;
		// Where none has one, n8n would ask for it in vain.
		const isUsual = models.some(({ parameters }) => parameters.prompt);
		return { kind: 'text', ...(isUsual && { required: true as const }) };
	}
	const known = models.flatMap(({ parameters }) => parameters[setting] ?? []);
	const ofAnyFunction = known.find(({ functions }) => !functions);
	const first = ofAnyFunction ?? known[0];
	if (first?.kind === 'references') return anyReferences(known);
	// What an operation starts from, a model without functions has as well.
	if (first && setting in media) return { ...first, functions: undefined };
	if (isOption(operation, setting)) return first;
	const choices = known.filter((one) => one.kind === 'choice');
	if (choices.length === 0) return first?.functions && first;
	// Values that differ in case only are the same to the node: one of them will do.
	const values = new Map(
		choices.flatMap((one) =>
			one.values
				.filter((value) => value !== '')
				.map((value) => [String(value).toLowerCase(), value] as const),
		),
	);
	const functions = ofAnyFunction ? undefined : first?.functions;
	return { kind: 'choice', values: [...values.values()], default: '', functions };
}

function anyReferences(known: readonly Parameter[]): ReferencesParameter {
	const all = known.filter((one) => one.kind === 'references');
	return {
		kind: 'references',
		kinds: Object.assign({}, ...all.map(({ kinds }) => kinds)) as ReferencesParameter['kinds'],
		rolesField: all.find(({ rolesField }) => rolesField)?.rolesField,
	};
}
