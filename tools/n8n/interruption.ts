/** How often to look whether npm is still there, in milliseconds. */
const WATCH_INTERVAL = 500;

/** A wish of the user that everything ends. */
export interface Interruption {
	/** Fires on the first Ctrl-C, SIGTERM or SIGHUP, and when the npm that runs this is gone. */
	signal: AbortSignal;
	/** Listens no longer. */
	done: () => void;
}

/**
 * Listens for the signals a program is ended with. The first is for ending in order; whoever sends
 * another a second later or more does not want to wait, and this process exits at once.
 */
export function listenForInterruption(): Interruption {
	const controller = new AbortController();
	let first: number | undefined;
	const onSignal = () => {
		first ??= Date.now();
		// npm and tsx pass signals on that the terminal has sent to every process anyway.
		if (Date.now() - first > 1_000) process.exit(1);
		controller.abort();
	};
	// npm ends on a signal but passes it on to its shell only, which leaves this process an orphan.
	const parent = process.ppid;
	const watch = setInterval(() => {
		const byNpm = process.env.npm_lifecycle_event !== undefined;
		if (byNpm && process.ppid !== parent) controller.abort();
	}, WATCH_INTERVAL);
	// A terminal that is closed takes no more output, which must not keep anything from ending.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const name of signals) process.on(name, onSignal);
	return {
		signal: controller.signal,
		done: () => {
			clearInterval(watch);
			for (const name of signals) process.off(name, onSignal);
		},
	};
}
