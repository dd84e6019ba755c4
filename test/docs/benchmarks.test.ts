import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { page } from '../../bench/report/markdown';
import type { Results } from '../../bench/results';

const docs = join(__dirname, '../../docs');

/** Prettier breaks no line, but aligns the columns of tables. */
const withoutAlignment = (markdown: string) =>
	markdown
		.replace(/[ \t]+/g, ' ')
		.replace(/-{2,}/g, '-')
		.trim();

test('the page of the benchmarks tells what was measured', () => {
	const results = JSON.parse(readFileSync(join(docs, 'benchmarks.json'), 'utf8')) as Results;
	const written = readFileSync(join(docs, 'benchmarks.md'), 'utf8');
	expect(withoutAlignment(written)).toBe(withoutAlignment(page(results)));
});
