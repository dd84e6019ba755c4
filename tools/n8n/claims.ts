import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/**
 * Keeps a folder to this process, whether the folder exists or not.
 *
 * @param user what is using it, for the message, for instance `n8n 2`
 * @returns what gives it up again
 * @throws with a sentence for the user if another process has it
 */
export async function claimFolder(folder: string, user: string): Promise<() => Promise<void>> {
	const release = await tryToClaim(folder);
	if (release) return release;
	throw new Error(`${user} is running from this folder already: end it first (Ctrl-C).`);
}

/**
 * Keeps a folder to this process as soon as no other has it.
 *
 * @returns what gives it up again
 * @throws the reason of `signal` when that fires first
 */
export async function awaitFolder(
	folder: string,
	signal?: AbortSignal,
): Promise<() => Promise<void>> {
	for (;;) {
		const release = await tryToClaim(folder);
		if (release) return release;
		await delay(1_000, undefined, { signal });
	}
}

async function tryToClaim(folder: string): Promise<(() => Promise<void>) | undefined> {
	await mkdir(dirname(folder), { recursive: true });
	try {
		// What is claimed may not exist yet.
		return await lock(folder, { realpath: false });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return undefined;
		throw error;
	}
}
