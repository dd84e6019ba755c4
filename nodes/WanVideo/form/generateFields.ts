import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { modelsFor, spellings } from '../models/catalog';
import { SETTING_LABELS } from '../models/labels';
import type { GenerateOperation } from '../models/Model';
import type { Provider } from '../providers/Provider';
import { inputFieldLabel, MEDIA_FIELDS, type MediaFields } from './parameterNames';
import { processOptions } from './processOptions';
import { modelFields, modelOptions, notListed } from './settings';

/** The fields of Text to Video or Image to Video with one provider, up to what is done with the result. */
export function generateFields(
	provider: Provider,
	operation: GenerateOperation,
): INodeProperties[] {
	const show = { provider: [provider.name], operation: [operation] };
	const models = modelsFor(provider.catalog, operation);
	const newest = models[0]?.id ?? '';
	return [
		{
			displayName: 'Model',
			name: 'model',
			type: 'options',
			options: models.map(({ id, name }) => ({ name, value: id, description: id })),
			default: newest,
			allowArbitraryValues: true,
			required: true,
			description:
				'Newest first. Choose from the list, or specify the ID of any other model using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: { show },
		},
		{
			displayName: SETTING_LABELS.prompt,
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder:
				operation === 'textToVideo'
					? 'e.g. A paper boat drifts down a rainy street at dusk, close to the water'
					: 'e.g. The camera moves slowly closer while leaves fall in the wind',
			description: 'What the video should show, and how it should move',
			displayOptions: { show },
		},
		...(operation === 'imageToVideo' ? pictureFields(provider) : []),
		...modelFields(provider, operation),
		{
			displayName: 'Additional Fields (JSON)',
			name: 'additionalFields',
			type: 'json',
			typeOptions: { rows: 3 },
			default: '{}',
			description:
				"Further fields of the request as a JSON object, in the provider's own names: what a model needs that this node does not know yet",
			placeholder: 'e.g. { "style": "anime" }',
			displayOptions: notListed(provider, operation),
		},
	];
}

/** The Options collection of Text to Video or Image to Video with one provider. */
export function generateOptions(
	provider: Provider,
	operation: GenerateOperation,
): INodeProperties[] {
	const fields = [...modelOptions(provider, operation), ...processOptions(provider)];
	return fields.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
}

function pictureFields(provider: Provider): INodeProperties[] {
	const models = modelsFor(provider.catalog, 'imageToVideo');
	const show = { provider: [provider.name], operation: ['imageToVideo'] };
	const withoutLastFrame = models.filter((model) => !model.parameters.lastFrame);
	const lastFrame = mediaFields(SETTING_LABELS.lastFrame, MEDIA_FIELDS.lastFrame, {
		show,
		// A model that the form does not know may need one.
		hide: { model: spellings(withoutLastFrame) },
	});
	return [
		...mediaFields(SETTING_LABELS.image, MEDIA_FIELDS.image, { show }),
		...(withoutLastFrame.length < models.length ? lastFrame : []),
	];
}

function mediaFields(
	label: string,
	names: MediaFields,
	displayOptions: IDisplayOptions,
): INodeProperties[] {
	const onlyFrom = (source: string): IDisplayOptions => ({
		...displayOptions,
		show: { ...displayOptions.show, [names.source]: [source] },
	});
	return [
		{
			displayName: `${label} Source`,
			name: names.source,
			type: 'options',
			options: [
				{
					name: 'Binary File',
					value: 'binary',
					description: 'A file that a previous node has output',
				},
				{
					name: 'URL',
					value: 'url',
					description: 'A link to the picture, or its content as Base64 or a data URI',
				},
			],
			default: 'url',
			displayOptions,
		},
		{
			displayName: `${label} URL`,
			name: names.url,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/image.png',
			description:
				'A link that the provider can reach, or the picture itself as Base64 or a data URI',
			displayOptions: onlyFrom('url'),
		},
		{
			displayName: inputFieldLabel(label),
			name: names.binaryProperty,
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'data',
			placeholder: 'e.g. data',
			hint: "The name of the input field containing the picture's file data",
			description: 'JPEG, PNG, BMP or WEBP',
			displayOptions: onlyFrom('binary'),
		},
	];
}
