import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { repository } from '../../tools/n8n/places';
import { interleaved, type Spread, spreadOf } from '../spread';
import type { BenchContext } from './context';

const run = promisify(execFile);
const node = join(repository, 'dist/nodes/WanVideo/WanVideo.node.js');

export interface LoadResult {
	/** Milliseconds to load the built node where n8n-workflow is loaded already, as in n8n. */
	milliseconds: Spread;
	/** Of what npm publishes. */
	packedKilobytes: number;
	unpackedKilobytes: number;
	files: number;
}

/** What the package adds to n8n's start and to the disk. */
export async function benchLoad({ runs, note }: BenchContext): Promise<LoadResult> {
	note('loading the node');
	const [milliseconds = []] = await interleaved(runs, [loadOnce]);
	note('packing');
	const pack = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: repository,
	});
	const [packed] = JSON.parse(pack.stdout) as Array<{
		size: number;
		unpackedSize: number;
		entryCount: number;
	}>;
	if (!packed) throw new Error('npm packed nothing');
	return {
		milliseconds: spreadOf(milliseconds),
		packedKilobytes: packed.size / 1000,
		unpackedKilobytes: packed.unpackedSize / 1000,
		files: packed.entryCount,
	};
}

/** In a process of its own, as a module is loaded only once. */
async function loadOnce(): Promise<number> {
	const script = `
		require('n8n-workflow');
		const begin = performance.now();
		require(${JSON.stringify(node)});
		console.log(performance.now() - begin);
	`;
	const { stdout } = await run(process.execPath, ['--eval', script], { cwd: repository });
	return Number(stdout);
}
