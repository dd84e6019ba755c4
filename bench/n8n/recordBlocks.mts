// Loaded into the n8n that is measured: when its event loop was blocked, and for how long.
import { appendFileSync } from 'node:fs';

/** Milliseconds between two beats. A block is told as up to so much longer than it was, never as shorter. */
const interval = 1;
/** Milliseconds. Shorter blocks are no news, and would fill the file. */
const shortest = 5;

const file = process.env.BENCH_BLOCKS_FILE;
// n8n's task runner is a process of its own, which gets the options of Node.js but not this variable.
if (file !== undefined) {
	let last = performance.now();
	setInterval(() => {
		const now = performance.now();
		const milliseconds = now - last;
		if (milliseconds >= shortest) {
			const end = Date.now();
			// At once: whoever has an answer of n8n to a later question finds all of it in the file.
			appendFileSync(file, `${JSON.stringify({ start: end - milliseconds, end })}\n`);
		}
		last = performance.now();
	}, interval).unref();
}
