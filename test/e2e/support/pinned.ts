import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { keptFolder } from '../../../tools/n8n/places';
import { runCommand } from '../../../tools/n8n/processes';

/**
 * Installs what only these tests need, on first use and outside of the package's own dependencies.
 *
 * @param folder holds the package.json and the package-lock.json that pin it
 * @returns the `node_modules` folder it is in
 */
export async function ensurePinned(folder: string): Promise<string> {
	const lockfile = await readFile(join(folder, 'package-lock.json'));
	const key = createHash('sha256').update(lockfile).digest('hex').slice(0, 12);
	const installed = join(keptFolder, `${basename(folder)}-${key}`);
	if (!existsSync(installed)) {
		// Under another name until it is complete.
		const partial = `${installed}.partial`;
		await rm(partial, { recursive: true, force: true });
		await mkdir(partial, { recursive: true });
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(folder, file), join(partial, file));
		}
		await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
			cwd: partial,
			env: process.env,
		});
		await rename(partial, installed);
	}
	return join(installed, 'node_modules');
}
