import fc from 'fast-check';

import type { UsedModel } from '../../nodes/WanVideo/models/catalog';
import type { Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { operationNamed } from '../../nodes/WanVideo/models/operations';
import { isReferences } from '../../nodes/WanVideo/models/references';
import type { Settings } from '../../nodes/WanVideo/models/requestFields';
import { allowedValue, forbiddenValue } from './arbitraries';
import { catalogOf } from './providers';
import { functionsOf, settingsWith, type TestedUse } from './uses';

const entriesOf = (parameters: UsedModel['parameters']) =>
	Object.entries(parameters) as Array<[Setting, Parameter]>;

/** What a request of a use can't do without. A choice has a value that is sent in the place of none. */
export function requiredSettings({ operation, model }: TestedUse): Setting[] {
	const { media } = operationNamed(operation);
	return entriesOf(model.parameters)
		.filter(
			([setting, parameter]) =>
				('required' in parameter && parameter.kind !== 'choice') ||
				media[setting as keyof typeof media] === 'required',
		)
		.map(([setting]) => setting);
}

/** These, and one of those that the model needs one of: the first. */
export function neededSettings(use: TestedUse): Setting[] {
	const ofRules = (use.model.rules ?? []).flatMap((rule) =>
		rule.kind === 'needsOne' ? (rule.fields.map(settingOf(use)).find(Boolean) ?? []) : [],
	);
	return [...requiredSettings(use), ...ofRules];
}

/** Settings that the form allows: what is required, and any of the rest; each function's own where there are some. */
export function allowedSettings(use: TestedUse): fc.Arbitrary<Settings> {
	const required = neededSettings(use);
	return fc.constantFrom(...functionsOf(use.model)).chain((chosen) => {
		const { function: choice, ...parameters } = settingsWith(use.model, chosen);
		const values = Object.fromEntries(
			entriesOf(parameters).map(([setting, parameter]) => [setting, allowedValue(parameter)]),
		);
		return fc
			.record(values, { requiredKeys: required.filter((setting) => setting in values) })
			.map((settings) => withoutClashes(use, { ...settings, ...(choice && { function: chosen }) }));
	});
}

/** Allowed settings with one that is not. */
export function spoiltSettings(use: TestedUse): fc.Arbitrary<Settings> {
	return allowedSettings(use).chain((settings) => {
		const { function: choice } = use.model.parameters;
		const chosen = choice ? String(settings.function) : undefined;
		const spoilers = entriesOf(settingsWith(use.model, chosen)).flatMap(([setting, parameter]) => {
			const value = forbiddenValue(parameter);
			return value ? [value.map((given) => ({ ...settings, [setting]: given }))] : [];
		});
		return fc.oneof(...spoilers);
	});
}

/** Without what its rules exclude, and a length that its references exclude. */
function withoutClashes(use: TestedUse, settings: Settings): Settings {
	let kept = withoutLength(use, settings);
	for (const rule of use.model.rules ?? []) {
		if (rule.kind !== 'excludes') continue;
		const ones = rule.fields.map(settingOf(use));
		const others = rule.others.map(settingOf(use));
		if (!ones.some((setting) => setting && setting in kept)) continue;
		kept = Object.fromEntries(
			Object.entries(kept).filter(([setting]) => !others.includes(setting as Setting)),
		);
	}
	return kept;
}

function withoutLength({ model }: TestedUse, { duration, ...settings }: Settings): Settings {
	const { references } = model.parameters;
	const given = isReferences(settings.references) ? settings.references.all : [];
	const isTooLong =
		references?.kind === 'references' &&
		given.some(({ kind }) => Number(duration) > (references.kinds[kind]?.maxDuration ?? Infinity));
	return { ...settings, ...(duration !== undefined && !isTooLong && { duration }) };
}

const settingOf =
	({ provider, model }: TestedUse) =>
	(field: string): Setting | undefined =>
		entriesOf(model.parameters).find(
			([setting, parameter]) => (parameter.field ?? catalogOf(provider).fields[setting]) === field,
		)?.[0];
