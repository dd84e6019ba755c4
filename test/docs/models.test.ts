import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { modelTables } from '../../tools/docs/modelTables';

const PAGE = join(__dirname, '../../docs/models.md');
const BETWEEN = /(<!-- models -->\n)([\s\S]*?)(<!-- \/models -->)/;

/** Prettier aligns a table's columns; the facts are what is compared. */
const withoutAlignment = (markdown: string) =>
	markdown.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---').trim();

test('the tables of models are those the node works with (UPDATE_DOCS=1 writes them anew)', () => {
	const page = readFileSync(PAGE, 'utf8');
	if (process.env.UPDATE_DOCS) {
		writeFileSync(PAGE, page.replace(BETWEEN, `$1\n${modelTables()}\n\n$3`));
	}
	const written = BETWEEN.exec(readFileSync(PAGE, 'utf8'))?.[2] ?? '';
	expect(withoutAlignment(written)).toBe(withoutAlignment(modelTables()));
});
