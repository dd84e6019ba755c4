// Loaded into the n8n that is measured: when its event loop was blocked, and for how long.
import { appendFileSync } from 'node:fs';

/** Milliseconds between two beats. A block is told as up to so much longer than it was, never as shorter. */
const interval = 1;
/** Milliseconds. Shorter blocks are no news, and would fill the file. */
const shortest = 5;

interface CpuUsage {
	/** Microseconds. */
	user: number;
	system: number;
}

/** Of the thread that asks. Node.js has it from 23.9 on, as n8n 2's is; its types here are older. */
const { threadCpuUsage } = process as typeof process & {
	threadCpuUsage: (since?: CpuUsage) => CpuUsage;
};

const file = process.env.BENCH_BLOCKS_FILE;
// n8n's task runner is a process of its own, which gets the options of Node.js but not this variable.
if (file !== undefined) {
	let last = performance.now();
	let lastCpu = threadCpuUsage();
	setInterval(() => {
		const milliseconds = performance.now() - last;
		if (milliseconds >= shortest) {
			const end = Date.now();
			const { user, system } = threadCpuUsage(lastCpu);
			const block = { start: end - milliseconds, end, cpu: (user + system) / 1000 };
			// At once: whoever has an answer of n8n to a later question finds all of it in the file.
			appendFileSync(file, `${JSON.stringify(block)}\n`);
		}
		last = performance.now();
		lastCpu = threadCpuUsage();
	}, interval).unref();
}
