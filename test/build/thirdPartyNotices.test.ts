import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import packageJson from '../../package.json';

const repository = join(__dirname, '..', '..');
const NOTICES = 'dist/THIRD_PARTY_NOTICES.txt';
const read = (file: string) => readFileSync(join(repository, file), 'utf8');

/** esbuild names each file that it bundles in a comment above its code. */
const bundled = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials].flatMap((file) =>
	[...read(file).matchAll(/^ *\/\/ \S*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
		([, library = '']) => library,
	),
);
const libraries = [...new Set(bundled)].sort();

describe('the notices of bundled libraries', () => {
	it('are of some, the one for the queue of items among them', () => {
		expect(libraries).toContain('p-limit');
	});

	it.each(libraries)('have the name, the version and the licence of %s', (library) => {
		const folder = join('node_modules', library);
		const { version } = JSON.parse(read(join(folder, 'package.json'))) as { version: string };
		const license = readdirSync(join(repository, folder)).find((file) => /^licen[cs]e/i.test(file));
		const notices = read(NOTICES);
		expect(notices).toContain(`\n${library} ${version} (`);
		expect(notices).toContain(read(join(folder, license ?? 'LICENSE')).trim());
	});

	it('are of no others', () => {
		const named = [...read(NOTICES).matchAll(/-{80}\n\n(\S+) /g)].map(([, name]) => name);
		expect(named).toEqual(libraries);
	});

	it('are in the package as it is published', () => {
		const packed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
			cwd: repository,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const [content] = JSON.parse(packed.toString()) as Array<{ files: Array<{ path: string }> }>;
		expect(content?.files.map(({ path }) => path)).toContain(NOTICES);
		// npm takes seconds to start on a busy machine.
	}, 60_000);
});
