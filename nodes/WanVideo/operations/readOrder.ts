import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { FORM_SETTINGS, MEDIA_FIELDS, OPTION_SETTINGS } from '../form/parameterNames';
import { CATALOGS, findModel, settingsFor } from '../models/catalog';
import { SETTING_LABELS } from '../models/labels';
import type { Catalog, GenerateOperation, Model, Provider } from '../models/Model';
import { requestFields, type Settings, uncheckedFields } from '../models/requestFields';
import { asText, lengthOf } from '../models/text';
import { Problem } from '../problem';
import type { Endpoint, Order } from '../providers/ProviderApi';
import { PROVIDER_APIS } from '../providers/providerApis';
import type { FormOptions } from './readForm';
import { readAudio, readImage, readMediaChoice } from './readMedia';

export interface Place {
	context: IExecuteFunctions;
	itemIndex: number;
	provider: Provider;
	operation: GenerateOperation;
	options: FormOptions;
	/** Whether the form could not know the model, and so has offered every setting. */
	isModelByExpression: boolean;
}

/**
 * Reads what one item asks for and checks it against the model; nothing is sent.
 *
 * @throws Problem `invalidInput` for the first thing that is wrong
 */
export async function readOrder(place: Place, endpoint: Endpoint): Promise<Order> {
	const { context, itemIndex, provider, operation } = place;
	const catalog = CATALOGS[provider];
	const id = asText(context.getNodeParameter('model', itemIndex, '')).trim();
	if (id === '') throw new Problem('invalidInput', 'Model is empty');
	const model = findModel(provider, operation, id);
	const settings = await readSettings(place, catalog, model);

	const fields = model
		? requestFields(catalog, model, settings)
		: uncheckedFields(catalog, settings);
	checkPromptLimit(provider, operation, endpoint, fields[catalog.fields.prompt ?? '']);
	return { model: id, fields: { ...fields, ...readAdditionalFields(place, model) }, endpoint };
}

async function readSettings(
	{ context, itemIndex, provider, operation, options, isModelByExpression }: Place,
	catalog: Catalog,
	model: Model | undefined,
): Promise<Settings> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const settings: Settings = { prompt: read('prompt') };
	// A model that is in no list and in no expression shows no fields of its own: their values are leftovers.
	if (!model && !isModelByExpression) {
		if (operation === 'imageToVideo') settings.image = await readPicture('image');
		return settings;
	}
	const known = settingsFor(provider, operation);
	for (const name of FORM_SETTINGS) {
		if (!model || model.parameters[name]) settings[name] = known.includes(name) ? read(name) : '';
	}
	for (const name of OPTION_SETTINGS) settings[name] = options[name];
	for (const name of ['image', 'lastFrame'] as const) {
		if (model ? model.parameters[name] : known.includes(name))
			settings[name] = await readPicture(name);
	}
	settings.audio = await readAudio(
		context,
		itemIndex,
		readMediaChoice({ ...MEDIA_FIELDS.audio }, (name) => options[name]),
		catalog.audioFiles,
		SETTING_LABELS.audio,
	);
	return settings;

	async function readPicture(name: 'image' | 'lastFrame'): Promise<string | undefined> {
		const choice = readMediaChoice(MEDIA_FIELDS[name], read);
		return await readImage(context, itemIndex, choice, catalog.images, SETTING_LABELS[name]);
	}
}

/** A limit of the address rather than of the model. */
function checkPromptLimit(
	provider: Provider,
	operation: GenerateOperation,
	endpoint: Endpoint,
	prompt: unknown,
): void {
	const limit =
		operation === 'textToVideo' ? PROVIDER_APIS[provider].promptLimit(endpoint) : undefined;
	const length = lengthOf(asText(prompt));
	if (limit !== undefined && length > limit) {
		throw new Problem(
			'invalidInput',
			`Prompt is too long for this endpoint: ${length} characters, and ${limit} are allowed`,
			{ description: 'Shorten it, or choose another Endpoint in the options.' },
		);
	}
}

/** @throws Problem `invalidInput` when it is no JSON object */
function readAdditionalFields(
	{ context, itemIndex, isModelByExpression }: Place,
	model: Model | undefined,
): IDataObject {
	if (model && !isModelByExpression) return {};
	const given: unknown = context.getNodeParameter('additionalFields', itemIndex, {});
	const value = typeof given === 'string' ? parse(given.trim() || '{}') : given;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new Problem('invalidInput', 'Additional Fields is not a JSON object', {
			description: 'Enter something like { "name": "value" }, with double quotes around the names.',
		});
	}
	return value as IDataObject;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Whether the node's model is an expression rather than a choice from the list. */
export function isModelByExpression(context: IExecuteFunctions): boolean {
	const { model } = context.getNode().parameters;
	return typeof model === 'string' && model.startsWith('=');
}
