import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

const README = join(__dirname, '../../README.md');
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
