import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageTarball } from './packageTarball';
import { runCommand } from './processes';

/** What is read of a package.json here. */
interface Manifest {
	dependencies?: Record<string, string>;
	devDependencies?: unknown;
	peerDependencies?: unknown;
	optionalDependencies?: unknown;
}

export interface CommunityPackageOptions {
	/** The environment npm runs in; its PATH holds the Node.js of the n8n that will load the package. */
	env: NodeJS.ProcessEnv;
	signal?: AbortSignal | undefined;
}

/**
 * Puts a package where n8n loads community packages from, in the steps n8n takes when a user installs
 * one from its settings; an earlier version is replaced.
 *
 * n8n loads whatever it finds there when it starts. Only a package installed from the settings is also
 * noted in the database, and only what is noted there would n8n miss and fetch from the registry.
 *
 * @param nodesFolder `.n8n/nodes` in the user folder
 */
export async function installCommunityPackage(
	nodesFolder: string,
	{ name, version, file }: PackageTarball,
	{ env, signal }: CommunityPackageOptions,
): Promise<void> {
	const folder = join(nodesFolder, 'node_modules', name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await runCommand('tar', ['-xzf', file, '-C', folder, '--strip-components=1'], {
		cwd: nodesFolder,
		env,
		signal,
	});

	// n8n drops these before it installs the rest: what a node may use besides, n8n itself provides.
	const manifestPath = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as Manifest;
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	await writeFile(manifestPath, JSON.stringify(manifest, null, 2));
	const flags = ['--bin-links=false', '--install-strategy=shallow', '--ignore-scripts=true'];
	const quiet = ['--audit=false', '--fund=false', '--package-lock=false'];
	await runCommand('npm', ['install', ...flags, ...quiet], { cwd: folder, env, signal });

	const installed = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	await writeFile(join(nodesFolder, 'package.json'), JSON.stringify(installed, null, 2));
}
