import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 15_000;

/** Repeats a check until it passes; in the end, what it throws is thrown. */
export async function eventually(check: () => Promise<void>): Promise<void> {
	const end = performance.now() + PATIENCE_MS;
	for (;;) {
		try {
			await check();
			return;
		} catch (error) {
			if (performance.now() > end) throw error;
			await delay(100);
		}
	}
}
