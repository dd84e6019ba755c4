import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, IVersionedNodeType } from 'n8n-workflow';

const repository = join(__dirname, '..', '..');

/** The nodes (by full name, e.g. `n8n-nodes-wan-video.wanVideo`) and credential types (by name) of a package. */
export interface LoadedPackage {
	nodeTypes: Map<string, INodeType | IVersionedNodeType>;
	credentialTypes: Map<string, ICredentialType>;
}

/**
 * Loads this package as n8n would: its own loader reads the `n8n` section of package.json and requires the built files
 * listed there.
 *
 * @throws when the package has not been built
 */
export async function loadBuiltPackage(directory = repository): Promise<LoadedPackage> {
	const loader = new PackageDirectoryLoader(directory);
	const { nodes = [], credentials = [] } = loader.packageJson.n8n ?? {};
	const missing = [...nodes, ...credentials].filter((file) => !existsSync(join(directory, file)));
	if (missing.length > 0) {
		throw new Error(`Run "npm run build" first: ${missing.join(', ')} not found`);
	}
	await loader.loadAll();
	return {
		nodeTypes: new Map(
			Object.entries(loader.nodeTypes).map(([name, { type }]) => [
				`${loader.packageName}.${name}`,
				type,
			]),
		),
		credentialTypes: new Map(
			Object.entries(loader.credentialTypes).map(([name, { type }]) => [name, type]),
		),
	};
}
