import { isHttpUrl } from '../models/httpUrl';

// The services do not answer as their references say, so what they answer is read leniently: nothing here
// throws, whatever it is given.

export type Fields = Record<string, unknown>;

/** The fields of an object; none for what is no object. */
export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: {};
}

/** An id as text, or undefined for what is none. */
export function idOf(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return String(value).trim() || undefined;
}

/** A number, also one that is written as text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
	const isText = typeof value === 'string' && value.trim() !== '';
	const number = isText ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The link to a video in any shape it was seen in: plain, `{url}`, `{video_url}`, or a list of these. */
export function linkIn(value: unknown): string | undefined {
	if (typeof value === 'string') return isHttpUrl(value.trim()) ? value.trim() : undefined;
	if (Array.isArray(value)) {
		for (const one of value) {
			const link = linkIn(one);
			if (link) return link;
		}
		return undefined;
	}
	const { url, video_url } = fieldsOf(value);
	if (url === undefined && video_url === undefined) return undefined;
	return linkIn(url) ?? linkIn(video_url);
}
