import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks until there is an answer.
 *
 * @param what is waited for, for the message
 * @param ask undefined or false mean not yet
 * @param seconds after which it is given up
 */
export async function until<T>(
	what: string,
	ask: () => Promise<T | false | undefined> | T | false | undefined,
	seconds = 60,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain for ${what}`);
		await delay(200);
	}
}
