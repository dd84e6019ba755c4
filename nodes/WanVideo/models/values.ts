import { Attachment } from './Attachment';
import type { FieldValue } from './fieldPaths';
import { SETTING_LABELS } from './labels';
import type {
	ChoiceParameter,
	Model,
	NumberParameter,
	Parameter,
	ReferencesParameter,
	Setting,
	TextParameter,
} from './Model';
import { onOrOff } from './onOff';
import { asText, lengthOf } from './text';
import { invalid, missing, show } from './words';

/**
 * A value as the provider takes it.
 *
 * @throws Problem `invalidInput` when the model does not take it
 */
export function checkedValue(
	model: Model,
	setting: Setting,
	parameter: Exclude<Parameter, ReferencesParameter>,
	value: unknown,
): FieldValue {
	switch (parameter.kind) {
		case 'text':
			return text(model, setting, parameter, value);
		case 'choice':
			return choice(model, setting, parameter, value);
		case 'integer':
		case 'number':
			return number(model, setting, parameter, value);
		case 'switch':
			return switched(setting, value);
		case 'image':
		case 'video':
		case 'audio':
			// Checked where it was read, in media/: only there are its bytes at hand.
			return value instanceof Attachment ? value : String(value);
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
	if (required && given.trim() === '') throw missing(label);
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
			`Choose one of: ${parameter.values.filter((offered) => offered !== '').join(', ')}.`,
		);
	}
	return match;
}

function number(
	model: Model,
	setting: Setting,
	{ kind, minimum, maximum, step, also }: NumberParameter,
	value: unknown,
): number {
	const label = SETTING_LABELS[setting];
	const given = typeof value === 'string' ? Number(value.trim() || NaN) : value;
	const isNumber = kind === 'integer' ? Number.isSafeInteger(given) : Number.isFinite(given);
	if (typeof given !== 'number' || !isNumber) {
		const what = kind === 'integer' ? 'a whole number' : 'a number';
		throw invalid(`${label} must be ${what}, but it is ${show(value)}`);
	}
	if (given === also?.value) return given;
	if ((minimum !== undefined && given < minimum) || (maximum !== undefined && given > maximum)) {
		const besides = also ? `, or ${also.value} (${also.meaning})` : '';
		throw invalid(`${label} must be ${range(minimum, maximum)}${besides}, but it is ${given}`);
	}
	if (step !== undefined && (given - (minimum ?? 0)) % step !== 0) {
		const first = minimum ?? 0;
		throw invalid(
			`${model.name} does not offer ${label} ${given}`,
			`It goes in steps of ${step}: ${first}, ${first + step}, ${first + 2 * step} …`,
		);
	}
	return given;
}

function range(minimum: number | undefined, maximum: number | undefined): string {
	if (minimum === undefined) return `at most ${maximum}`;
	return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function switched(setting: Setting, value: unknown): boolean {
	const isOn = onOrOff(value);
	if (isOn !== undefined) return isOn;
	throw invalid(
		`${SETTING_LABELS[setting]} must be on or off (true or false), but it is ${show(value)}`,
	);
}
