import type { INodeProperties } from 'n8n-workflow';

import type { GenerateOperation } from '../models/Model';
import type { Provider } from '../providers/Provider';
import { PROVIDERS } from '../providers/registry';
import { generateFields, generateOptions } from './generateFields';
import { withoutProvider } from './onlyProvider';
import { processOptions } from './processOptions';

const GENERATE_OPERATIONS: GenerateOperation[] = ['textToVideo', 'imageToVideo'];

const namesOf = (providers: readonly Provider[]) => providers.map(({ name }) => name);

const [first] = namesOf(PROVIDERS);

const provider: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: PROVIDERS.map(({ label, name }) => ({ name: label, value: name })),
		default: first,
		description: 'Whose API runs the model: the one you have a key for',
	},
];

const start: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Fetch',
				value: 'fetch',
				description: 'Look a generation up by its ID, and get its video',
				action: 'Fetch video',
			},
			{
				name: 'Image to Video',
				value: 'imageToVideo',
				description: 'Generate a video that starts with a picture',
				action: 'Generate video from image',
			},
			{
				name: 'Text to Video',
				value: 'textToVideo',
				description: 'Generate a video from a description',
				action: 'Generate video from text',
			},
		],
		default: 'textToVideo',
	},
];

const fetch: INodeProperties[] = [
	{
		displayName: 'Generation ID',
		name: 'generationId',
		type: 'string',
		default: '={{ $json.id }}',
		required: true,
		placeholder: 'e.g. 60ac7c34-3224-4b14-8e7d-0aa0db708325',
		description: 'The ID that Text to Video or Image to Video has output',
		displayOptions: { show: { operation: ['fetch'] } },
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'string',
		default: '={{ $json.model }}',
		required: true,
		placeholder: 'e.g. wan2.6-t2v',
		description: 'The ID of the model that the generation was created with',
		displayOptions: {
			show: {
				operation: ['fetch'],
				provider: namesOf(PROVIDERS.filter(({ api }) => !api.modelOf)),
			},
		},
	},
];

// The condition on the tool comes first: n8n takes the first one on an expression as met and looks at no other, so
// behind Wait for Completion it would count for nothing.
const downloadVideo: INodeProperties[] = [
	{
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description:
			'Whether to output the video as a binary file, besides its URL. URLs of videos expire.',
		displayOptions: { show: { '@tool': [false], waitForCompletion: [true] } },
	},
	{
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description:
			'Whether to output the video as a binary file, besides its URL, if it is completed. URLs of videos expire.',
		displayOptions: {
			show: { '@tool': [false], operation: ['fetch'], waitForCompletion: [false] },
		},
	},
];

/** The same for a tool, but off: an agent is given text, so the file would be downloaded for nobody. */
const downloadVideoAsTool = downloadVideo.map((field): INodeProperties => ({
	...field,
	default: false,
	description: `${field.description} An agent is given the URL only.`,
	displayOptions: { show: { ...field.displayOptions?.show, '@tool': [true] } },
}));

const result: INodeProperties[] = [
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the video is there, usually 1 to 10 minutes. Otherwise the node outputs the ID and the status at once, for the Fetch operation.',
	},
	...downloadVideo,
	...downloadVideoAsTool,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
];

const options = (values: INodeProperties[], show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: values,
	displayOptions: { show },
});

/** The whole form: what every user sees first, an operation's fields, and what happens with the result. */
const fields: INodeProperties[] = [
	...provider,
	...start,
	...PROVIDERS.flatMap((provider) =>
		GENERATE_OPERATIONS.flatMap((operation) => generateFields(provider, operation)),
	),
	...fetch,
	...result,
	...PROVIDERS.flatMap((provider) => [
		...GENERATE_OPERATIONS.map((operation) =>
			options(generateOptions(provider, operation), {
				provider: [provider.name],
				operation: [operation],
			}),
		),
		options(processOptions(provider), { provider: [provider.name], operation: ['fetch'] }),
	]),
];

export const properties = PROVIDERS.length > 1 ? fields : withoutProvider(fields);
