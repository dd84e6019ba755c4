import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { keptFolder } from '../../../tools/n8n/places';

/** Holds a folder for each run, named by the id of its process. */
const runs = join(keptFolder, 'e2e');

/** Where everything that this run of the tests starts keeps its data and logs. */
export const runFolder = join(runs, String(process.pid));

/** Removes what earlier runs have left. */
export async function removeEarlierRuns(): Promise<void> {
	const folders = await readdir(runs).catch(() => []);
	const earlier = folders.filter((pid) => !isRunning(Number(pid)));
	await Promise.all(earlier.map(async (pid) => rm(join(runs, pid), { recursive: true })));
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
