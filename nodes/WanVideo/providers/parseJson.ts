/** From here on a whole number may be larger than a JavaScript number can tell from the next one. */
const MANY_DIGITS = /\d{16}/;

/** A text or a number of JSON. Texts are matched so that the digits in them are left alone. */
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON. A whole number that is too large to be exact, such as an id of 64 bits, comes out as the text
 * of its digits.
 *
 * @returns undefined when it is no JSON
 */
export function parseJson(text: string): unknown {
	const value = parse(text);
	// Only what is JSON is gone through: a text that is cut off would take long.
	return value !== undefined && MANY_DIGITS.test(text) ? parse(quoteLargeNumbers(text)) : value;
}

function quoteLargeNumbers(text: string): string {
	return text.replace(TEXT_OR_NUMBER, (token) =>
		/^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
