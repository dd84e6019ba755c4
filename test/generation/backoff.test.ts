import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { backoff, retryAfterSeconds } from '../../nodes/WanVideo/generation/backoff';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('the pause before a request is repeated', () => {
	it('doubles from one second to thirty', () => {
		const pauses = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoff(attempt, undefined, 0));
		expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
	});

	it('is what the provider asks for', () => {
		expect(backoff(3, 7, 0)).toBe(7);
	});

	it('is as long as the provider asks for, even if that is a day', () => {
		expect(backoff(1, 86_400, 0)).toBe(86_400);
	});

	it('is there even if the provider asks for none, or for a time that is past by this clock', () => {
		expect(backoff(1, 0, 0)).toBeGreaterThanOrEqual(1);
	});

	it('is never shorter than asked for and up to a fifth longer, so that a batch spreads', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 100 }),
				fc.integer({ min: 1, max: 600 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(attempt, asked, random) => {
					const pause = backoff(attempt, asked, random);
					expect(pause).toBeGreaterThanOrEqual(asked);
					expect(pause).toBeLessThanOrEqual(1.2 * asked);
				},
			),
		);
	});
});

describe('a Retry-After header', () => {
	it.each([
		['7', 7],
		[' 120 ', 120],
	])('of %j means seconds', (header, seconds) => {
		expect(retryAfterSeconds(header, now)).toBe(seconds);
	});

	it.each([
		['Sun, 01 Mar 2026 12:00:30 GMT', 30],
		['Sunday, 01-Mar-26 12:01:00 GMT', 60],
	])('of %j means the time until then', (header, seconds) => {
		expect(retryAfterSeconds(header, now)).toBe(seconds);
	});

	it.each(['0', 'Sun, 01 Mar 2026 11:00:00 GMT'])(
		'of %j asks for no break, and so is no reason to ask again at once',
		(header) => {
			expect(retryAfterSeconds(header, now)).toBeUndefined();
		},
	);

	it.each([undefined, '', 'soon', '1.5', '-5', 'NaN', 'Infinity', '1e3'])(
		'of %j means nothing',
		(header) => {
			expect(retryAfterSeconds(header, now)).toBeUndefined();
		},
	);
});
