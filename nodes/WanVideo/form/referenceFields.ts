import type { INodeProperties } from 'n8n-workflow';

import type { ReferencesParameter } from '../models/Model';
import type { MediaKind } from '../models/operations';
import { sources } from './fileFields';
import type { Place } from './places';
import { REFERENCE_FIELDS, REFERENCES_FROM } from './parameterNames';

const { name: from, fields, list } = REFERENCES_FROM;

const KINDS: Array<{ name: string; value: MediaKind }> = [
	{ name: 'Audio', value: 'audio' },
	{ name: 'Image', value: 'image' },
	{ name: 'Video', value: 'video' },
];

const DESCRIPTION =
	'What the video should be like. A prompt names them by their order: Image 1, Image 2, Video 1, Audio 1.';

/** The fields that give references: one by one, or as a list by an expression. */
export function referenceFields(
	{ kinds, rolesField }: ReferencesParameter,
	{ provider }: Place,
): INodeProperties[] {
	const options = KINDS.filter(({ value }) => kinds[value]);
	const kind = (options.find(({ value }) => value === 'image') ?? options[0])?.value;
	return [
		{
			displayName: 'Specify References',
			name: from,
			type: 'options',
			// Other fields depend on it, and n8n takes a condition on an expression as met.
			noDataExpression: true,
			options: [
				{
					name: 'Using a List',
					value: list,
					description:
						'By an expression or JSON, for a number of references that is not known beforehand',
				},
				{ name: 'Using Fields Below', value: fields, description: 'One by one' },
			],
			default: fields,
		},
		{
			displayName: 'References',
			name: 'references',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Reference',
			default: {},
			description: DESCRIPTION,
			options: [
				{
					displayName: 'Reference',
					name: 'reference',
					values: [
						{
							displayName: 'Type',
							name: REFERENCE_FIELDS.kind,
							type: 'options',
							options,
							default: kind,
						},
						...(rolesField ? [role] : []),
						...source(provider.catalog.uploads?.note),
					],
				},
			],
			displayOptions: { show: { [from]: [fields] } },
		},
		{
			displayName: 'References',
			name: 'references',
			type: 'json',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. [{ "type": "image", "url": "https://example.com/image.png" }]',
			description:
				'What the video should be like, in the order by which a prompt names it: a list of links, or of objects like the one above',
			displayOptions: { show: { [from]: [list] } },
		},
	];
}

const role: INodeProperties = {
	displayName: 'Role',
	name: REFERENCE_FIELDS.role,
	type: 'options',
	options: [
		{ name: 'Background', value: 'background', description: 'The scene: one reference at most' },
		{ name: 'Object', value: 'object', description: 'A person, an animal or a thing' },
	],
	default: 'object',
};

/** @param note on where the file goes */
const source = (note: string | undefined): INodeProperties[] => [
	{
		displayName: 'Source',
		name: REFERENCE_FIELDS.source,
		type: 'options',
		options: sources('A link to the file'),
		default: 'url',
	},
	{
		displayName: 'URL',
		name: REFERENCE_FIELDS.url,
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/image.png',
		description: 'A link that the provider can reach, or the content as Base64 or a data URI',
		displayOptions: { show: { [REFERENCE_FIELDS.source]: ['url'] } },
	},
	{
		displayName: 'Input Data Field Name',
		name: REFERENCE_FIELDS.binaryProperty,
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the file data',
		...(note && { description: note }),
		displayOptions: { show: { [REFERENCE_FIELDS.source]: ['binary'] } },
	},
];
