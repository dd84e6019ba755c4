import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { keptFolder } from '../../../tools/n8n/places';
import { runCommand } from '../../../tools/n8n/processes';

/**
 * Installs packages on first use, in exactly the versions of a lockfile.
 *
 * @param pinned the folder of their `package.json` and `package-lock.json`
 * @param name of the folder they are kept in
 * @returns the `node_modules` folder they are in
 */
export async function ensurePackages(pinned: string, name: string): Promise<string> {
	const lockfile = await readFile(join(pinned, 'package-lock.json'));
	const key = createHash('sha256').update(lockfile).digest('hex').slice(0, 12);
	const folder = join(keptFolder, `${name}-${key}`);
	if (!existsSync(folder)) {
		// Under another name until it is complete.
		const partial = `${folder}.partial`;
		await rm(partial, { recursive: true, force: true });
		await mkdir(partial, { recursive: true });
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(pinned, file), join(partial, file));
		}
		await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
			cwd: partial,
			env: process.env,
		});
		await rename(partial, folder);
	}
	return join(folder, 'node_modules');
}
