import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { modelsFor, settingsFor, spellings } from '../models/catalog';
import { SETTING_LABELS } from '../models/labels';
import type { ChoiceParameter, GenerateOperation, Model, Setting } from '../models/Model';
import type { Provider } from '../providers/Provider';
import { inputFieldLabel, OPTION_SETTINGS } from './parameterNames';

type Texts = Pick<INodeProperties, 'description' | 'placeholder' | 'hint'>;

const TEXTS: Partial<Record<Setting, Texts>> = {
	resolution: { description: 'The shorter side of the video. More pixels cost more credits.' },
	aspectRatio: { description: 'Width to height of the video' },
	size: { description: 'Width × height of the video in pixels. More pixels cost more credits.' },
	duration: { description: 'Length of the video. Longer videos cost more credits.' },
	negativePrompt: {
		description: 'What the video should not show',
		placeholder: 'e.g. blurry, text, watermark',
	},
	seed: {
		description: 'The same number with the same values gives a similar video. Random when not set.',
	},
	promptExpansion: {
		description: 'Whether the provider may write your prompt out in more detail before it is used',
	},
	watermark: { description: 'Whether to mark the video as made by AI, in its lower right corner' },
	shotType: { description: 'Whether the video is one continuous shot or cuts between several' },
	generateAudio: { description: 'Whether the video gets sound that fits it' },
	safetyFilter: { description: "Whether the provider checks the prompt and the video's content" },
	template: {
		description: "Name of one of the model's ready-made effects, used instead of the prompt",
		placeholder: 'e.g. hufu-1',
	},
};

/**
 * The fields of an operation that depend on the model: a field for each way its models offer a
 * setting, and one with every choice there is, for a model that the form does not know.
 *
 * That one comes last. When the workflow runs, n8n takes every `show` condition on an expression as
 * met, so with a model given by an expression the last field's default is the one that counts.
 */
export function modelFields(provider: Provider, operation: GenerateOperation): INodeProperties[] {
	return settingsFor(provider.catalog, operation).flatMap((setting) => {
		const variants = choiceVariants(provider, operation, setting);
		if (variants.length === 0) return [];
		return [
			...variants.map(({ parameter, models }) => ({
				...choiceField(setting, parameter),
				displayOptions: onlyFor(provider, operation, models),
			})),
			anyModelField(provider, operation, setting, variants),
		];
	});
}

/** The fields of the Options collection that set something about the video. */
export function modelOptions(provider: Provider, operation: GenerateOperation): INodeProperties[] {
	const models = modelsFor(provider.catalog, operation);
	return OPTION_SETTINGS.flatMap((setting) => {
		const having = models.filter((model) => model.parameters[setting]);
		return optionFields(provider, setting, having).map((field) => ({
			...field,
			displayOptions: {
				show: { '/model': spellings(having), ...field.displayOptions?.show },
				// n8n 1 trips over a rule that is there but undefined.
				...(field.displayOptions?.hide && { hide: field.displayOptions.hide }),
			},
		}));
	});
}

function optionFields(provider: Provider, setting: Setting, having: Model[]): INodeProperties[] {
	const parameter = having[0]?.parameters[setting];
	const base = { displayName: SETTING_LABELS[setting], name: setting, ...TEXTS[setting] };
	switch (parameter?.kind) {
		case undefined:
		case 'image':
			return [];
		case 'audio':
			return audioFields(provider);
		case 'choice':
			return [choiceField(setting, parameter)];
		case 'switch':
			return [{ ...base, type: 'boolean', default: parameter.default }];
		case 'text':
			return [{ ...base, type: 'string', typeOptions: { rows: 2 }, default: '' }];
		case 'integer':
			return [
				{
					...base,
					type: 'number',
					typeOptions: {
						minValue: parameter.minimum,
						maxValue: parameter.maximum,
						numberPrecision: 0,
					},
					default: 0,
				},
			];
	}
}

function audioFields(provider: Provider): INodeProperties[] {
	const url: INodeProperties = {
		displayName: 'Audio URL',
		name: 'audioUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/voice.mp3',
		description: 'A WAV or MP3 file that the video should follow, instead of sound of its own',
	};
	if (!provider.catalog.audioFiles) return [url];
	return [
		{
			displayName: 'Audio Source',
			name: 'audioSource',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary' },
				{ name: 'URL', value: 'url' },
			],
			default: 'url',
			description: 'Where the sound comes from that the video should follow',
		},
		{ ...url, displayOptions: { hide: { audioSource: ['binary'] } } },
		{
			displayName: inputFieldLabel(SETTING_LABELS.audio),
			name: 'audioBinaryProperty',
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input field containing the file data of the WAV or MP3 file',
			displayOptions: { show: { audioSource: ['binary'] } },
		},
	];
}

interface Variant {
	parameter: ChoiceParameter;
	models: Model[];
}

/** The models of an operation, grouped by how they offer a setting. Empty for what is not in the main form. */
function choiceVariants(
	provider: Provider,
	operation: GenerateOperation,
	setting: Setting,
): Variant[] {
	if (OPTION_SETTINGS.includes(setting)) return [];
	const variants = new Map<string, Variant>();
	for (const model of modelsFor(provider.catalog, operation)) {
		const parameter = model.parameters[setting];
		if (parameter?.kind !== 'choice') continue;
		const key = JSON.stringify([parameter.values, parameter.default]);
		const variant = variants.get(key) ?? { parameter, models: [] };
		variant.models.push(model);
		variants.set(key, variant);
	}
	return [...variants.values()];
}

function choiceField(setting: Setting, parameter: ChoiceParameter): INodeProperties {
	const { values, default: preset } = parameter;
	return {
		displayName: SETTING_LABELS[setting],
		name: setting,
		type: 'options',
		...TEXTS[setting],
		options: choiceOptions(setting, values),
		default: preset,
	};
}

function anyModelField(
	provider: Provider,
	operation: GenerateOperation,
	setting: Setting,
	variants: Variant[],
): INodeProperties {
	// Values that differ in case only are the same to the node: one of them will do.
	const values = new Map(
		variants
			.flatMap(({ parameter }) => parameter.values)
			.map((value) => [String(value).toLowerCase(), value]),
	);
	return {
		displayName: SETTING_LABELS[setting],
		name: setting,
		type: 'options',
		...TEXTS[setting],
		options: [
			...choiceOptions(setting, [...values.values()]),
			{ name: 'Default of the Model', value: '' },
		],
		default: '',
		displayOptions: notListed(provider, operation),
	};
}

/** In alphabetical order, numbers by their size. */
function choiceOptions(
	setting: Setting,
	values: ReadonlyArray<string | number>,
): INodePropertyOptions[] {
	return values
		.map((value) => ({ name: CHOICE_NAMES[setting]?.(value) ?? String(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

const CHOICE_NAMES: Partial<Record<Setting, (value: string | number) => string>> = {
	duration: (seconds) => `${seconds} Seconds`,
	size: (size) => String(size).replace('*', ' × '),
	resolution: (lines) => String(lines).toLowerCase(),
	shotType: (shots) => (shots === 'multi' ? 'Multiple Shots' : 'Single Shot'),
};

/** Shows a field for some of an operation's models. */
function onlyFor(
	provider: Provider,
	operation: GenerateOperation,
	models: Model[],
): IDisplayOptions {
	return {
		show: { provider: [provider.name], operation: [operation], model: spellings(models) },
	};
}

/** Shows a field while the model is none of the list: given by an expression, or newer than the list. */
export function notListed(provider: Provider, operation: GenerateOperation): IDisplayOptions {
	return {
		show: { provider: [provider.name], operation: [operation] },
		hide: { model: spellings(modelsFor(provider.catalog, operation)) },
	};
}
