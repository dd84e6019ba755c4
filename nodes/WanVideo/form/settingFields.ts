import type { INodeProperties } from 'n8n-workflow';

import { SETTING_LABELS } from '../models/labels';
import type { ChoiceParameter, NumberParameter, Parameter, Setting } from '../models/Model';
import { MEDIA_KINDS, operationNamed } from '../models/operations';
import { anyParameter } from './anyParameter';
import { fileFields } from './fileFields';
import { isOption } from './parameterNames';
import type { Place } from './places';
import { referenceFields } from './referenceFields';
import { byName, choicesOf, TEXTS } from './texts';

/** Models share parameters, and so fields: n8n's start waits for the form. */
const made = new WeakMap<Parameter, Map<string, INodeProperties[]>>();

/** The fields that give a setting in a place, without the conditions of the place; none where it has none. */
export function settingFields(setting: Setting, place: Place): INodeProperties[] {
	const { model, operation, provider } = place;
	const parameter = model ? model.parameters[setting] : anyParameter(setting, place);
	if (!parameter) return [];
	const ofParameter = made.get(parameter) ?? new Map<string, INodeProperties[]>();
	made.set(parameter, ofParameter);
	// Only these say something of the place.
	const whereabouts =
		setting === 'prompt' || setting === 'references' || setting in MEDIA_KINDS
			? `${operation}/${provider.name}`
			: '';
	const key = [setting, whereabouts, isOption(operation, setting), model ? 'listed' : 'any'].join();
	const fields = ofParameter.get(key) ?? makeFields(setting, parameter, place);
	ofParameter.set(key, fields);
	return fields;
}

function makeFields(setting: Setting, parameter: Parameter, place: Place): INodeProperties[] {
	const fields = fieldsFor(setting, parameter, place);
	const { functions } = parameter;
	if (!functions || setting === 'function') return fields;
	const condition = isOption(place.operation, setting) ? '/function' : 'function';
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { [condition]: [...functions], ...field.displayOptions?.show },
		},
	}));
}

function fieldsFor(setting: Setting, parameter: Parameter, place: Place): INodeProperties[] {
	const base = { displayName: SETTING_LABELS[setting], name: setting, ...TEXTS[setting] };
	switch (parameter.kind) {
		case 'text':
			return [
				setting === 'prompt'
					? promptField(place, parameter.required)
					: { ...base, type: 'string', typeOptions: { rows: 2 }, default: '' },
			];
		case 'choice':
			return [
				{
					...choiceField(setting, parameter, !place.model && !isOption(place.operation, setting)),
					// Other fields depend on it, and n8n takes a condition on an expression as met.
					...(setting === 'function' && { noDataExpression: true }),
				},
			];
		case 'integer':
		case 'number':
			return [numberField(setting, parameter)];
		case 'switch':
			return [{ ...base, type: 'boolean', default: parameter.default }];
		case 'image':
		case 'video':
		case 'audio':
			return fileFields(setting as keyof typeof MEDIA_KINDS, place);
		case 'references':
			return referenceFields(parameter, place);
	}
}

function promptField({ operation }: Place, required = false): INodeProperties {
	return {
		displayName: SETTING_LABELS.prompt,
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		...(required && { required }),
		placeholder: `e.g. ${operationNamed(operation).prompt}`,
		...TEXTS.prompt,
	};
}

function choiceField(
	setting: Setting,
	{ values, default: preset }: ChoiceParameter,
	isForAnyModel: boolean,
): INodeProperties {
	const choices = choicesOf(setting, values);
	const all = isForAnyModel ? [...choices, { name: 'Default of the Model', value: '' }] : choices;
	return {
		displayName: SETTING_LABELS[setting],
		name: setting,
		type: 'options',
		...TEXTS[setting],
		options: all.sort(byName),
		default: preset,
	};
}

function numberField(
	setting: Setting,
	{ kind, minimum, maximum, step, also, default: preset }: NumberParameter,
): INodeProperties {
	const initial = preset ?? minimum ?? 0;
	const { description = '' } = TEXTS[setting] ?? {};
	const unit = setting === 'duration' ? ' seconds' : '';
	const isBounded = minimum !== undefined && maximum !== undefined && setting !== 'seed';
	const steps = step === undefined ? '' : ` in steps of ${step}`;
	const range = isBounded ? ` From ${minimum} to ${maximum}${unit}${steps}.` : '';
	const besides = also ? ` With ${also.value}, ${also.meaning}.` : '';
	const sentence = /[.]$/.test(description) || !range ? description : `${description}.`;
	return {
		displayName: SETTING_LABELS[setting],
		name: setting,
		type: 'number',
		...TEXTS[setting],
		description: `${sentence}${range}${besides}`,
		typeOptions: {
			minValue: also ? Math.min(also.value, minimum ?? 0) : minimum,
			maxValue: maximum,
			numberPrecision: kind === 'integer' ? 0 : 2,
		},
		default: initial,
	};
}
