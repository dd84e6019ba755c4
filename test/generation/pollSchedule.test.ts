import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nextPause } from '../../nodes/WanVideo/generation/pollSchedule';

const DEFAULT_INTERVAL = 10;
const ROUNDING = 1e-9;
const jitter = () => fc.double({ min: 0, max: 1, noNaN: true });

/** The looks at a generation that takes so many seconds, each at its seconds after the start. */
function looks(duration: number, interval: number, random: number): number[] {
	const times: number[] = [];
	let now = 0;
	do {
		now += nextPause(now, interval, random);
		times.push(now);
	} while (now < duration);
	return times;
}

describe('the looks at a generation', () => {
	it('notice its end within two seconds or a tenth of its time', () => {
		fc.assert(
			fc.property(fc.double({ min: 5, max: 240, noNaN: true }), jitter(), (duration, random) => {
				const noticed = looks(duration, DEFAULT_INTERVAL, random).at(-1) ?? Infinity;
				expect(noticed - duration).toBeLessThanOrEqual(Math.max(2, duration / 10));
			}),
			{ numRuns: 2000 },
		);
	});

	it('are 40 at most in 240 seconds', () => {
		fc.assert(
			fc.property(fc.double({ min: 5, max: 240, noNaN: true }), jitter(), (duration, random) => {
				expect(looks(duration, DEFAULT_INTERVAL, random).length).toBeLessThanOrEqual(40);
			}),
			{ numRuns: 2000 },
		);
	});

	it('are never further apart than 1.2 times the interval', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 100_000, noNaN: true }),
				fc.double({ min: 0.1, max: 3600, noNaN: true }),
				jitter(),
				(elapsed, interval, random) => {
					expect(nextPause(elapsed, interval, random)).toBeLessThanOrEqual(
						1.2 * interval + ROUNDING,
					);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('always leave a pause, so that the provider is not flooded', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 100_000, noNaN: true }),
				fc.double({ min: 0.1, max: 3600, noNaN: true }),
				jitter(),
				(elapsed, interval, random) => {
					expect(nextPause(elapsed, interval, random)).toBeGreaterThanOrEqual(
						Math.min(interval, 2),
					);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('slow down to the interval, and not further', () => {
		expect([60, 120, 240, 1000].map((elapsed) => nextPause(elapsed, 10, 0))).toEqual([
			6, 11, 11, 11,
		]);
	});

	it('of a batch do not fall together', () => {
		const first = [0, 0.25, 0.5, 0.75, 1].map((random) => nextPause(0, 10, random));
		expect(new Set(first).size).toBe(5);
	});

	it('follow a short interval at once', () => {
		expect(nextPause(0, 0.1, 0.5)).toBeLessThan(0.13);
	});
});
