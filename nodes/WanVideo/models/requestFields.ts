import { Problem } from '../problem';
import { SETTING_LABELS } from './labels';
import type {
	Catalog,
	ChoiceParameter,
	IntegerParameter,
	Model,
	Parameter,
	Setting,
	TextParameter,
} from './Model';
import { onOrOff } from './onOff';
import { asText, lengthOf } from './text';

/** A setting's value as the form or an expression gave it. Absent, null and '' all mean: not set. */
export type Settings = Partial<Record<Setting, unknown>>;

/** A provider's body fields, in the provider's names. */
export type RequestFields = Record<string, string | number | boolean>;

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * The body fields for a known model: every value checked against what the model offers.
 *
 * @throws Problem `invalidInput` at the first value that the model does not take.
 */
export function requestFields(catalog: Catalog, model: Model, settings: Settings): RequestFields {
	const fields: RequestFields = {};
	for (const [setting, value] of entries(settings)) {
		if (isUnset(value)) continue;
		const parameter = model.parameters[setting];
		const field = catalog.fields[setting];
		if (!parameter || !field) throw unknownSetting(model, setting);
		fields[field] = checked(model, setting, parameter, value);
	}
	for (const [setting, parameter] of entries(model.parameters)) {
		const field = catalog.fields[setting];
		if ('required' in parameter && field && fields[field] === undefined) throw missing(setting);
	}
	return fields;
}

/**
 * The body fields for a model that the list does not know: what is set goes out as it is.
 *
 * @throws Problem `invalidInput` for an object or a list, which no setting is
 */
export function uncheckedFields(catalog: Catalog, settings: Settings): RequestFields {
	const fields: RequestFields = {};
	for (const [setting, value] of entries(settings)) {
		const field = catalog.fields[setting];
		if (isUnset(value) || !field) continue;
		if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
			throw invalid(`${SETTING_LABELS[setting]} must be a single value, but it is ${show(value)}`);
		}
		fields[field] = value;
	}
	return fields;
}

function checked(
	model: Model,
	setting: Setting,
	parameter: Parameter,
	value: unknown,
): string | number | boolean {
	switch (parameter.kind) {
		case 'text':
			return text(model, setting, parameter, value);
		case 'choice':
			return choice(model, setting, parameter, value);
		case 'integer':
			return integer(setting, parameter, value);
		case 'switch':
			return switched(setting, value);
		case 'image':
		case 'audio':
			// Checked where it was read, in media/: only there are its bytes at hand.
			return String(value);
	}
}

function text(
	model: Model,
	setting: Setting,
	{ required, maxLength }: TextParameter,
	value: unknown,
): string {
	const label = SETTING_LABELS[setting];
	const given = asText(value);
	if (typeof value === 'object') throw invalid(`${label} must be text, but it is ${show(value)}`);
	if (required && given.trim() === '') throw missing(setting);
	const length = lengthOf(given);
	if (maxLength !== undefined && length > maxLength) {
		throw invalid(
			`${label} is too long for ${model.name}: ${length} characters, and ${maxLength} are allowed`,
			'Shorten it, or choose a model that takes more.',
		);
	}
	return given;
}

function choice(
	model: Model,
	setting: Setting,
	parameter: ChoiceParameter,
	value: unknown,
): string | number {
	// "1080P" and "1080p", 5 and "5", "1280x720" and "1280*720" mean the same to whoever wrote them.
	const plain = (one: unknown) =>
		String(one)
			.trim()
			.toLowerCase()
			.replace(/\s*[x×*]\s*/, '*');
	const match =
		typeof value === 'object'
			? undefined
			: parameter.values.find((offered) => plain(offered) === plain(value));
	if (match === undefined) {
		throw invalid(
			`${model.name} does not offer ${SETTING_LABELS[setting]} ${show(value)}`,
			`Choose one of: ${parameter.values.join(', ')}.`,
		);
	}
	return match;
}

function integer(setting: Setting, parameter: IntegerParameter, value: unknown): number {
	const label = SETTING_LABELS[setting];
	const given = typeof value === 'string' ? Number(value.trim() || NaN) : value;
	if (typeof given !== 'number' || !Number.isSafeInteger(given)) {
		throw invalid(`${label} must be a whole number, but it is ${show(value)}`);
	}
	const { minimum, maximum } = parameter;
	if ((minimum !== undefined && given < minimum) || (maximum !== undefined && given > maximum)) {
		throw invalid(
			`${label} must be from ${minimum ?? '-∞'} to ${maximum ?? '∞'}, but it is ${given}`,
		);
	}
	return given;
}

function switched(setting: Setting, value: unknown): boolean {
	const isOn = onOrOff(value);
	if (isOn !== undefined) return isOn;
	throw invalid(
		`${SETTING_LABELS[setting]} must be on or off (true or false), but it is ${show(value)}`,
	);
}

function unknownSetting(model: Model, setting: Setting): Problem {
	return invalid(
		`${model.name} has no ${SETTING_LABELS[setting]}`,
		`Remove ${SETTING_LABELS[setting]}, or choose a model that has it.`,
	);
}

function missing(setting: Setting): Problem {
	const label = SETTING_LABELS[setting];
	return invalid(
		`${label} is empty`,
		`Enter the ${label.toLowerCase()}, or check the expression that gives it.`,
	);
}

function invalid(message: string, description?: string): Problem {
	return new Problem('invalidInput', message, { description });
}

/** A value as an error shows it: short, whatever was given. */
function show(value: unknown): string {
	const written = JSON.stringify(value);
	return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}

function entries<T>(record: Partial<Record<Setting, T>>): Array<[Setting, T]> {
	return Object.entries(record) as Array<[Setting, T]>;
}
