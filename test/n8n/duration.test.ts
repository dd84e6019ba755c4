import { expect, it } from '@jest/globals';
import { duration } from '../../tools/n8n/duration';

it.each([
	[0, '0 s'],
	[0.84, '0.8 s'],
	[9.96, '10 s'],
	[12.4, '12 s'],
	[59.6, '1 min 0 s'],
	[245, '4 min 5 s'],
])('tells %d seconds', (seconds, text) => {
	expect(duration(seconds)).toBe(text);
});
