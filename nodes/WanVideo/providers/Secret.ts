import { createHash } from 'crypto';

/** Shorter keys (a local stand-in's) could be ordinary words. */
const SHORTEST = 8;

/** A key that must not reach an error, a log or an item, although some services repeat it in what they answer. */
export class Secret {
	/** Tells one key from another, and nothing else of it: it may be saved. */
	readonly digest: string;

	private readonly pattern: RegExp | undefined;

	constructor(key: string) {
		this.digest = createHash('sha256').update(`Wan Video ${key}`).digest('hex').slice(0, 16);
		if (key.length < SHORTEST) return;
		this.pattern = new RegExp(Array.from(key, anyForm).join(''), 'g');
	}

	/** The same value without the key: in texts of any depth, and in the names of fields. */
	mask(value: string): string;
	mask(value: unknown): unknown;
	mask(value: unknown): unknown {
		const { pattern } = this;
		if (!pattern) return value;
		if (typeof value === 'string') return value.replace(pattern, '(key)');
		if (Array.isArray(value)) return value.map((one) => this.mask(one));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, one]) => [this.mask(name), this.mask(one)]),
		);
	}
}

/** A pattern for a character as it is, as a URL has it, or as JSON has it (`\u002f`, `\/`), even JSON within JSON. */
function anyForm(character: string): string {
	const literal = character.replace(/[^\w]/g, String.raw`\$&`);
	const code = character.charCodeAt(0).toString(16).padStart(2, '0');
	const hex = Array.from(code, (digit) => `[${digit}${digit.toUpperCase()}]`).join('');
	return String.raw`(?:\\{0,15}${literal}|%(?:25){0,4}${hex}|\\{1,15}u00${hex})`;
}
