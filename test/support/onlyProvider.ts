import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { repository } from '../../tools/n8n/places';
import { runCommand } from '../../tools/n8n/processes';

/** A package of one provider alone, in a folder for temporary files. */
export interface BuiltPackage {
	name: string;
	folder: string;
	/** Removes it. */
	remove(): Promise<void>;
}

/** Builds it as `npm run build -- --only <provider>` does. */
export async function buildOnly(provider: string): Promise<BuiltPackage> {
	const into = await mkdtemp(join(tmpdir(), 'wan-video-only-'));
	// Where a package finds what n8n provides.
	await symlink(join(repository, 'node_modules'), join(into, 'node_modules'), 'junction');
	const gulp = join(repository, 'node_modules/gulp/bin/gulp.js');
	await runCommand(process.execPath, [gulp, 'build', '--only', provider, '--into', into], {
		cwd: repository,
		env: process.env,
	});
	const [name] = (await readdir(into)).filter((entry) => entry !== 'node_modules');
	if (name === undefined) throw new Error(`Nothing was built for ${provider}`);
	return {
		name,
		folder: join(into, name),
		async remove() {
			await rm(into, { recursive: true });
		},
	};
}
