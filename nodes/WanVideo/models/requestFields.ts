import type { Problem } from '../problem';
import { Attachment } from './Attachment';
import { modelsFor, type UsedModel } from './catalog';
import { SETTING_LABELS } from './labels';
import type { Catalog, Setting } from './Model';
import { type GenerateOperation, operationNamed } from './operations';
import { putField, type RequestFields } from './fieldPaths';
import { isReferences, putReferences, putUncheckedReferences } from './references';
import { checkedValue } from './values';
import { invalid, isUnset, missing, show } from './words';

/** A setting's value as the form or an expression gave it. Absent, null and '' all mean: not set. */
export type Settings = Partial<Record<Setting, unknown>>;

/**
 * The body fields for a known model: every value checked against what the model offers.
 *
 * @throws Problem `invalidInput` at the first value that the model does not take.
 */
export function requestFields(
	catalog: Catalog,
	operation: GenerateOperation,
	model: UsedModel,
	settings: Settings,
): RequestFields {
	checkFunction(model, settings);
	const parameters = parametersWith(model, settings);
	const fields: RequestFields = {};
	for (const [field, value] of Object.entries(model.constants ?? {}))
		putField(fields, field, value);
	for (const [setting, value] of entries(settings)) {
		if (isUnset(value)) continue;
		const parameter = parameters[setting];
		if (!parameter) throw unknownSetting(model, setting, settings);
		if (parameter.kind === 'references') {
			putReferences(fields, model, parameter, value, durationOf(model, settings));
		} else {
			const field = parameter.field ?? catalog.fields[setting];
			const checked = checkedValue(model, setting, parameter, value);
			if (field && !isUnset(checked)) putField(fields, field, checked);
		}
	}
	const { media } = operationNamed(operation);
	for (const [setting, parameter] of entries(parameters)) {
		const isNeeded = 'required' in parameter || (setting in media && needs(media, setting));
		if (!isNeeded || !isUnset(settings[setting])) continue;
		if (parameter.kind === 'references') {
			throw invalid(
				'There are no references',
				'Add one. For a list by an expression, set Specify References to Using a List.',
			);
		}
		if (parameter.kind !== 'choice') throw missing(SETTING_LABELS[setting]);
		const field = parameter.field ?? catalog.fields[setting];
		if (field) putField(fields, field, parameter.default);
	}
	return fields;
}

/**
 * The body fields for a model that the list does not know: what is set goes out as it is.
 *
 * @throws Problem `invalidInput` for an object or a list, which no setting but the references is
 */
export function uncheckedFields(
	catalog: Catalog,
	operation: GenerateOperation,
	settings: Settings,
): RequestFields {
	const fields: RequestFields = {};
	for (const [setting, value] of entries(settings)) {
		if (isUnset(value)) continue;
		const field = newestField(catalog, operation, setting);
		if (isReferences(value)) {
			putUncheckedReferences(fields, catalog, value);
		} else if (field) {
			if (!isSingle(value)) {
				throw invalid(
					`${SETTING_LABELS[setting]} must be a single value, but it is ${show(value)}`,
				);
			}
			putField(fields, field, value);
		}
	}
	return fields;
}

function isSingle(value: unknown): value is string | number | boolean | Attachment {
	return ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Attachment;
}

/** What the newest model with the setting calls it. */
function newestField(
	catalog: Catalog,
	operation: GenerateOperation,
	setting: Setting,
): string | undefined {
	const own = modelsFor(catalog, operation).find(({ parameters }) => parameters[setting]);
	return own?.parameters[setting]?.field ?? catalog.fields[setting];
}

/** What the model has while its function is the chosen one. */
function parametersWith({ parameters }: UsedModel, settings: Settings): UsedModel['parameters'] {
	const chosen = functionOf(parameters, settings);
	return Object.fromEntries(
		entries(parameters).filter(
			([, { functions }]) => !functions || functions.some((one) => one === chosen),
		),
	);
}

/** As it is spelled: by another spelling, n8n has dropped the values of the function's fields. */
function checkFunction({ name, parameters }: UsedModel, { function: given }: Settings): void {
	const parameter = parameters.function;
	if (parameter?.kind !== 'choice' || isUnset(given)) return;
	if (parameter.values.some((value) => value === given)) return;
	throw invalid(
		`${name} does not offer ${SETTING_LABELS.function} ${show(given)}`,
		`Choose one of: ${parameter.values.join(', ')}.`,
	);
}

function functionOf(parameters: UsedModel['parameters'], settings: Settings): unknown {
	const parameter = parameters.function;
	if (parameter?.kind !== 'choice') return undefined;
	return isUnset(settings.function) ? parameter.default : settings.function;
}

/** In seconds, as it was given: it is checked elsewhere. */
function durationOf({ parameters }: UsedModel, { duration }: Settings): unknown {
	if (!isUnset(duration)) return duration;
	const parameter = parameters.duration;
	return parameter && 'default' in parameter ? parameter.default : undefined;
}

function needs(media: ReturnType<typeof operationNamed>['media'], setting: Setting): boolean {
	return media[setting as keyof typeof media] === 'required';
}

function unknownSetting(model: UsedModel, setting: Setting, settings: Settings): Problem {
	const label = SETTING_LABELS[setting];
	if (!model.parameters[setting]) {
		return invalid(
			`${model.name} has no ${label}`,
			`Remove ${label}, or choose a model that has it.`,
		);
	}
	const chosen = show(functionOf(model.parameters, settings));
	return invalid(
		`${model.name} has no ${label} with the function ${chosen}`,
		`Remove ${label}, or choose another function.`,
	);
}

function entries<T>(record: Partial<Record<Setting, T>>): Array<[Setting, T]> {
	return Object.entries(record) as Array<[Setting, T]>;
}
