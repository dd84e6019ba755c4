import { Attachment } from './Attachment';

// The tables name the fields of a request by paths, as some providers have their fields in objects and lists:
// `size`, `input.prompt`, and `input.media[first_frame]` for an entry of that type in a list of
// `{ type: 'first_frame', url: … }`.

/** What a field of a request holds. A file that is to be uploaded stands where its link will be. */
export type FieldValue =
	string | number | boolean | null | Attachment | FieldValue[] | RequestFields;

/** A provider's body fields, in the provider's names. */
export interface RequestFields {
	[name: string]: FieldValue;
}

const LIST_ENTRY = /^(.+)\[(.+)\]$/;

/** Puts a value where a path leads; of a list with types, one entry more for it, or for each of several. */
export function putField(
	fields: RequestFields,
	path: string,
	value: FieldValue,
	more: RequestFields = {},
): void {
	const { parent, name, type } = parse(path);
	let place = fields;
	for (const step of parent) place = objectIn(place, step);
	if (type === undefined) {
		place[name] = value;
		return;
	}
	const entries = [value].flat().map((url) => ({ type, url, ...more }));
	place[name] = [...listIn(place, name), ...entries];
}

/** Adds a value to the list where a path leads. */
export function addToField(
	fields: RequestFields,
	path: string,
	value: FieldValue,
	more?: RequestFields,
): void {
	const { parent, name, type } = parse(path);
	if (type !== undefined) {
		putField(fields, path, value, more);
		return;
	}
	let place = fields;
	for (const step of parent) place = objectIn(place, step);
	place[name] = [...listIn(place, name), value];
}

/** What stands where a path leads, in whatever was given; of a list with types, the links of that type. */
export function fieldAt(fields: RequestFields, path: string): FieldValue | undefined;
export function fieldAt(fields: unknown, path: string): unknown;
export function fieldAt(fields: unknown, path: string): unknown {
	const { parent, name, type } = parse(path);
	let place: unknown = fields;
	for (const step of [...parent, name]) {
		place = isObject(place) ? place[step] : undefined;
	}
	if (type === undefined) return place;
	return Array.isArray(place)
		? place.flatMap((entry: unknown) => (isObject(entry) && entry.type === type ? [entry.url] : []))
		: undefined;
}

/**
 * Two sets of fields as one: objects are merged, a list of objects is added to, and of anything else the second's
 * stands.
 */
export function mergeFields(first: RequestFields, second: RequestFields): RequestFields {
	const merged = { ...first };
	for (const [name, value] of Object.entries(second)) {
		const own = merged[name];
		if (isObject(own) && isObject(value)) {
			merged[name] = mergeFields(own, value);
		} else if (isListOfObjects(own) && isListOfObjects(value)) {
			merged[name] = [...own, ...value];
		} else {
			merged[name] = value;
		}
	}
	return merged;
}

/** Every single value of a request, however deep it stands. */
export function valuesIn(value: FieldValue): FieldValue[] {
	if (Array.isArray(value)) return value.flatMap(valuesIn);
	return isObject(value) ? Object.values(value).flatMap(valuesIn) : [value];
}

/** The same request with other values: each single one is replaced, one after another. */
export async function mapValues(
	fields: RequestFields,
	replace: (value: FieldValue) => Promise<FieldValue>,
): Promise<RequestFields> {
	const mapped = async (value: FieldValue): Promise<FieldValue> => {
		if (Array.isArray(value)) {
			const all: FieldValue[] = [];
			for (const one of value) all.push(await mapped(one));
			return all;
		}
		return isObject(value) ? await mapValues(value, replace) : await replace(value);
	};
	const result: RequestFields = {};
	for (const [name, value] of Object.entries(fields)) result[name] = await mapped(value);
	return result;
}

function parse(path: string): { parent: string[]; name: string; type?: string } {
	const [, list, type] = LIST_ENTRY.exec(path) ?? [];
	const parent = (list ?? path).split('.');
	const name = parent.pop() ?? '';
	return { parent, name, type };
}

function objectIn(place: RequestFields, name: string): RequestFields {
	const own = place[name];
	const object = isObject(own) ? own : {};
	place[name] = object;
	return object;
}

function listIn(place: RequestFields, name: string): FieldValue[] {
	const own = place[name];
	return Array.isArray(own) ? own : [];
}

function isObject(value: unknown): value is RequestFields {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		!(value instanceof Attachment)
	);
}

function isListOfObjects(value: unknown): value is RequestFields[] {
	return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
