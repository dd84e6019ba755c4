// Loaded into the n8n that is measured: when its event loop was blocked, and for how long.
import { appendFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';

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
	// At once: whoever has an answer of n8n to a later question finds all of it in the file.
	const write = (line: object) => {
		appendFileSync(file, `${JSON.stringify(line)}\n`);
	};
	// By the clock that n8n's own record goes by.
	const sinceEpoch = (time: number) => Date.now() - (performance.now() - time);

	let last = performance.now();
	let lastCpu = threadCpuUsage();
	setInterval(() => {
		const now = performance.now();
		if (now - last >= shortest) {
			const { user, system } = threadCpuUsage(lastCpu);
			write({ start: sinceEpoch(last), end: sinceEpoch(now), cpu: (user + system) / 1000 });
		}
		last = performance.now();
		lastCpu = threadCpuUsage();
	}, interval).unref();

	new PerformanceObserver((list) => {
		for (const { startTime, duration } of list.getEntries()) {
			if (duration < 1) continue;
			const start = sinceEpoch(startTime);
			write({ start, end: start + duration, isCollection: true });
		}
	}).observe({ entryTypes: ['gc'] });
}
