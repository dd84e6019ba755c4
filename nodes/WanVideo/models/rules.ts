import { fieldAt } from './fieldPaths';
import { SETTING_LABELS } from './labels';
import type { Catalog, Model, Parameters, Setting } from './Model';
import { invalid, isUnset } from './words';

/** What the fields of a request may not be together, whatever each of them is. In the provider's names. */
export type Rule =
	/** None of the ones goes with any of the others. */
	| { kind: 'excludes'; fields: readonly string[]; others: readonly string[] }
	/** The one is nothing without the other. */
	| { kind: 'requires'; field: string; needs: string }
	/** One at least of these is there. */
	| { kind: 'needsOne'; fields: readonly string[] };

/**
 * Holds a whole request against a model's rules, with what came by Additional Fields.
 *
 * @throws Problem `invalidInput` for the first rule that is broken
 */
export function checkRules(
	catalog: Catalog,
	model: Model & { parameters: Parameters; rules?: readonly Rule[] },
	fields: Readonly<Record<string, unknown>>,
): void {
	const isThere = (field: string) => {
		const value = fieldAt(fields, field);
		return !isUnset(value) && !(Array.isArray(value) && value.length === 0);
	};
	const name = (field: string) => nameOf(catalog, model.parameters, field);
	for (const rule of model.rules ?? []) {
		switch (rule.kind) {
			case 'excludes': {
				const one = rule.fields.find(isThere);
				const other = rule.others.find(isThere);
				if (one === undefined || other === undefined) break;
				throw invalid(
					`${model.name} does not take ${name(one)} and ${name(other)} together`,
					`Remove one of them.`,
				);
			}
			case 'requires': {
				if (!isThere(rule.field) || isThere(rule.needs)) break;
				const needs = name(rule.needs);
				throw invalid(
					`${model.name} takes ${name(rule.field)} only with ${needs}`,
					`Add ${needs}, or remove ${name(rule.field)}.`,
				);
			}
			case 'needsOne': {
				if (rule.fields.some(isThere)) break;
				throw invalid(
					`${model.name} needs ${rule.fields.map(name).join(' or ')}`,
					'Add one of them, or choose another model.',
				);
			}
		}
	}
}

/** A rule in words, for the documentation. */
export function describeRule(
	catalog: Catalog,
	{ parameters }: { parameters: Parameters },
	rule: Rule,
): string {
	const names = (fields: readonly string[]) => [
		...new Set(fields.map((field) => nameOf(catalog, parameters, field))),
	];
	switch (rule.kind) {
		case 'excludes':
			return `Not together: ${names(rule.fields).join(', ')} with ${names(rule.others).join(', ')}`;
		case 'requires':
			return `${names([rule.field]).join('')} only with ${names([rule.needs]).join('')}`;
		case 'needsOne':
			return `Needed: ${names(rule.fields).join(' or ')}`;
	}
}

/** What the form calls a field of the request; its own name in quotes where the form has none for it. */
function nameOf({ fields }: Catalog, parameters: Parameters, field: string): string {
	for (const [setting, parameter] of Object.entries(parameters)) {
		const own = parameter.field ?? fields[setting as Setting];
		const ofReferences =
			parameter.kind === 'references' &&
			Object.values(parameter.kinds).some((kind) => kind.field === field);
		if (own === field || ofReferences) return SETTING_LABELS[setting as Setting];
	}
	return `"${field}"`;
}
