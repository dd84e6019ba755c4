import { Problem } from '../problem';

// What the sentences about a value have in common.

export const isUnset = (value: unknown): boolean =>
	value === undefined || value === null || value === '';

/** @param label of a field that must be filled */
export function missing(label: string): Problem {
	return invalid(
		`${label} is empty`,
		`Enter the ${label.toLowerCase()}, or check the expression that gives it.`,
	);
}

export function invalid(message: string, description?: string): Problem {
	return new Problem('invalidInput', message, { description });
}

/** A value as an error shows it: short, whatever was given. */
export function show(value: unknown): string {
	// Undefined and functions have no JSON, whatever the types say.
	const written = (JSON.stringify(value) as string | undefined) ?? String(value);
	return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}

/** "one, two and three" */
export function list(words: readonly string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
