import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { lastLines, type ProcessGroup, startGroup } from './processes';

export interface ServiceOptions {
	/** How it is called in messages, for instance `n8n`. */
	name: string;
	cwd: string;
	/** Its whole environment. */
	env: NodeJS.ProcessEnv;
	/** A file that its output is appended to. */
	logFile: string;
	/** Asked until it says yes, twice a second; a rejection counts as no. */
	isReady: () => Promise<boolean>;
	/** Milliseconds to become ready in; default two minutes. */
	patience?: number;
	/** Gives up waiting and ends the process when it fires before the process is ready. */
	signal?: AbortSignal | undefined;
}

/**
 * Starts a process that goes on running and waits until it is ready.
 *
 * @throws if it ends or takes too long before that, with the end of its log in the message;
 * or the reason of `signal`. Nothing is left running then.
 */
export async function startService(
	file: string,
	args: string[],
	{ name, cwd, env, logFile, isReady, patience = 120_000, signal }: ServiceOptions,
): Promise<ProcessGroup> {
	signal?.throwIfAborted();
	const group = startGroup(file, args, { cwd, env, logFile });
	const over = new AbortController();
	const waiting = AbortSignal.any([over.signal, ...(signal ? [signal] : [])]);
	try {
		const ready = untilReady(name, isReady, patience, waiting);
		const ended = group.ended.then(({ summary }) => {
			throw new Error(`${name} ended while it was starting (${summary})`);
		});
		await Promise.race([ready, ended]);
		return group;
	} catch (error) {
		await group.stop();
		signal?.throwIfAborted();
		const log = lastLines(await readFile(logFile, 'utf8').catch(() => ''));
		throw new Error(`${(error as Error).message}; its log ends:\n${log}`, { cause: error });
	} finally {
		over.abort();
	}
}

async function untilReady(
	name: string,
	isReady: () => Promise<boolean>,
	patience: number,
	signal: AbortSignal,
): Promise<void> {
	const end = Date.now() + patience;
	while (!(await isReady().catch(() => false))) {
		if (Date.now() > end) throw new Error(`${name} was not ready after ${patience / 1000} s`);
		await delay(500, undefined, { signal });
	}
}

/** Whether a GET of an address is answered with success. */
export async function answers(url: string): Promise<boolean> {
	const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
	await response.body?.cancel();
	return response.ok;
}
