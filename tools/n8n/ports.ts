import { randomInt } from 'node:crypto';
import getPort from 'get-port';

/**
 * From the first of these up to the last. Linux gives ports from 32,768, others from 49,152, to
 * connections that go out: below, nobody takes one by chance before it is listened on.
 */
const RANGE = [20_000, 32_000] as const;

/**
 * Finds a free port of 127.0.0.1 that may be used much later: this process is not given it again.
 * Other processes look for ports as well, so candidates are drawn at random.
 */
export async function freePort(): Promise<number> {
	const candidates = Array.from({ length: 20 }, () => randomInt(...RANGE));
	return await getPort({ host: '127.0.0.1', port: candidates, reserve: true });
}

/**
 * Makes sure that a port is free.
 *
 * @param option the command-line option another port is given with
 * @throws with a sentence for the user if it is in use
 */
export async function requireFreePort(port: number, option: string): Promise<void> {
	if ((await getPort({ port })) === port) return;
	throw new Error(
		`Port ${port} is in use: end the program that uses it, or choose another with ${option}.`,
	);
}
