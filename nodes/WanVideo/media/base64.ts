const DATA_URI = /^data:([^;,]*)((?:;[^;,]*)*),/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** Shorter than any picture or sound: it is a typo or a file name rather than Base64. */
const SHORTEST_FILE = 64;

/**
 * The bytes of a data URI or of plain Base64 text (line breaks and the URL-safe alphabet allowed);
 * undefined when the text is neither.
 */
export function decodeBase64(text: string): Buffer | undefined {
	const header = DATA_URI.exec(text);
	if (header && !header[2]?.includes(';base64')) return undefined;
	const encoded = text.slice(header?.[0].length ?? 0).replace(/\s+/g, '');
	if (!BASE64.test(encoded) || (!header && encoded.length < SHORTEST_FILE)) return undefined;
	return Buffer.from(encoded, 'base64');
}

/** The bytes as a data URI: a file inside a JSON body. */
export function toDataUri(bytes: Buffer, mimeType: string): string {
	return `data:${mimeType};base64,${bytes.toString('base64')}`;
}

/** Whether a value of a request is a file of {@link toDataUri}, rather than a link or text. */
export function isDataUri(value: unknown): boolean {
	return typeof value === 'string' && DATA_URI.test(value);
}
