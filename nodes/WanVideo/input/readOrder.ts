import type { IExecuteFunctions } from 'n8n-workflow';

import { isDataUri } from '../media/base64';
import { findModel, spellings, type UsedModel } from '../models/catalog';
import { GENERATE_OPERATIONS, type GenerateOperation, operationNamed } from '../models/operations';
import { fieldAt, mergeFields, type RequestFields, valuesIn } from '../models/fieldPaths';
import { requestFields, uncheckedFields } from '../models/requestFields';
import { checkRules } from '../models/rules';
import { asText, lengthOf } from '../models/text';
import { invalid, list } from '../models/words';
import type { Provider } from '../providers/Provider';
import { PROVIDERS } from '../providers/registry';
import type { Order } from '../providers/ProviderApi';
import type { FormOptions, Process } from './readForm';
import { readModel } from './readModel';
import { readSettings } from './readSettings';

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
export async function readOrder(
	place: Place,
	{ endpoint, region = '', callbackUrl }: Pick<Process, 'endpoint' | 'region' | 'callbackUrl'> = {},
): Promise<Order> {
	const { context, itemIndex, provider, operation } = place;
	const { catalog } = provider;
	const id = readModel(context, itemIndex);
	if (id === '') throw invalid('Model is empty');
	const known = findModel(catalog, operation, id);
	const model = known && modelIn(region, known);
	if (model) checkEndpoint(provider, model, endpoint);
	else refuseOtherOperation(place, id);
	const settings = await readSettings({ ...place, room: { bytes: MOST_BYTES } }, model);

	const fields = model
		? requestFields(catalog, operation, model, settings)
		: uncheckedFields(catalog, operation, settings);
	checkPromptLimit(provider, operation, endpoint, fieldAt(fields, catalog.fields.prompt ?? ''));
	const all = mergeFields(fields, readAdditionalFields(place, id));
	if (model) checkRules(catalog, model, all);
	checkSize(all);
	return {
		model: model ? spelledIn(region, model, id) : id,
		fields: all,
		endpoint,
		...(callbackUrl && { callbackUrl }),
	};
}

/** With the parameters that it has in a region. */
function modelIn(region: string, model: UsedModel): UsedModel {
	const own = model.inRegion?.[region];
	return own ? { ...model, parameters: { ...model.parameters, ...own } } : model;
}

/** A workflow is the same in every region, although some models have another name there. */
function spelledIn(region: string, { id, idIn }: UsedModel, given: string): string {
	return idIn && region !== '' ? (idIn[region] ?? id) : given;
}

/** A model stays chosen when the operation or the provider is changed; sent as if it were unknown, it would be refused without a word on why. */
function refuseOtherOperation({ provider: { catalog }, operation }: Place, id: string): void {
	const known = catalog.models.find((model) => spellings([model]).includes(id));
	if (!known) {
		const other = PROVIDERS.find((one) => spellings(one.catalog.models).includes(id));
		if (!other) return;
		throw invalid(`${id} is a model of ${other.label}`, 'Choose a model of the list.');
	}
	const others = GENERATE_OPERATIONS.filter((one) => known.uses[one]);
	throw invalid(
		`${known.name} (${id}) is no model for ${operationNamed(operation).name}`,
		`It is for ${list(others.map((one) => operationNamed(one).name))}. Choose a model of the list.`,
	);
}

/**
 * Bytes of the files of a request. Such a request is in memory more than once while it is sent, as are some others of
 * the batch.
 */
const MOST_BYTES = 45 * 1024 * 1024;
/** Of the same in Base64, with what stands before it. */
const MOST_CHARACTERS = Math.ceil((MOST_BYTES * 4) / 3) + 4096;

/** @throws Problem `invalidInput` when what is to be sent along is too much for one request */
function checkSize(fields: RequestFields): void {
	const files = valuesIn(fields).filter(isDataUri);
	const characters = files.reduce<number>((sum, file) => sum + asText(file).length, 0);
	if (characters <= MOST_CHARACTERS) return;
	const megabytes = (length: number) => Math.round((length * 3) / 4 / 1024 / 1024);
	throw invalid(
		`The files are too large together: ${megabytes(characters)} MB, and ${megabytes(MOST_CHARACTERS)} MB are sent along at most`,
		'Make them smaller, or give some of them as links.',
	);
}

function checkEndpoint(
	{ endpoints = [] }: Provider,
	model: UsedModel,
	endpoint: string | undefined,
): void {
	const chosen = endpoints.find(({ value }) => value === endpoint);
	if (!chosen || !model.endpoints || model.endpoints.includes(chosen.value)) return;
	throw invalid(
		`${model.name} is not to be had at the endpoint ${chosen.name}`,
		'Choose another Endpoint in the options, or another model.',
	);
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
		throw invalid(
			`Prompt is too long for this endpoint: ${length} characters, and ${limit} are allowed`,
			'Shorten it, or choose another Endpoint in the options.',
		);
	}
}

/**
 * Of the main form for a model that the table does not know, of the options for the others.
 *
 * @throws Problem `invalidInput` when it is no JSON object, or names another model
 */
function readAdditionalFields(
	{ context, itemIndex, options }: Place,
	modelId: string,
): RequestFields {
	const inMainForm: unknown = context.getNodeParameter('additionalFields', itemIndex, {});
	return mergeFields(
		objectIn(inMainForm, modelId),
		objectIn(options.additionalFields ?? {}, modelId),
	);
}

function objectIn(given: unknown, modelId: string): RequestFields {
	const value = typeof given === 'string' ? parse(given.trim() || '{}') : given;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw invalid(
			'Additional Fields is not a JSON object',
			'Enter something like { "name": "value" }, with double quotes around the names.',
		);
	}
	const fields = value as RequestFields;
	if (fields.model !== undefined && fields.model !== modelId) {
		throw invalid(
			'Additional Fields may not replace the model',
			'Remove "model" from it, and choose the model in the field Model.',
		);
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
