import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import spawn from 'cross-spawn';

const isWindows = process.platform === 'win32';

/** Every group that was started and has not ended, by its leader's process id. */
const living = new Set<number>();

// The last resort, for when this process ends without having stopped what it started.
process.once('exit', () => {
	for (const pid of living) signalGroup(pid, 'SIGKILL');
});

/** What a process is started with, besides its command line. */
export interface ProcessOptions {
	cwd: string;
	/** The whole environment: nothing is inherited besides. */
	env: NodeJS.ProcessEnv;
	/** A file that the output is appended to; without it the output is kept in memory. */
	logFile?: string;
}

/** How a process ended. */
export interface Ending {
	/** Whether it ended by itself, with exit code 0. */
	succeeded: boolean;
	/** How it ended in a few words, for instance `exit code 1`. */
	summary: string;
	/** Its output, standard output and errors interleaved; empty if it went to a file. */
	output: string;
}

/** A running process with all its descendants. */
export interface ProcessGroup {
	/** Its first process, which is also the id of the group. */
	pid: number;
	/** Settles when the first process has ended; never rejects. */
	ended: Promise<Ending>;
	/**
	 * Ends the group: first politely, then, after a time in milliseconds, by force.
	 * Resolves when nothing of it is left.
	 */
	stop: (patience?: number) => Promise<void>;
}

/**
 * Starts a process as the leader of a group of its own, so that ending it ends its descendants too and
 * a Ctrl-C in the terminal reaches only this process, which then stops its groups in order.
 */
export function startGroup(file: string, args: string[], options: ProcessOptions): ProcessGroup {
	const { cwd, env, logFile } = options;
	const log = logFile === undefined ? undefined : openSync(logFile, 'a');
	const child = spawn(file, args, {
		cwd,
		env,
		stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
		// A group of its own; Windows has no such groups and would open a window.
		detached: !isWindows,
		windowsHide: true,
	});
	// The child has its own handle on the file.
	if (log !== undefined) closeSync(log);
	const output: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk: Buffer) => output.push(chunk));
	}
	const { pid } = child;
	if (pid !== undefined) living.add(pid);

	const ended = new Promise<Ending>((resolve) => {
		const settle = (succeeded: boolean, summary: string) => {
			// Descendants may have outlived the first process.
			if (pid !== undefined && !groupLives(pid)) living.delete(pid);
			resolve({ succeeded, summary, output: Buffer.concat(output).toString() });
		};
		child.once('error', (error) => {
			settle(false, error.message);
		});
		const settleWith = (code: number | null, signal: string | null) => {
			settle(code === 0, signal ?? `exit code ${String(code)}`);
		};
		// When its output has been read too; descendants may hold that open, so only for a moment.
		child.once('close', settleWith);
		child.once('exit', (...how) => setTimeout(settleWith, 1_000, ...how).unref());
	});

	const stop = async (patience = 10_000) => {
		if (pid === undefined || !living.has(pid)) return;
		signalGroup(pid, 'SIGTERM');
		await Promise.race([ended, delay(patience, undefined, { ref: false })]);
		// What the first process leaves behind is not waited for as long: its descendants have had their
		// signal, and where nobody collects orphans they stay visible though they have ended.
		if (!(await groupEnds(pid, 1_000))) {
			signalGroup(pid, 'SIGKILL');
			await groupEnds(pid, 1_000);
		}
		living.delete(pid);
		await ended;
	};

	return { pid: pid ?? Number.NaN, ended, stop };
}

/** What a command is run with, besides its command line. */
export interface CommandOptions extends ProcessOptions {
	/** Ends the command, descendants included, when it fires. */
	signal?: AbortSignal | undefined;
}

/**
 * Runs a command to its end.
 *
 * @returns its output, standard output and errors interleaved
 * @throws if it fails, with the end of its output in the message; or the reason of `signal` when that fires
 */
export async function runCommand(
	file: string,
	args: string[],
	options: CommandOptions,
): Promise<string> {
	const { signal } = options;
	signal?.throwIfAborted();
	const group = startGroup(file, args, options);
	const stop = () => {
		// npm would go on for as long as it is waited for.
		void group.stop(2_000);
	};
	signal?.addEventListener('abort', stop);
	try {
		const { succeeded, summary, output } = await group.ended;
		signal?.throwIfAborted();
		if (succeeded) return output;
		const command = [file, ...args].join(' ');
		throw new Error(`\`${command}\` failed (${summary}):\n${lastLines(output)}`);
	} finally {
		signal?.removeEventListener('abort', stop);
		// Waits for the descendants too; returns at once if there are none left.
		await group.stop();
	}
}

/** The last lines of a text: as much of a log as a message should hold. */
export function lastLines(text: string, count = 20): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}

async function groupEnds(pid: number, patience: number): Promise<boolean> {
	const end = Date.now() + patience;
	while (groupLives(pid) && Date.now() < end) await delay(50);
	return !groupLives(pid);
}

function groupLives(pid: number): boolean {
	return signalGroup(pid, 0);
}

/** Sends a signal to a group (0 only asks); tells whether there was anything to receive it. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(isWindows ? pid : -pid, signal);
	} catch {
		return false;
	}
}
