/** Length as JSON Schema, and so a provider, counts it: in code points, an emoji of one being one. */
export function lengthOf(text: string): number {
	return Array.from(text).length;
}

/** What a text field holds: '' for what is no text. Numbers are text to whoever typed them. */
export function asText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: '';
}

/** Whether a file is text in angle brackets: an HTML or XML page where something else was expected. */
export function isMarkup(text: string): boolean {
	return /^\s*</.test(text);
}
