import { afterEach, describe, expect, it, jest } from '@jest/globals';

import type { Execution } from '../../tools/engine';
import { behave, inPieces, refuse, running, silent } from './faults';
import { Lab, moment, until } from './lab';

jest.setTimeout(30_000);

const SIX = ['one', 'two', 'three', 'four', 'five', 'six'];

let lab: Lab;

afterEach(async () => {
	await lab.close();
});

/** Stops an execution as its user would, and gives it the second it may take. */
async function stop(execution: Execution): Promise<void> {
	const start = performance.now();
	execution.cancel();
	const { status } = await execution.done;
	expect(status).toBe('canceled');
	expect(performance.now() - start).toBeLessThan(1000);
}

/** How much the server has been sent, once nothing more can be on its way. */
async function requestsLater(): Promise<number> {
	await moment(300);
	return lab.server.received.length;
}

describe('stopping an execution', () => {
	it('ends the wait between two looks within a second', async () => {
		lab = await Lab.open({ fetch: running });
		const execution = lab.begin({ options: { pollingInterval: 600 } });
		await until(() => lab.server.toldIds.length === 1);
		await stop(execution);
		expect(lab.server.count('fetch')).toBe(0);
	});

	it('ends a look that is not answered within a second', async () => {
		lab = await Lab.open({ fetch: silent });
		const execution = lab.begin();
		await until(() => lab.server.count('fetch') === 1);
		await stop(execution);
		await until(() => lab.server.requests('fetch').every(({ wasAbandoned }) => wasAbandoned));
	});

	it('ends a download within a second', async () => {
		lab = await Lab.open({ download: inPieces(800, 50) });
		const execution = lab.begin();
		await until(() => lab.server.count('download') === 1);
		await moment(150);
		await stop(execution);
		await until(() => lab.server.requests('download').every(({ wasAbandoned }) => wasAbandoned));
	});

	it('ends the pause that a busy provider asked for within a second', async () => {
		lab = await Lab.open({ create: refuse(429, { 'retry-after': '30' }) });
		const execution = lab.begin();
		await until(() => lab.server.count('create') === 1);
		await stop(execution);
		await requestsLater();
		expect(lab.server.count('create')).toBe(1);
	});

	it.each([
		['', {}],
		[', not even with Retry On Fail', { retryOnFail: true, maxTries: 3 }],
	])('submits nothing afterwards%s', async (_, settings) => {
		lab = await Lab.open({ fetch: running });
		const execution = lab.begin({ settings, options: { maxConcurrency: 2 } }, SIX);
		await until(() => lab.server.toldIds.length === 2);
		execution.cancel();
		await execution.done;
		await requestsLater();
		expect(lab.server.count('create')).toBe(2);
	});

	it('looks at nothing afterwards', async () => {
		lab = await Lab.open({ fetch: running });
		const execution = lab.begin({}, SIX);
		await until(() => lab.server.count('fetch') >= 5);
		execution.cancel();
		await execution.done;
		const before = lab.server.received.length;
		expect(await requestsLater()).toBe(before);
	});

	it('writes the ids of what was created to the log', async () => {
		lab = await Lab.open({ fetch: running });
		const execution = lab.begin({}, ['one', 'two']);
		await until(() => lab.server.toldIds.length === 2);
		await stop(execution);
		const warnings = lab.logged.filter((line) => line.startsWith('warn'));
		for (const id of lab.ids) expect(warnings.join('\n')).toContain(id);
	});

	describe('while a create is under way', () => {
		/** Three items, of which two may be at work, and the provider takes its time to answer. */
		async function stopWhileCreating(): Promise<void> {
			let isAnswering = false;
			lab = await Lab.open({
				create: async (exchange) => {
					await exchange.generation();
					await until(() => isAnswering);
					await behave(exchange);
				},
			});
			const execution = lab.begin({ options: { maxConcurrency: 2 } }, ['one', 'two', 'three']);
			await until(() => lab.server.generations.all.length === 2);
			execution.cancel();
			await moment(300);
			isAnswering = true;
			await execution.done;
			await requestsLater();
		}

		it('lets it finish', async () => {
			await stopWhileCreating();
			expect(lab.server.requests('create').map(({ wasAbandoned }) => wasAbandoned)).toEqual([
				false,
				false,
			]);
		});

		it('writes its id to the log', async () => {
			await stopWhileCreating();
			for (const id of lab.ids) {
				expect(lab.logged).toContainEqual(expect.stringMatching(new RegExp(`^warn .*${id}`)));
			}
		});

		it('sends nothing else', async () => {
			await stopWhileCreating();
			expect(lab.server.received.map(({ kind }) => kind)).toEqual(['create', 'create']);
		});
	});
});
