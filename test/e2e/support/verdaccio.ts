import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

import { repository } from '../../../tools/n8n/places';
import { freePort } from '../../../tools/n8n/ports';
import { runCommand } from '../../../tools/n8n/processes';
import { startService } from '../../../tools/n8n/service';
import { accepts } from './accepts';
import type { Certificate } from './certificate';
import { ensurePackages } from './pinnedPackages';
import { runFolder } from './places';
import type { Started } from './Started';

/** Holds what pins Verdaccio. */
const PINNED = join(repository, 'test/e2e/registry');

/** A npm registry with nothing but what the tests publish. */
export interface Registry {
	port: number;
	/** Publishes a tarball, or a folder with a package. */
	publish(path: string): Promise<void>;
}

/** Starts Verdaccio, installed on first use. It asks no other registry for anything. */
export async function startRegistry(started: Started, certificate: Certificate): Promise<Registry> {
	const modules = await ensurePackages(PINNED, 'verdaccio');
	const folder = join(runFolder, 'registry');
	await mkdir(folder, { recursive: true });
	const port = await freePort();
	const config = join(folder, 'config.yaml');
	await writeFile(
		config,
		stringify({
			storage: join(folder, 'storage'),
			listen: `https://127.0.0.1:${port}`,
			https: { key: certificate.keyFile, cert: certificate.file },
			uplinks: {},
			packages: { '**': { access: '$all', publish: '$all' } },
			log: { type: 'stdout', format: 'pretty', level: 'http' },
		}),
	);
	const verdaccio = await startService(
		process.execPath,
		[join(modules, 'verdaccio/bin/verdaccio'), '--config', config],
		{
			name: 'Verdaccio',
			cwd: folder,
			env: { ...process.env, HOME: folder },
			logFile: join(folder, 'verdaccio.log'),
			isReady: async () => await accepts(port),
		},
	);
	started.atEnd(verdaccio.stop);

	const address = `127.0.0.1:${port}`;
	return {
		port,
		async publish(path) {
			// npm wants to be signed in, though this registry asks nobody who they are.
			const signedIn = [`--registry=https://${address}`, `--//${address}/:_authToken=anyone`];
			const believing = `--cafile=${certificate.file}`;
			await runCommand(
				'npm',
				['publish', path, '--ignore-scripts', '--provenance=false', ...signedIn, believing],
				{ cwd: folder, env: process.env },
			);
		},
	};
}
