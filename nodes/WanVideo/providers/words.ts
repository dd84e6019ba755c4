import { fieldsOf } from './reading';

/** Where a reason stands, the plainest words first. */
const PLAIN = ['detail', 'message', 'msg', 'reason', 'error', 'errors', 'title', 'name'];
/** Words for programs: better than none. */
const CODES = ['error_code', 'code', 'kind'];
/** Further places of the names and codes that tell one no from another. */
const WRAPPERS = ['type', 'data', 'task_info'];

/** What repeats the HTTP status and tells nothing else. */
const STATUS_PHRASE =
	/^(error|bad request|unauthorized|payment required|forbidden|not found|conflict|unprocessable (entity|content)|too many requests|internal server error|bad gateway|service unavailable|gateway time-?out|http ?exception)\.?$/i;

/** No service nests a reason deeper. */
const DEEPEST = 6;
/** Of a list no more is read. */
const MOST = 20;
/** Characters that a user may be expected to read. */
const LONGEST = 400;

/**
 * The words for a user in a reason of any shape: a text, `{name, message}`, `{code, title, detail}`,
 * `{detail: [{loc, msg}]}`, a list, or one of these within another.
 */
export function wordsIn(reason: unknown): string | undefined {
	const words = find(reason, 0);
	return words && shorten(words);
}

/** Text on one line, no longer than a user may be expected to read. */
export function shorten(text: string): string | undefined {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '') return undefined;
	return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/**
 * All that a reason is called, in lower case and with spaces: its words, names, codes and kinds. To tell one
 * no from another, not to be shown.
 */
export function signsIn(reason: unknown): string {
	return signs(reason, 0)
		.join(' ')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/[\s_-]+/g, ' ')
		.toLowerCase();
}

function find(value: unknown, depth: number): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	if (typeof value !== 'object' || depth > DEEPEST) return undefined;
	if (Array.isArray(value)) {
		const found = value
			.slice(0, MOST)
			.map((one) => find(one, depth + 1))
			.filter((words) => words !== undefined);
		return found.length > 0 ? found.join('; ') : undefined;
	}
	const fields = fieldsOf(value);
	const told = PLAIN.map((field) => find(fields[field], depth + 1)).filter(Boolean);
	const best = told.find((words) => words && !STATUS_PHRASE.test(words)) ?? told[0];
	// A code that is a mere number tells a user nothing.
	const code = CODES.map((field) => fields[field]).find((one) => /[a-z]/i.test(textOf(one)));
	const words = best ?? (textOf(code) || undefined);
	const place = placeOf(fields.loc);
	return words && place ? `${place}: ${words}` : words;
}

/** The field that a reason is about, from a path such as `["body", "duration"]`. */
function placeOf(path: unknown): string {
	return Array.isArray(path) ? path.filter((step) => step !== 'body').join('.') : '';
}

function signs(value: unknown, depth: number): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || depth > DEEPEST) return [];
	if (Array.isArray(value)) return value.slice(0, MOST).flatMap((one) => signs(one, depth + 1));
	const fields = fieldsOf(value);
	return [...PLAIN, ...CODES, ...WRAPPERS].flatMap((field) => signs(fields[field], depth + 1));
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
