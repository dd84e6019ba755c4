import type { Spread } from '../spread';

/** A figure with the digits that matter: `0.0234`, `3.16`, `31.6`, `1,520`. */
export function number(value: number): string {
	return value.toLocaleString('en', {
		maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
	});
}

/** The median with its spread: `3.16 (3.12–3.2)`; the median alone where all runs gave the same. */
export function spread({ median, min, max }: Spread): string {
	const shown = [median, min, max].map(number);
	return shown[1] === shown[2] ? number(median) : `${shown[0]} (${shown[1]}–${shown[2]})`;
}

/** A Markdown table; the first column is text, the others are figures. */
export function table(header: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rule = header.map((_, column) => (column === 0 ? '---' : '--:'));
	return [header, rule, ...rows].map(line).join('\n');
}
