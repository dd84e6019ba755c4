import { expect, test } from '@jest/globals';

import { longestWithin } from '../../bench/n8n/blocks';

const node = { start: 1000, end: 2000 };
const collections: never[] = [];

test('of a block that began before the node or ended after it, only the share within counts', () => {
	const before = { start: 900, end: 1010, cpu: 110 };
	const after = { start: 1980, end: 2400, cpu: 210 };
	expect(longestWithin({ blocks: [before, after], collections }, [node])).toEqual({
		byClock: 20,
		besidesCollections: 20,
		byCpu: 10,
	});
});

test('the longest block by the clock need not be the one that computed longest', () => {
	const waited = { start: 1100, end: 1180, cpu: 3 };
	const computed = { start: 1200, end: 1230, cpu: 29 };
	expect(longestWithin({ blocks: [waited, computed], collections }, [node])).toMatchObject({
		byClock: 80,
		byCpu: 29,
	});
});

test('what V8 collected during a block is told apart', () => {
	const blocks = [
		{ start: 1100, end: 1180, cpu: 80 },
		{ start: 1200, end: 1230, cpu: 30 },
	];
	const within = { start: 1110, end: 1170 };
	const elsewhere = { start: 1185, end: 1195 };
	expect(longestWithin({ blocks, collections: [within, elsewhere] }, [node])).toMatchObject({
		byClock: 80,
		besidesCollections: 30,
	});
});

test('blocks outside of all runs of the node do not count', () => {
	const between = { start: 2100, end: 2900, cpu: 800 };
	const within = { start: 3100, end: 3130, cpu: 30 };
	const runs = [node, { start: 3000, end: 4000 }];
	expect(longestWithin({ blocks: [between], collections }, runs).byClock).toBe(0);
	expect(longestWithin({ blocks: [between, within], collections }, runs).byClock).toBe(30);
});
