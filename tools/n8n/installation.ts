import { existsSync } from 'node:fs';
import { access, copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { awaitFolder } from './claims';
import { type Lockfile, installedPaths } from './lockfile';
import { nodeBinary } from './nodeBinary';
import { keptFolder } from './places';
import { runCommand } from './processes';
import { type N8nLine, pinnedVersion } from './versions';

/** An n8n that is ready to be run. */
export interface Installation {
	line: N8nLine;
	/** The exact version, for instance `2.41.1`. */
	version: string;
	/** The Node.js it runs with. */
	node: string;
	/** Its command line, a script for `node`. */
	script: string;
	/** A PATH on which `node` is the same Node.js: n8n starts its task runner and npm by name. */
	path: string;
}

/** How far an installation is. */
export interface InstallationProgress {
	/** Packages unpacked so far. */
	packages: number;
	/** Packages there will be. */
	total: number;
}

export interface InstallationOptions {
	/** Told every second or so while packages are unpacked. */
	onProgress?: (progress: InstallationProgress) => void;
	/** Gives up when it fires; nothing half-installed stays behind. */
	signal?: AbortSignal;
}

const installations = join(keptFolder, 'installations');

/** Whether this line of n8n is installed as it is pinned now, so that {@link ensureInstalled} returns at once. */
export function isInstalled(line: N8nLine): boolean {
	return existsSync(join(installations, pinnedVersion(line).key));
}

/**
 * Installs a line of n8n as it is pinned, with a Node.js to run it, unless that was done before.
 * It takes minutes and about 2.7 GB; an older pinned version of the same line is removed.
 * Two processes may ask for the same version at once: one installs it, the other waits.
 */
export async function ensureInstalled(
	line: N8nLine,
	options: InstallationOptions = {},
): Promise<Installation> {
	const { key } = pinnedVersion(line);
	const folder = join(installations, key);
	if (!existsSync(folder)) {
		const release = await awaitFolder(folder, options.signal);
		try {
			if (!existsSync(folder)) await install(line, folder, options);
		} finally {
			await release();
		}
	}
	return installation(line, folder);
}

function installation(line: N8nLine, folder: string): Installation {
	const modules = join(folder, 'node_modules');
	const node = nodeBinary(modules);
	return {
		line,
		version: pinnedVersion(line).version,
		node,
		script: join(modules, 'n8n/bin/n8n'),
		path: [dirname(node), process.env.PATH].join(delimiter),
	};
}

async function install(
	line: N8nLine,
	folder: string,
	{ onProgress, signal }: InstallationOptions,
): Promise<void> {
	// Under another name until it is complete, so that an interrupted one is never taken for it.
	const partial = `${folder}.partial`;
	await rm(partial, { recursive: true, force: true });
	await mkdir(partial, { recursive: true });
	const watching = new AbortController();
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(pinnedVersion(line).folder, file), join(partial, file));
		}
		if (onProgress) void watchProgress(partial, onProgress, watching.signal);
		await npm(partial, process.env.PATH, signal, [
			'ci',
			// n8n runs without its dependencies' install scripts, apart from the one below.
			'--ignore-scripts',
			// The Node.js that runs npm may be older than n8n's, which is among the optional packages.
			'--engine-strict=false',
			'--include=optional',
			'--no-audit',
			'--no-fund',
		]);
		watching.abort();
		const { node, path } = installation(line, partial);
		// n8n's database, native code: fetched or compiled for the Node.js that will run it.
		await npm(partial, path, signal, ['rebuild', 'sqlite3', '--ignore-scripts=false']);
		await runCommand(node, ['--eval', 'require("sqlite3")'], { cwd: partial, env: {}, signal });
		await removeOlder(line, folder);
		await rename(partial, folder);
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	} finally {
		watching.abort();
	}
}

async function npm(
	cwd: string,
	path: string | undefined,
	signal: AbortSignal | undefined,
	args: string[],
): Promise<void> {
	const file = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	await runCommand(file, args, { cwd, env: { ...process.env, PATH: path }, signal });
}

/** Removes what earlier pins of this line left, 2.7 GB each. */
async function removeOlder(line: N8nLine, current: string): Promise<void> {
	for (const name of await readdir(installations)) {
		const folder = join(installations, name);
		const isOlder = /^\d+-[0-9a-f]+$/.test(name) && name.startsWith(`${line}-`);
		if (isOlder && folder !== current) await rm(folder, { recursive: true, force: true });
	}
}

async function watchProgress(
	folder: string,
	onProgress: (progress: InstallationProgress) => void,
	signal: AbortSignal,
): Promise<void> {
	const lockfile = await readFile(join(folder, 'package-lock.json'), 'utf8');
	// A package is unpacked in no particular order, but its package.json comes with it.
	const manifests = installedPaths(JSON.parse(lockfile) as Lockfile).map((path) =>
		join(folder, path, 'package.json'),
	);
	while (!signal.aborted) {
		const unpacked = await Promise.all(manifests.map(exists));
		onProgress({ packages: unpacked.filter(Boolean).length, total: manifests.length });
		await delay(1_000, undefined, { signal }).catch(() => undefined);
	}
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
