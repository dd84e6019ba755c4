import { setTimeout as pause } from 'node:timers/promises';

/** How often is looked: the clock may be moved meanwhile, so that no time can be told beforehand. */
const LOOK_MS = 25;

/**
 * Waits until something is so.
 *
 * @throws when the signal ends the wait
 */
export async function until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
	while (!isSo()) await pause(LOOK_MS, undefined, { signal, ref: false });
}
