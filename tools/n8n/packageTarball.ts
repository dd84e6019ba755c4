import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './places';
import { runCommand } from './processes';

/** This package as it would be published. */
export interface PackageTarball {
	name: string;
	version: string;
	/** The `.tgz` file. */
	file: string;
	/** Of its content: changes whenever anything in the package does. */
	hash: string;
}

/**
 * Packs what was built last, exactly as publishing would.
 *
 * @param folder emptied, then holds the tarball
 */
export async function packPackage(folder: string, signal?: AbortSignal): Promise<PackageTarball> {
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await runCommand('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
		cwd: repository,
		env: process.env,
		signal,
	});
	const [name] = await readdir(folder);
	if (name === undefined) throw new Error('npm pack wrote no tarball.');
	const file = join(folder, name);
	// npm gives the files in it a fixed date, so that the same content makes the same tarball.
	const hash = createHash('sha256')
		.update(await readFile(file))
		.digest('hex');
	const manifest = await readFile(join(repository, 'package.json'), 'utf8');
	return { ...(JSON.parse(manifest) as { name: string; version: string }), file, hash };
}

/** Unpacks a tarball of npm into a folder, as it would be in `node_modules`. */
export async function unpackPackage({ file }: PackageTarball, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await runCommand('tar', ['-xzf', file, '--strip-components=1'], {
		cwd: folder,
		env: process.env,
	});
}
