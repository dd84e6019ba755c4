import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pidusage from 'pidusage';

/** Seconds of CPU that a process has used since it began. */
export async function cpuSeconds(pid: number): Promise<number> {
	return (await pidusage(pid)).ctime / 1000;
}

/** Waits until the memory of a process stays as it is for a second, for at most half a minute. */
export async function memoryAtRest(pid: number): Promise<void> {
	const slack = 1e6;
	let steady = 0;
	for (let look = 0, before = 0; look < 150 && steady < 5; look++) {
		await delay(200);
		const { memory } = await pidusage(pid);
		steady = Math.abs(memory - before) < slack ? steady + 1 : 0;
		before = memory;
	}
}

/**
 * The resident memory of a process at its highest while a task ran, over that before it, in bytes. Linux
 * keeps the highest itself: a peak between two looks would be missed.
 */
export async function memoryGrowth(pid: number, task: () => Promise<void>): Promise<number> {
	// Sets the highest to what it is now, see proc_pid_clear_refs(5).
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	const before = await highestMemory(pid);
	await task();
	return (await highestMemory(pid)) - before;
}

async function highestMemory(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
