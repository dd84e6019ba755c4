import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of n8n this package is tried on. */
export const n8nLines = ['1', '2'] as const;

/** A line of n8n: its major version. */
export type N8nLine = (typeof n8nLines)[number];

/** What pins one line of n8n: a package.json and a package-lock.json, both committed. */
export interface PinnedVersion {
	line: N8nLine;
	/** The exact version, for instance `2.41.1`. */
	version: string;
	/** Where the two files are. */
	folder: string;
	/** Changes whenever one of the two files does: what is installed from them is kept under it. */
	key: string;
}

/** Reads what a line of n8n is pinned to. */
export function pinnedVersion(line: N8nLine): PinnedVersion {
	const folder = join(__dirname, 'versions', line);
	const manifest = readFileSync(join(folder, 'package.json'));
	const lock = readFileSync(join(folder, 'package-lock.json'));
	const hash = createHash('sha256').update(manifest).update(lock).digest('hex');
	const { dependencies } = JSON.parse(manifest.toString()) as { dependencies: { n8n: string } };
	return { line, version: dependencies.n8n, folder, key: `${line}-${hash.slice(0, 12)}` };
}
