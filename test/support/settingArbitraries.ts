import fc from 'fast-check';

import type { UsedModel } from '../../nodes/WanVideo/models/catalog';
import type { Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { operationNamed } from '../../nodes/WanVideo/models/operations';
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

/** Settings that the form allows: what is required, and any of the rest; each function's own where there are some. */
export function allowedSettings(use: TestedUse): fc.Arbitrary<Settings> {
	const required = requiredSettings(use);
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

/** Without what its rules exclude. */
function withoutClashes({ provider, model }: TestedUse, settings: Settings): Settings {
	const fields = catalogOf(provider).fields;
	const settingOf = (field: string) =>
		entriesOf(model.parameters).find(
			([setting, parameter]) => (parameter.field ?? fields[setting]) === field,
		)?.[0];
	let kept = settings;
	for (const rule of model.rules ?? []) {
		if (rule.kind !== 'excludes') continue;
		const ones = rule.fields.map(settingOf);
		const others = rule.others.map(settingOf);
		if (!ones.some((setting) => setting && setting in kept)) continue;
		kept = Object.fromEntries(
			Object.entries(kept).filter(([setting]) => !others.includes(setting as Setting)),
		);
	}
	return kept;
}
