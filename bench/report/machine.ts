import { execFile } from 'node:child_process';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { promisify } from 'node:util';

import { version } from '../../package.json';
import { ensureInstalled } from '../../tools/n8n/installation';

/** What was measured on, and with what. */
export interface Machine {
	cores: number;
	processor: string;
	/** Memory in GB. */
	gigabytes: number;
	system: string;
	versions: { n8n: string; nodeOfN8n: string; node: string; package: string };
}

export async function describeMachine(): Promise<Machine> {
	const n8n = await ensureInstalled('2');
	const { stdout } = await promisify(execFile)(n8n.node, ['--version']);
	return {
		cores: availableParallelism(),
		processor: cpus()[0]?.model.trim() ?? 'unknown',
		gigabytes: Math.round(totalmem() / 1e9),
		system: `${platform()} ${arch()}`,
		versions: {
			n8n: n8n.version,
			nodeOfN8n: stdout.trim().replace('v', ''),
			node: process.versions.node,
			package: version,
		},
	};
}
