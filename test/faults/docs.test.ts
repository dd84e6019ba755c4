import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import { reliabilityTable } from './reliabilityTables';

const FILE = join(__dirname, '..', '..', 'docs', 'reliability.md');

const between = (kind: string) =>
	new RegExp(`(?<=<!-- faults: ${kind} -->\\n\\n)[^]*?(?=\\n\\n<!-- end -->)`);

// UPDATE_DOCS=1 npx jest test/faults/docs
describe('docs/reliability.md', () => {
	it.each(['create', 'fetch', 'download'] as const)('has the matrix’s faults: %s', (kind) => {
		const page = readFileSync(FILE, 'utf8');
		const table = reliabilityTable(kind);
		if (process.env['UPDATE_DOCS'])
			writeFileSync(
				FILE,
				page.replace(between(kind), () => table),
			);
		else expect(between(kind).exec(page)?.[0]).toBe(table);
	});
});
