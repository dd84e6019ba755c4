import type { Kind } from './exchange';
import { type Fault, MATRIX, repetition } from './matrix';

const BLANKS: Record<string, string> = {
	'{provider}': '_Provider_',
	'{id}': '_ID_',
	'{url}': '_Base URL_',
	'{timeout}': '_Timeout_',
	'{words}': '_its words_',
};

type Column = [title: string, cell: (fault: Fault) => string];

const what: Column = ['What goes wrong', (fault) => fault.what];
const created: Column = [
	'Created?',
	({ mayHaveCreated, error }) => {
		if (!mayHaveCreated) return 'no';
		return error === undefined ? 'yes' : 'perhaps';
	},
];
const repeated: Column = ['Sent again?', repetition];
const seen: Column = [
	'What you see if it stays',
	({ error, cause }) => {
		if (error === undefined) return 'no error: the video arrives';
		return cause === undefined ? error : `${error} (${cause})`;
	},
];

const COLUMNS: Record<Kind, Column[]> = {
	create: [what, created, repeated, seen],
	fetch: [what, repeated, seen],
	download: [what, repeated, seen],
};

/** A table of what can go wrong with one kind of request, as Markdown that prettier would not change. */
export function reliabilityTable(kind: Kind): string {
	const columns = COLUMNS[kind];
	const rows = [
		columns.map(([title]) => title),
		...MATRIX[kind].map((fault) => columns.map(([, cell]) => fillIn(cell(fault)))),
	];
	const widths = columns.map((_, column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: string[], filler = ' ') =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
	const [titles = [], ...others] = rows;
	const rule = line(
		titles.map(() => ''),
		'-',
	);
	return [line(titles), rule, ...others.map((row) => line(row))].join('\n');
}

function fillIn(text: string): string {
	return Object.entries(BLANKS).reduce(
		(filled, [blank, word]) => filled.replaceAll(blank, word),
		text,
	);
}
