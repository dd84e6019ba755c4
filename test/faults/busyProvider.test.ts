import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { OutgoingHttpHeaders } from 'node:http';

import { behave, first, inTwoSeconds, lasting, nth, refuse, running } from './faults';
import { hurriedWanVideo } from './hurry';
import { fields, Lab } from './lab';
import { PROVIDERS } from './workflow';

jest.setTimeout(30_000);

const SIX = ['one', 'two', 'three', 'four', 'five', 'six'];

let lab: Lab;

afterEach(async () => {
	await lab.close();
	jest.restoreAllMocks();
});

/** The ids in the order of the prompts. */
const idsOf = (prompts: string[]) =>
	prompts.map((prompt) => lab.server.generations.all.find((one) => one.prompt === prompt)?.id);

describe('a provider that asks for a break', () => {
	it.each([
		['for a second', { 'retry-after': '1' }, 1000],
		['until a date', inTwoSeconds, 1000],
		['without saying how long', {}, 1000],
	] as const)('%s has it from the whole batch', async (_, headers, milliseconds) => {
		lab = await Lab.open({ create: nth(2, refuse(429, headers)) });
		await lab.execute({ options: { maxConcurrency: 2 } }, SIX);
		const [, refused, next] = lab.server.requests('create').map(({ at }) => at);
		// Timers may be a few milliseconds early.
		expect((next ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(milliseconds - 10);
	});

	it('for a download has that, too', async () => {
		lab = await Lab.open({ download: first(1, refuse(429, { 'retry-after': '2' })) });
		const result = await lab.execute();
		const [refused, next] = lab.server.requests('download').map(({ at }) => at);
		expect(result.status).toBe('success');
		expect((next ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(2000 - 10);
	});

	it.each(PROVIDERS)('gets every item later, once, and in order (%s)', async (provider) => {
		lab = await Lab.open({ create: first(3, refuse(429)) }, { node: hurriedWanVideo(10) });
		const result = await lab.execute({ provider, options: { maxConcurrency: 3 } }, SIX);
		expect(fields(result, 'id')).toEqual(idsOf(SIX));
		expect(lab.ids).toHaveLength(SIX.length);
	});

	it('and takes only two generations at a time gets no more, and all of them in the end', async () => {
		lab = await Lab.open(
			{
				create: async (exchange) => {
					const isFull = lab.server.generations.running.length >= 2;
					await (isFull ? refuse(429) : behave)(exchange);
				},
				fetch: lasting(100),
			},
			{ node: hurriedWanVideo(20) },
		);
		const result = await lab.execute({ options: { maxConcurrency: 6 } }, SIX);
		expect(fields(result, 'id')).toEqual(idsOf(SIX));
	});

	it.each([
		['0', { 'retry-after': '0' }],
		['half a second', { 'retry-after': '0.5' }],
		['a time that has passed', { 'retry-after': new Date(0).toUTCString() }],
		['no known unit', { 'retry-after': 'soon' }],
		['less than nothing', { 'retry-after': '-5' }],
	] as Array<[string, OutgoingHttpHeaders]>)(
		'is not asked many times a second when its Retry-After is %s',
		async (_, headers) => {
			lab = await Lab.open({ create: refuse(429, headers) });
			await lab.execute({ options: { timeout: 1 } });
			expect(lab.server.count('create')).toBeLessThan(10);
		},
	);

	it('is not looked at many times a second when its Retry-After is 0', async () => {
		lab = await Lab.open({ fetch: refuse(429, { 'retry-after': '0' }) });
		await lab.execute({ options: { timeout: 1 } });
		expect(lab.server.count('fetch')).toBeLessThan(10);
	});
});

describe('Max Concurrency', () => {
	it('is how many generations run at a time, no more and no fewer', async () => {
		lab = await Lab.open({ fetch: lasting(400) });
		await lab.execute({ options: { maxConcurrency: 3 } }, [...SIX, 'seven', 'eight']);
		expect(lab.server.generations.mostAtOnce).toBe(3);
	});

	it('does not change the order of the items, whichever is ready first', async () => {
		const prompts = ['slow', 'fast', 'slow too', 'fast too'];
		lab = await Lab.open({ fetch: lasting((prompt) => (prompt.startsWith('slow') ? 600 : 0)) });
		const result = await lab.execute({}, prompts);
		expect(fields(result, 'id')).toEqual(idsOf(prompts));
	});

	it('does not change which input an item is paired with', async () => {
		lab = await Lab.open({ fetch: lasting((prompt) => (prompt === 'one' ? 600 : 0)) });
		const result = await lab.execute({ options: { maxConcurrency: 2 } }, SIX);
		expect(result.output('Wan Video').map(({ pairedItem }) => pairedItem)).toEqual(
			SIX.map((_, item) => ({ item })),
		);
	});

	it('gives the place of a finished generation to the next item while others still run', async () => {
		lab = await Lab.open({
			fetch: async (exchange) => {
				const isHeld = (await exchange.prompt()) === 'one' && lab.ids.length < SIX.length;
				await (isHeld ? running : behave)(exchange);
			},
		});
		const result = await lab.execute({ options: { maxConcurrency: 2 } }, SIX);
		expect(fields(result, 'status')).toEqual(SIX.map(() => 'completed'));
	});
});
