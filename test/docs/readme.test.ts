import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { modelTables } from '../../tools/docs/modelTables';

const README = join(__dirname, '../../README.md');
const BETWEEN = /(<!-- models -->\n)([\s\S]*?)(<!-- \/models -->)/;

/** Prettier aligns a table's columns; the facts are what is compared. */
const withoutAlignment = (markdown: string) =>
	markdown.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---').trim();

test("the README's table of models is the one the node works with (UPDATE_DOCS=1 writes it anew)", () => {
	const readme = readFileSync(README, 'utf8');
	if (process.env.UPDATE_DOCS) {
		writeFileSync(README, readme.replace(BETWEEN, `$1\n${modelTables()}\n\n$3`));
	}
	const written = BETWEEN.exec(readFileSync(README, 'utf8'))?.[2] ?? '';
	expect(withoutAlignment(written)).toBe(withoutAlignment(modelTables()));
});

test('every npm script that the README names exists', () => {
	const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	};
	const named = [...readFileSync(README, 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(
		([, name]) => name,
	);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
});
