import { REFERENCE_FIELDS } from '../form/parameterNames';
import type { ReferencesParameter } from '../models/Model';
import type { MediaKind } from '../models/operations';
import { type Reference, References } from '../models/references';
import { asText } from '../models/text';
import { invalid, isUnset, show } from '../models/words';
import type { Problem } from '../problem';
import { type MediaPlace, readMedia } from './readMedia';

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio'];
const KIND_LABELS: Record<MediaKind, string> = {
	image: 'Reference Image',
	video: 'Reference Video',
	audio: 'Reference Audio',
};

/** By how links end. */
const EXTENSIONS: Array<[kind: MediaKind, extension: RegExp]> = [
	['image', /\.(jpe?g|png|webp|bmp|gif)$/i],
	['video', /\.(mp4|mov|webm|mkv|avi|m4v)$/i],
	['audio', /\.(wav|mp3|m4a|aac|ogg|flac)$/i],
];

/**
 * The references of an item: of the form's list, or of one that an expression gives. That may hold the form's objects
 * (`{ type, source, url, binaryProperty }`, all but the last two of them optional) or mere links.
 *
 * @param parameter of the model, if the table knows it
 * @throws Problem `invalidInput` that says which one is wrong
 */
export async function readReferences(
	place: Omit<MediaPlace, 'label'>,
	value: unknown,
	parameter: ReferencesParameter | undefined,
): Promise<References | undefined> {
	const given = listIn(value);
	const counts: Record<MediaKind, number> = { image: 0, video: 0, audio: 0 };
	const references: Reference[] = [];
	for (const [index, one] of given.entries()) {
		const fields = fieldsOf(one, index);
		const kind = kindOf(place, fields, parameter, index);
		const label = `${KIND_LABELS[kind]} ${++counts[kind]}`;
		const media = await readMedia(
			{ ...place, label },
			kind,
			{
				source: fields[REFERENCE_FIELDS.source] ?? (fields.binaryProperty ? 'binary' : 'url'),
				url: fields[REFERENCE_FIELDS.url],
				binaryProperty: fields[REFERENCE_FIELDS.binaryProperty] ?? 'data',
			},
			parameter?.kinds[kind],
		);
		if (!media) throw empty(label, fields);
		references.push({ kind, role: roleOf(fields, label), ...media });
	}
	return references.length > 0 ? new References(references) : undefined;
}

/** The form's list, one as JSON, a list as it is, or a single reference. */
function listIn(value: unknown): unknown[] {
	if (value === undefined || value === null || value === '') return [];
	if (Array.isArray(value)) return value;
	if (typeof value === 'string' && /^\s*[[{]/.test(value)) return listIn(parse(value));
	// One text may hold several links: pasted lines, or a list that an expression has made text of.
	if (typeof value === 'string') return value.trim().split(/\s*\n\s*|\s*,\s*(?=https?:)/);
	if (typeof value !== 'object') {
		throw invalid(
			`References must be a list, but it is ${show(value)}`,
			'Give a list of links, or of objects such as { "type": "image", "url": "https://…" }.',
		);
	}
	if ('reference' in value) return listIn(value.reference);
	return Object.keys(value).length > 0 ? [value] : [];
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw invalid(
			`References is not JSON: ${show(text)}`,
			'Give a list such as [{ "type": "image", "url": "https://…" }], with double quotes around the names.',
		);
	}
}

function fieldsOf(one: unknown, index: number): Record<string, unknown> {
	if (typeof one === 'string') return { [REFERENCE_FIELDS.url]: one };
	if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
		return one as Record<string, unknown>;
	}
	throw invalid(
		`Reference ${index + 1} is neither a link nor an object: ${show(one)}`,
		'Give a link, or an object such as { "type": "image", "url": "https://…" }.',
	);
}

/** What is told; else what the link, the data URI or the file's type tells; else what the model takes. */
function kindOf(
	place: Omit<MediaPlace, 'label'>,
	fields: Record<string, unknown>,
	parameter: ReferencesParameter | undefined,
	index: number,
): MediaKind {
	const given = fields[REFERENCE_FIELDS.kind];
	if (!isUnset(given)) {
		const kind = KINDS.find((one) => one === asText(given).trim().toLowerCase());
		if (kind) return kind;
		throw invalid(
			`Reference ${index + 1} has no type: ${show(given)}`,
			`Choose one of: ${KINDS.join(', ')}.`,
		);
	}
	const link = asText(fields[REFERENCE_FIELDS.url]);
	const path = link.replace(/[?#].*$/s, '');
	const byExtension = EXTENSIONS.find(([, extension]) => extension.test(path))?.[0];
	const mimeType = link ? /^data:([^;,]*)/.exec(link)?.[1] : mimeTypeOf(place, fields);
	const byMimeType = KINDS.find((one) => mimeType?.startsWith(`${one}/`));
	const [only, ...others] = Object.keys(parameter?.kinds ?? {}) as MediaKind[];
	return byExtension ?? byMimeType ?? (others.length === 0 ? only : undefined) ?? 'image';
}

/** Of a binary field, as the node that made it has told; undefined where there is none. */
function mimeTypeOf(
	{ context, itemIndex }: Omit<MediaPlace, 'label'>,
	fields: Record<string, unknown>,
): string | undefined {
	try {
		const name = asText(fields[REFERENCE_FIELDS.binaryProperty]);
		return context.helpers.assertBinaryData(itemIndex, name).mimeType;
	} catch {
		return undefined;
	}
}

function empty(label: string, fields: Record<string, unknown>): Problem {
	const others = Object.keys(fields).filter(
		(name) => !Object.values<string>(REFERENCE_FIELDS).includes(name),
	);
	return invalid(
		`${label} is empty`,
		others.length > 0
			? `Its link is expected in "url", but it has: ${others.join(', ')}.`
			: 'Enter its URL, or remove it. For a list by an expression, set Specify References to Using a List.',
	);
}

function roleOf(fields: Record<string, unknown>, label: string): Reference['role'] {
	const given = fields[REFERENCE_FIELDS.role] ?? 'object';
	if (given === 'object' || given === 'background') return given;
	throw invalid(`${label} has no role: ${show(given)}`, 'Choose one of: object, background.');
}
