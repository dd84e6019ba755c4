import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { MEDIA_FIELDS, OPTION_SETTINGS } from '../form/parameterNames';
import { findModel, settingsFor } from '../models/catalog';
import { SETTING_LABELS } from '../models/labels';
import type { Catalog, GenerateOperation } from '../models/Model';
import { requestFields, type Settings, uncheckedFields } from '../models/requestFields';
import { asText, lengthOf } from '../models/text';
import { Problem } from '../problem';
import type { Provider } from '../providers/Provider';
import type { Order } from '../providers/ProviderApi';
import type { FormOptions } from './readForm';
import { readAudio, readImage, readMediaChoice } from './readMedia';

export interface Place {
	context: IExecuteFunctions;
	itemIndex: number;
	provider: Provider;
	operation: GenerateOperation;
	options: FormOptions;
}

/**
 * Reads what one item asks for and checks it against the model; nothing is sent.
 *
 * @throws Problem `invalidInput` for the first thing that is wrong
 */
export async function readOrder(place: Place, endpoint?: string): Promise<Order> {
	const { context, itemIndex, provider, operation } = place;
	const { catalog } = provider;
	const id = asText(context.getNodeParameter('model', itemIndex, '')).trim();
	if (id === '') throw new Problem('invalidInput', 'Model is empty');
	const model = findModel(catalog, operation, id);
	const settings = await readSettings(place, catalog);

	const fields = model
		? requestFields(catalog, model, settings)
		: uncheckedFields(catalog, settings);
	checkPromptLimit(provider, operation, endpoint, fields[catalog.fields.prompt ?? '']);
	const additional = readAdditionalFields(place, id);
	return { model: id, fields: { ...fields, ...additional }, endpoint };
}

/** A field that the form hides for the model has no value: n8n drops it before the node runs. */
async function readSettings(
	{ context, itemIndex, operation, options }: Place,
	catalog: Catalog,
): Promise<Settings> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const { images, audioFiles } = catalog;
	const settings: Settings = {};
	for (const name of settingsFor(catalog, operation)) {
		const label = SETTING_LABELS[name];
		if (name === 'image' || name === 'lastFrame') {
			const choice = readMediaChoice(MEDIA_FIELDS[name], read);
			settings[name] = await readImage(context, itemIndex, choice, images, label);
		} else if (name === 'audio') {
			const choice = readMediaChoice(MEDIA_FIELDS[name], (field) => options[field]);
			settings[name] = await readAudio(context, itemIndex, choice, audioFiles, label);
		} else {
			settings[name] = OPTION_SETTINGS.includes(name) ? options[name] : read(name);
		}
	}
	return settings;
}

/** A limit of the address rather than of the model. */
function checkPromptLimit(
	{ endpoints = [] }: Provider,
	operation: GenerateOperation,
	endpoint: string | undefined,
	prompt: unknown,
): void {
	const address = endpoints.find(({ value }) => value === endpoint);
	const limit = operation === 'textToVideo' ? address?.textToVideoPromptLimit : undefined;
	const length = lengthOf(asText(prompt));
	if (limit !== undefined && length > limit) {
		throw new Problem(
			'invalidInput',
			`Prompt is too long for this endpoint: ${length} characters, and ${limit} are allowed`,
			{ description: 'Shorten it, or choose another Endpoint in the options.' },
		);
	}
}

/** @throws Problem `invalidInput` when it is no JSON object, or names another model */
function readAdditionalFields({ context, itemIndex }: Place, modelId: string): IDataObject {
	const given: unknown = context.getNodeParameter('additionalFields', itemIndex, {});
	const value = typeof given === 'string' ? parse(given.trim() || '{}') : given;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new Problem('invalidInput', 'Additional Fields is not a JSON object', {
			description: 'Enter something like { "name": "value" }, with double quotes around the names.',
		});
	}
	const fields = value as IDataObject;
	if (fields.model !== undefined && fields.model !== modelId) {
		throw new Problem('invalidInput', 'Additional Fields may not replace the model', {
			description: 'Remove "model" from it, and choose the model in the field Model.',
		});
	}
	return fields;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
