import { expect, test } from '@jest/globals';

import { longestWithin } from '../../bench/n8n/blocks';

const node = { start: 1000, end: 2000 };

test('of a block that began before the node or ended after it, only the share within counts', () => {
	const before = { start: 900, end: 1010, cpu: 110 };
	const after = { start: 1980, end: 2400, cpu: 210 };
	expect(longestWithin([before, after], [node])).toEqual({ byClock: 20, byCpu: 10 });
});

test('the longest block by the clock need not be the one that computed longest', () => {
	const waited = { start: 1100, end: 1180, cpu: 3 };
	const computed = { start: 1200, end: 1230, cpu: 29 };
	expect(longestWithin([waited, computed], [node])).toEqual({ byClock: 80, byCpu: 29 });
});

test('blocks outside of all runs of the node do not count', () => {
	const between = { start: 2100, end: 2900, cpu: 800 };
	const runs = [node, { start: 3000, end: 4000 }];
	expect(longestWithin([between], runs)).toEqual({ byClock: 0, byCpu: 0 });
	const within = { start: 3100, end: 3130, cpu: 30 };
	expect(longestWithin([between, within], runs)).toEqual({ byClock: 30, byCpu: 30 });
});
