import { getEventListeners } from 'node:events';

import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { systemClock } from '../../nodes/WanVideo/generation/clock';

const MINUTE = 60_000;

// As in n8n 1 and early n8n 2: it knows of no signal.
jest.mock('n8n-workflow', () => ({
	sleep: async (milliseconds: number) => {
		await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
	},
}));

afterEach(() => {
	jest.useRealTimers();
});

describe('a pause', () => {
	it('ends by itself', async () => {
		jest.useFakeTimers();
		let isOver = false;
		const pause = systemClock.pause(MINUTE, new AbortController().signal).then(() => {
			isOver = true;
		});
		await jest.advanceTimersByTimeAsync(MINUTE - 1);
		expect(isOver).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		await expect(pause).resolves.toBeUndefined();
	});

	it('ends at once when it is stopped, even where n8n’s own does not', async () => {
		const stop = new AbortController();
		const pause = systemClock.pause(MINUTE, stop.signal);
		stop.abort(new Error('Stopped'));
		await expect(pause).rejects.toThrow('Stopped');
	});

	it('does not even begin after it was stopped', async () => {
		await expect(
			systemClock.pause(MINUTE, AbortSignal.abort(new Error('Stopped'))),
		).rejects.toThrow('Stopped');
	});

	it('leaves nothing behind on the signal, however many there are', async () => {
		const { signal } = new AbortController();
		for (let count = 0; count < 20; count++) await systemClock.pause(0, signal);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('may be longer than a timer can be', async () => {
		jest.useFakeTimers();
		const days = 24 * 60 * MINUTE;
		let isOver = false;
		void systemClock.pause(60 * days).then(() => {
			isOver = true;
		});
		for (let day = 0; day < 59; day++) await jest.advanceTimersByTimeAsync(days);
		expect(isOver).toBe(false);
		for (let day = 0; day < 2; day++) await jest.advanceTimersByTimeAsync(days);
		expect(isOver).toBe(true);
	});
});

describe('the time that has elapsed', () => {
	it('does not follow the time of day when that is put back', () => {
		const day = jest.spyOn(Date, 'now').mockReturnValue(0);
		const start = systemClock.elapsed();
		day.mockReturnValue(-1e12);
		expect(systemClock.elapsed()).toBeGreaterThanOrEqual(start);
		expect(systemClock.elapsed() - start).toBeLessThan(MINUTE);
		day.mockRestore();
	});
});
