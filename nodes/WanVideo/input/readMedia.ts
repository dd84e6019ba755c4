import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { inputFieldLabel } from '../form/parameterNames';
import { decodeBase64, toDataUri } from '../media/base64';
import { checkAudio } from '../media/checkAudio';
import { checkImage } from '../media/checkImage';
import { checkVideo } from '../media/checkVideo';
import { Attachment } from '../models/Attachment';
import { isHttpUrl } from '../models/httpUrl';
import { fileLimits } from '../models/catalog';
import type { Catalog, MediaParameter } from '../models/Model';
import type { MediaKind } from '../models/operations';
import { invalid } from '../models/words';
import type { Problem } from '../problem';
import { readAll, type StoredFile, storedFile } from './storedFile';
import { surveyOnce } from './surveyOnce';

/** Which item's file it is, and what takes it. */
export interface MediaPlace {
	context: IExecuteFunctions;
	itemIndex: number;
	catalog: Catalog;
	/** What the form calls it. */
	label: string;
	/** Bytes that may still be sent along with the item's request. */
	room: { bytes: number };
}

/** The values of the fields for one file, as the form or an expression gave them. */
export interface MediaChoice {
	source: unknown;
	url: unknown;
	binaryProperty: unknown;
}

/** A file as the provider takes it. */
export interface Media {
	/** A URL, a data URI, or a file that gets a link by being uploaded. */
	source: string | Attachment;
	/** Of a video or a sound that is handed over, where its header tells. */
	seconds?: number;
}

/** What a model says of a file that it takes. */
type Taken = Pick<MediaParameter, 'limits' | 'noDataUri'>;

/** Bytes of a picture or a sound: more than any service takes. */
const LARGEST_HELD = 256 * 1024 * 1024;

/** In singular. */
const KINDS: Record<MediaKind, string> = { image: 'picture', video: 'video', audio: 'sound' };

/**
 * A file as the provider takes it: a URL as it is; everything else, after a check against the limits, as a data URI, or
 * to be uploaded where the provider has a place for that.
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
			? await findFile(place, choice.binaryProperty)
			: readText(choice.url, place.label, refusal === undefined);
	if (given === undefined) return undefined;
	if (typeof given === 'string') return { source: given };
	if (refusal) throw refusal;
	return takesRoom(place, kind, taken, given)
		? await sentAlong(place, kind, given, taken)
		: await attached(place, kind, given, taken);
}

/** What to say to a file, where only a link is taken. */
function refusalOfFiles(
	{ catalog, label }: MediaPlace,
	kind: MediaKind,
	{ noDataUri }: Taken,
): Problem | undefined {
	if (fileLimits(catalog, kind) && (!noDataUri || catalog.uploads)) return undefined;
	return invalid(
		`${noDataUri ? 'This model' : 'This provider'} takes ${label} as a URL only`,
		`Put the ${KINDS[kind]} where it can be reached by a link, for example with a node for your cloud storage, and enter that as its URL.`,
	);
}

/** Whether a file is sent along. Where there is a place to upload to, what finds no room goes there. */
function takesRoom(
	{ catalog: { uploads }, room }: MediaPlace,
	kind: MediaKind,
	{ noDataUri }: Taken,
	{ size }: StoredFile,
): boolean {
	if (!uploads) return true;
	if (noDataUri || size > (uploads.inline[kind] ?? -1) || size > room.bytes) return false;
	room.bytes -= size;
	return true;
}

async function sentAlong(
	place: MediaPlace,
	kind: MediaKind,
	file: StoredFile,
	taken: Taken,
): Promise<Media> {
	const bytes = await readAll(file);
	const { type, seconds } = checked(place, kind, bytes, bytes.length, taken);
	return { source: toDataUri(bytes, type), ...(seconds !== undefined && { seconds }) };
}

/** Read once, for what it is and for its digest; a video of any size is not held in memory. */
async function attached(
	place: MediaPlace,
	kind: MediaKind,
	file: StoredFile,
	taken: Taken,
): Promise<Media> {
	// What is too large is not read at all.
	if (file.size > limitsOf(place, kind, taken).maxBytes) {
		checked(place, kind, Buffer.alloc(0), file.size, taken);
	}
	const { bytes, size, digest } = await surveyOnce(place.context, kind, file);
	const { type, seconds } = checked(place, kind, bytes, size, taken);
	return {
		source: new Attachment(digest, type, size, file.open, file.isHeld),
		...(seconds !== undefined && { seconds }),
	};
}

function limitsOf({ catalog }: MediaPlace, kind: MediaKind, { limits }: Taken) {
	const all = { types: [], ...fileLimits(catalog, kind), ...limits };
	const largest = Math.min(all.maxBytes ?? Infinity, catalog.uploads?.maxBytes ?? Infinity);
	// Only a video is read without being held.
	return { ...all, maxBytes: kind === 'video' ? largest : Math.min(largest, LARGEST_HELD) };
}

/** @param bytes of a video its skeleton will do */
function checked(
	place: MediaPlace,
	kind: MediaKind,
	bytes: Buffer,
	size: number,
	taken: Taken,
): { type: string; seconds?: number } {
	const limits = limitsOf(place, kind, taken);
	switch (kind) {
		case 'image':
			return { type: checkImage(bytes, limits, place.label, size) };
		case 'video':
			return checkVideo(bytes, limits, place.label, size);
		case 'audio':
			return checkAudio(bytes, limits, place.label, size);
	}
}

/** A URL as it is, Base64 text as a file, undefined for nothing. */
function readText(
	value: unknown,
	label: string,
	takesFiles: boolean,
): string | StoredFile | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const text = typeof value === 'string' ? value.trim() : '';
	// A parser would drop the line breaks between several links, and take them for one.
	if (isHttpUrl(text) && !/\s/.test(text)) return text;
	const bytes = decodeBase64(text);
	// The text is in memory anyway; its bytes need not be until they are sent.
	if (bytes)
		return { size: bytes.length, isHeld: true, open: () => Promise.resolve(decodedFile(text)) };
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

function decodedFile(text: string): Buffer {
	return decodeBase64(text) ?? Buffer.alloc(0);
}

async function findFile(
	{ context, itemIndex, label }: MediaPlace,
	property: unknown,
): Promise<StoredFile> {
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
	return await storedFile(context, itemIndex, name, found);
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
