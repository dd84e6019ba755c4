import { setTimeout as pause } from 'node:timers/promises';

/** What is posted to a webhook. */
export interface Delivery {
	headers: Record<string, string>;
	/** JSON */
	body: string;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const MOST_ATTEMPTS = 10;
const PATIENCE_MS = 15_000;

/**
 * Posts to webhooks until they answer 2xx, at ever longer intervals. A redirection is no answer and no reason to try
 * again, and who is not on this machine hears nothing: the sandbox sends nothing out.
 */
export class Webhooks {
	private work = new AbortController();

	/**
	 * Does something in the background, until everything is forgotten.
	 *
	 * @param task is told when to stop, and throws then
	 */
	run(task: (signal: AbortSignal) => Promise<void>): void {
		const { signal } = this.work;
		task(signal).catch((error: unknown) => {
			if (!signal.aborted) throw error;
		});
	}

	/**
	 * Delivers something; what is never taken is dropped in the end.
	 *
	 * @param make what to send, anew for each attempt: signatures have a time in them
	 */
	async deliver(url: string, make: () => Delivery, signal: AbortSignal): Promise<void> {
		if (!isLoopback(url)) return;
		for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
			if (await isSettled(url, make(), signal)) return;
			const delay = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
			await pause(delay, undefined, { signal, ref: false });
		}
	}

	/** Stops all deliveries. */
	forget(): void {
		this.work.abort();
		this.work = new AbortController();
	}
}

/** Whether there is nothing more to be done about a delivery. */
async function isSettled(url: string, delivery: Delivery, signal: AbortSignal): Promise<boolean> {
	try {
		const { status, body } = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...delivery.headers },
			body: delivery.body,
			redirect: 'manual',
			signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
		});
		await body?.cancel();
		return status < 400;
	} catch (error) {
		if (signal.aborted) throw error;
		return false;
	}
}

/** Whether a link leads to this machine. */
function isLoopback(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return /^https?:$/.test(protocol) && /^(127\.[\d.]+|localhost|\[::1\])$/.test(hostname);
}
