const ON = new Set<unknown>([true, 1, '1', 'true']);
const OFF = new Set<unknown>([false, 0, '0', 'false']);

/**
 * What a switch is set to: by a click, or by an expression that takes it from a form, a spreadsheet or JSON.
 *
 * @returns undefined when the value is neither on nor off
 */
export function onOrOff(value: unknown): boolean | undefined {
	const plain = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (ON.has(plain)) return true;
	return OFF.has(plain) ? false : undefined;
}
