import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { inputFieldLabel } from '../form/parameterNames';
import { decodeBase64, toDataUri } from '../media/base64';
import { checkAudio } from '../media/checkAudio';
import { checkImage } from '../media/checkImage';
import { checkVideo } from '../media/checkVideo';
import { isHttpUrl } from '../models/httpUrl';
import type { Catalog, MediaParameter } from '../models/Model';
import type { MediaKind } from '../models/operations';
import { invalid } from '../models/words';
import type { Problem } from '../problem';

/** Which item's file it is, and what takes it. */
export interface MediaPlace {
	context: IExecuteFunctions;
	itemIndex: number;
	catalog: Catalog;
	/** What the form calls it. */
	label: string;
}

/** The values of the fields for one file, as the form or an expression gave them. */
export interface MediaChoice {
	source: unknown;
	url: unknown;
	binaryProperty: unknown;
}

/** A file as the provider takes it. */
export interface Media {
	/** A URL or a data URI. */
	source: string;
	/** Of a video or a sound that is sent along, where its header tells. */
	seconds?: number;
}

/** What a model says of a file that it takes. */
type Taken = Pick<MediaParameter, 'limits' | 'noDataUri'>;

/** In singular, and with an example of a file's name. */
const KINDS: Record<MediaKind, string> = { image: 'picture', video: 'video', audio: 'sound' };

/**
 * A file as the provider takes it: a URL as it is, everything else as a data URI after a check against the limits. Its
 * bytes are read once.
 *
 * @returns undefined when a URL is chosen and empty
 * @throws Problem `invalidInput` that says what is wrong with it
 */
export async function readMedia(
	place: MediaPlace,
	kind: MediaKind,
	choice: MediaChoice,
	taken: Taken = {},
): Promise<Media | undefined> {
	const refusal = refusalOfFiles(place, kind, taken);
	const given =
		choice.source === 'binary'
			? await readBinary(place, choice.binaryProperty, refusal)
			: readText(choice.url, place.label, refusal === undefined);
	if (!Buffer.isBuffer(given)) return given === undefined ? undefined : { source: given };
	if (refusal) throw refusal;
	const { type, seconds } = checkedFile(place, kind, given, taken);
	return { source: toDataUri(given, type), ...(seconds !== undefined && { seconds }) };
}

/** What to say to a file, where only a link is taken. */
function refusalOfFiles(
	{ catalog, label }: MediaPlace,
	kind: MediaKind,
	{ noDataUri }: Taken,
): Problem | undefined {
	const files = { image: catalog.images, video: catalog.videoFiles, audio: catalog.audioFiles };
	if (files[kind] && !noDataUri) return undefined;
	return invalid(
		`${noDataUri ? 'This model' : 'This provider'} takes ${label} as a URL only`,
		`Put the ${KINDS[kind]} where it can be reached by a link, for example with a node for your cloud storage, and enter that as its URL.`,
	);
}

function checkedFile(
	{ catalog, label }: MediaPlace,
	kind: MediaKind,
	bytes: Buffer,
	{ limits }: Taken,
): { type: string; seconds?: number } {
	switch (kind) {
		case 'image':
			return { type: checkImage(bytes, { ...catalog.images, ...limits }, label) };
		case 'video':
			return checkVideo(bytes, { types: [], ...catalog.videoFiles, ...limits }, label);
		case 'audio':
			return checkAudio(bytes, { types: [], ...catalog.audioFiles, ...limits }, label);
	}
}

/** A URL as it is, the bytes of Base64 text, undefined for nothing. */
function readText(value: unknown, label: string, takesFiles: boolean): string | Buffer | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const text = typeof value === 'string' ? value.trim() : '';
	// A parser would drop the line breaks between several links, and take them for one.
	if (isHttpUrl(text) && !/\s/.test(text)) return text;
	const bytes = decodeBase64(text);
	if (bytes) return bytes;
	const start = JSON.stringify(value).slice(0, 60);
	throw takesFiles
		? invalid(
				`${label} URL is neither a web address nor Base64: ${start}`,
				'Enter a link that starts with https://, Base64 text or a data URI; for a file of a previous node choose Binary File as the source.',
			)
		: invalid(
				`${label} URL is no web address: ${start}`,
				'Enter a link that starts with https://: a file itself is not taken here.',
			);
}

/** @param refusal thrown before the bytes are read */
async function readBinary(
	{ context, itemIndex, label }: MediaPlace,
	property: unknown,
	refusal: Problem | undefined,
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
	if (refusal) throw refusal;
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
