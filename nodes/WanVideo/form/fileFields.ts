import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { fileLimits } from '../models/catalog';
import { SETTING_LABELS } from '../models/labels';
import { type MediaKind, MEDIA_KINDS } from '../models/operations';
import { inputFieldLabel, isOption, mediaFields } from './parameterNames';
import type { Place } from './places';
import { MEDIA_TEXTS } from './texts';

/** What the form says of a file of a kind. */
export const FILE_TEXTS: Record<MediaKind, { name: string; link: string; types: string }> = {
	image: {
		name: 'picture',
		link: 'https://example.com/image.png',
		types: 'JPEG, PNG, BMP or WEBP',
	},
	video: { name: 'video', link: 'https://example.com/video.mp4', types: 'MP4 or MOV' },
	audio: { name: 'sound', link: 'https://example.com/voice.mp3', types: 'WAV or MP3' },
};

/** Where a file comes from. */
export const sources = (link: string): INodePropertyOptions[] => [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'A file that a previous node has output',
	},
	{
		name: 'URL',
		value: 'url',
		description: `${link}, or its content as Base64 or a data URI`,
	},
];

/** The fields that give a file: where it comes from, and then a link or the name of a binary field. */
export function fileFields(
	setting: keyof typeof MEDIA_KINDS,
	{ provider, operation }: Place,
): INodeProperties[] {
	const kind = MEDIA_KINDS[setting];
	const label = SETTING_LABELS[setting];
	const names = mediaFields(setting);
	const purpose = MEDIA_TEXTS[setting];
	const description = purpose?.[operation] ?? purpose?.any;
	const { link, name, types } = FILE_TEXTS[kind];
	const note = provider.catalog.uploads?.note;
	const url: INodeProperties = {
		displayName: `${label} URL`,
		name: names.url,
		type: 'string',
		default: '',
		placeholder: `e.g. ${link}`,
		description: `${description ?? label}: a link that the provider can reach, or its content as Base64 or a data URI`,
	};
	// In the options there is no room for what can't be: in the main form the choice stays, and an error says what to do.
	if (isOption(operation, setting) && !fileLimits(provider.catalog, kind))
		return [{ ...url, description }];
	const onlyFrom = (source: string): IDisplayOptions => ({ show: { [names.source]: [source] } });
	return [
		{
			displayName: `${label} Source`,
			name: names.source,
			type: 'options',
			options: sources(`A link to the ${name}`),
			default: 'url',
			...(description && { description }),
		},
		{
			...url,
			// An option that was not added has no value, so its source is not 'url' either.
			displayOptions: isOption(operation, setting)
				? { hide: { [names.source]: ['binary'] } }
				: onlyFrom('url'),
		},
		{
			displayName: inputFieldLabel(label),
			name: names.binaryProperty,
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'data',
			placeholder: 'e.g. data',
			hint: `The name of the input field containing the ${name}'s file data`,
			description: [types, note].filter(Boolean).join('. '),
			displayOptions: onlyFrom('binary'),
		},
	];
}
