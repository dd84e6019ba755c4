import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { inputFieldLabel, type MediaFields } from '../form/parameterNames';
import { decodeBase64, toDataUri } from '../media/base64';
import { checkAudio } from '../media/checkAudio';
import { checkImage } from '../media/checkImage';
import { isHttpUrl } from '../models/httpUrl';
import type { AudioLimits, ImageLimits } from '../models/MediaLimits';
import { Problem } from '../problem';

/** The values of one group of media fields. */
export interface MediaChoice {
	source: unknown;
	url: unknown;
	binaryProperty: unknown;
}

/** Where the values of a group of fields come from: the main form or the Options collection. */
export function readMediaChoice(
	{ source, url, binaryProperty }: MediaFields,
	read: (name: string) => unknown,
): MediaChoice {
	return { source: read(source), url: read(url), binaryProperty: read(binaryProperty) ?? 'data' };
}

/**
 * The picture as the provider takes it: a URL as it is, everything else as a data URI after a
 * check against the provider's limits. Its bytes are read once.
 *
 * @returns undefined when a URL is chosen and empty
 * @throws Problem `invalidInput` that says what is wrong with it
 */
export async function readImage(
	context: IExecuteFunctions,
	itemIndex: number,
	choice: MediaChoice,
	limits: ImageLimits,
	label: string,
): Promise<string | undefined> {
	return await readMedia(context, itemIndex, choice, label, (bytes) =>
		checkImage(bytes, limits, label),
	);
}

/**
 * The sound as the provider takes it, like a picture.
 *
 * @param limits undefined for a provider that takes only a URL
 */
export async function readAudio(
	context: IExecuteFunctions,
	itemIndex: number,
	choice: MediaChoice,
	limits: AudioLimits | undefined,
	label: string,
): Promise<string | undefined> {
	return await readMedia(context, itemIndex, choice, label, (bytes) => {
		if (!limits)
			throw invalid(
				`This provider takes ${label} as a URL only`,
				'Put the file where it can be reached by a link, and enter that as Audio URL.',
			);
		return checkAudio(bytes, limits, label).type;
	});
}

async function readMedia(
	context: IExecuteFunctions,
	itemIndex: number,
	choice: MediaChoice,
	label: string,
	check: (bytes: Buffer) => string,
): Promise<string | undefined> {
	const bytes =
		choice.source === 'binary'
			? await readBinary(context, itemIndex, choice.binaryProperty, label)
			: readText(choice.url, label);
	return Buffer.isBuffer(bytes) ? toDataUri(bytes, check(bytes)) : bytes;
}

/** A URL as it is, the bytes of Base64 text, undefined for nothing. */
function readText(value: unknown, label: string): string | Buffer | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const text = typeof value === 'string' ? value.trim() : '';
	if (isHttpUrl(text)) return text;
	const bytes = decodeBase64(text);
	if (bytes) return bytes;
	const start = JSON.stringify(value).slice(0, 60);
	throw invalid(
		`${label} URL is neither a web address nor Base64: ${start}`,
		'Enter a link that starts with https://, Base64 text or a data URI; for a file of a previous node choose Binary File as the source.',
	);
}

async function readBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	property: unknown,
	label: string,
): Promise<Buffer> {
	const name = typeof property === 'string' ? property.trim() : (property as IBinaryData);
	if (name === '')
		throw invalid(
			`${inputFieldLabel(label)} is empty`,
			'Enter the name of the field that holds the file, usually "data".',
		);
	const found = findBinary(context, itemIndex, name);
	if (!found) {
		throw invalid(
			`The item has no binary field ${JSON.stringify(name)} for ${label}`,
			adviceOnFields(context.getInputData()[itemIndex]),
		);
	}
	return await context.helpers.getBinaryDataBuffer(itemIndex, name);
}

function adviceOnFields(item: INodeExecutionData | undefined): string {
	// Where n8n's combined binary mode keeps an item's files.
	const combined = item?.json._files;
	if (typeof combined === 'object' && combined !== null) {
		const paths = Object.keys(combined).map((field) => `_files.${field}`);
		return `This workflow combines binary data with JSON: enter a path such as ${paths.join(', ')}.`;
	}
	const fields = Object.keys(item?.binary ?? {});
	return fields.length > 0
		? `It has: ${fields.join(', ')}.`
		: 'It has no binary data at all: does the previous node output a file?';
}

/** n8n knows where an item's files are; that differs with the workflow's settings. */
function findBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string | IBinaryData,
): IBinaryData | undefined {
	try {
		return context.helpers.assertBinaryData(itemIndex, name);
	} catch {
		return undefined;
	}
}

function invalid(message: string, description?: string): Problem {
	return new Problem('invalidInput', message, { description });
}
