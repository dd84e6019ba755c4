import { afterEach, describe, expect, it, jest } from '@jest/globals';

import {
	chain,
	type ExecutionResult,
	type NodeSketch,
	type WorkflowJson,
} from '../../tools/engine';
import type { Handler } from './exchange';
import { behave, failed, first, nth, only, refuse, resetRead, running } from './faults';
import { hurriedWanVideo } from './hurry';
import { fields, Lab } from './lab';
import { items, PROVIDERS, START, wanVideo, type Wish } from './workflow';

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
	jest.restoreAllMocks();
});

const wrongKey = refuse(401);
const twoTries = { retryOnFail: true, maxTries: 2 };

/** Every first generation of a prompt fails at the provider. */
const firstFails = (...prompts: string[]): Handler => {
	const failedBefore = new Set<string>();
	return async (exchange) => {
		const prompt = await exchange.prompt();
		const fails = prompts.includes(prompt) && !failedBefore.has(prompt);
		failedBefore.add(prompt);
		await (fails ? failed('Out of luck') : behave)(exchange);
	};
};

describe('Retry On Fail', () => {
	it.each(PROVIDERS)(
		'goes on with the generation after a look-up failed (%s)',
		async (provider) => {
			lab = await Lab.open({ fetch: first(1, wrongKey) });
			const result = await lab.execute({ provider, settings: twoTries });
			expect(fields(result, 'status')).toEqual(['completed']);
			expect(lab.server.count('create')).toBe(1);
		},
	);

	it('goes on with the generation after its video could not be downloaded', async () => {
		lab = await Lab.open({ download: first(6, refuse(500)) }, { node: hurriedWanVideo(20) });
		const result = await lab.execute({ settings: twoTries });
		expect(fields(result, 'status')).toEqual(['completed']);
		expect(lab.server.count('create')).toBe(1);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'goes on with every item’s generation when Continue On Fail (%s) is set as well',
		async (onError) => {
			lab = await Lab.open({ fetch: first(1, wrongKey) });
			const wish = { settings: { ...twoTries, onError }, options: { maxConcurrency: 1 } };
			const result = await lab.execute(wish, ['a', 'b']);
			expect(fields(result, 'id')).toEqual(lab.ids);
			expect(lab.server.count('create')).toBe(2);
		},
	);

	it('is a matter of the first item alone when Continue On Fail is set as well', async () => {
		lab = await Lab.open({ fetch: only('b', wrongKey) });
		const settings = { ...twoTries, onError: 'continueRegularOutput' } as const;
		await lab.execute({ settings }, ['a', 'b']);
		expect(lab.server.count('fetch')).toBe(2);
	});

	it('creates a generation anew that the provider failed, and only that', async () => {
		lab = await Lab.open({ fetch: firstFails('b') });
		const result = await lab.execute({ settings: twoTries }, ['a', 'b']);
		expect(fields(result, 'status')).toEqual(['completed', 'completed']);
		expect(lab.server.generations.all.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'b']);
	});

	it('does not send a create again that may have succeeded', async () => {
		lab = await Lab.open({ create: first(1, resetRead) });
		const result = await lab.execute({ settings: { retryOnFail: true, maxTries: 3 } });
		expect(result.error?.message).toMatch(/it may exist and may be charged/);
		expect(lab.server.count('create')).toBe(1);
	});

	it('does not send a create again that may have succeeded, with Continue On Fail either', async () => {
		lab = await Lab.open({ create: first(1, resetRead) });
		const settings = { ...twoTries, onError: 'continueRegularOutput' } as const;
		const result = await lab.execute({ settings }, ['a', 'b']);
		expect(String(fields(result, 'error')[0])).toMatch(/it may exist and may be charged/);
		expect(lab.server.count('create')).toBe(2);
	});
});

describe('Retry from the list of executions', () => {
	it.each(PROVIDERS)('goes on waiting after a timeout (%s)', async (provider) => {
		lab = await Lab.open({ fetch: running });
		const timedOut = await lab.execute({ provider, options: { timeout: 1 } });
		expect(timedOut.error?.message).toBe('The video was not ready after 1 seconds');
		lab.server.script.fetch = behave;

		const retried = await lab.engine.retry(timedOut);

		expect(retried.id).not.toBe(timedOut.id);
		expect(fields(retried, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});

	it('takes up a whole batch after the provider has crashed', async () => {
		lab = await Lab.open({ fetch: running });
		const { server } = lab;
		server.script.create = async (exchange) => {
			if (exchange.nth === 3) await server.api.goDown();
			await behave(exchange);
		};
		const prompts = ['a', 'b', 'c'];
		const crashed = await lab.execute({ options: { timeout: 1 } }, prompts);
		expect(crashed.status).toBe('error');
		server.api.comeUp();
		server.script.fetch = behave;

		const retried = await lab.engine.retry(crashed);

		const idOf = (prompt: string) =>
			server.generations.all.find((one) => one.prompt === prompt)?.id;
		expect(fields(retried, 'id')).toEqual(prompts.map(idOf));
		expect(server.count('create')).toBe(3);
	});

	it('downloads the video of the same generation', async () => {
		lab = await Lab.open({ download: first(6, refuse(500)) }, { node: hurriedWanVideo(20) });
		const retried = await lab.engine.retry(await lab.execute());
		expect(fields(retried, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});

	it('can itself be retried', async () => {
		lab = await Lab.open({ fetch: first(2, wrongKey) });
		const twice = await lab.engine.retry(await lab.engine.retry(await lab.execute()));
		expect(fields(twice, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});

	it('creates a generation anew that the provider failed', async () => {
		lab = await Lab.open({ fetch: first(1, failed('Out of luck')) });
		const retried = await lab.engine.retry(await lab.execute());
		expect(fields(retried, 'id')).toEqual([lab.ids[1]]);
	});

	it('sends a create again that may have succeeded: its user has looked meanwhile', async () => {
		lab = await Lab.open({ create: first(1, resetRead) });
		const retried = await lab.engine.retry(await lab.execute());
		expect(fields(retried, 'id')).toEqual([lab.ids[1]]);
	});

	/** Fails with one form of the node, and is retried with another. */
	async function retryWith(wish: Wish): Promise<ExecutionResult> {
		lab = await Lab.open({ fetch: first(1, wrongKey) });
		return await lab.engine.retry(await lab.execute(), { workflow: lab.workflow(wish) });
	}

	it.each([
		['prompt', { parameters: { prompt: 'Another boat' } }],
		['model', { parameters: { model: 'alibaba/wan-2-6-t2v' } }],
		['duration', { parameters: { duration: 10 } }],
		['seed', { options: { seed: 7 } }],
		['provider', { provider: 'muleRouter' }],
	] satisfies Array<[string, Wish]>)('creates a new generation for another %s', async (_, wish) => {
		const retried = await retryWith(wish);
		expect(fields(retried, 'id')).toEqual([lab.ids[1]]);
	});

	it.each([
		['timeout', { options: { timeout: 60 } }],
		['polling interval', { options: { pollingInterval: 0.2 } }],
		['binary field', { options: { outputBinaryProperty: 'film' } }],
		['form of output', { parameters: { simplify: false } }],
	] satisfies Array<[string, Wish]>)(
		'goes on with the generation with another %s',
		async (_, wish) => {
			const retried = await retryWith(wish);
			expect(fields(retried, 'id')).toEqual(lab.ids);
			expect(lab.server.count('create')).toBe(1);
		},
	);
});

describe('items with the same prompt', () => {
	it('have a generation each', async () => {
		lab = await Lab.open();
		const result = await lab.execute({}, ['a', 'a', 'a']);
		expect(new Set(fields(result, 'id')).size).toBe(3);
		expect(lab.server.count('create')).toBe(3);
	});
});

describe('a loop with the same prompt in each round', () => {
	function loop(wish: Wish = {}): WorkflowJson {
		const loop: NodeSketch = {
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
		};
		return chain([START, loop, wanVideo(lab.server, wish)], {
			Loop: { main: [[], [{ node: 'Wan Video', type: 'main', index: 0 }]] },
			'Wan Video': { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
		});
	}
	const threeRounds = { input: items('a', 'a', 'a') };
	const idsOfRounds = (result: ExecutionResult) =>
		[0, 1, 2].map((round) => result.output('Wan Video', 0, round)[0]?.json['id']);

	it('creates a generation in each', async () => {
		lab = await Lab.open();
		const result = await lab.engine.execute(loop(), threeRounds);
		expect(idsOfRounds(result)).toEqual(lab.ids);
		expect(lab.ids).toHaveLength(3);
	});

	it('creates none anew when Retry On Fail repeats a round', async () => {
		lab = await Lab.open({ fetch: nth(2, wrongKey) });
		const result = await lab.engine.execute(loop({ settings: twoTries }), threeRounds);
		expect(idsOfRounds(result)).toEqual(lab.ids);
		expect(lab.ids).toHaveLength(3);
	});

	it('goes on with the round’s own generation in a Retry from the list of executions', async () => {
		lab = await Lab.open({ fetch: nth(2, wrongKey) });
		const broken = await lab.engine.execute(loop(), threeRounds);
		expect(broken.status).toBe('error');
		const result = await lab.engine.retry(broken);
		expect(idsOfRounds(result)).toEqual(lab.ids);
		expect(lab.ids).toHaveLength(3);
	});
});

describe('two nodes in one workflow, with the same prompt', () => {
	const both: Wish[] = [
		{ name: 'Wan Video' },
		{ name: 'Second', parameters: { prompt: 'A boat' } },
	];
	const idsOfBoth = (result: ExecutionResult) =>
		['Wan Video', 'Second'].map((node) => result.output(node)[0]?.json['id']);

	it('create a generation each', async () => {
		lab = await Lab.open();
		const result = await lab.engine.execute(lab.workflow(...both), { input: items('A boat') });
		expect(idsOfBoth(result)).toEqual(lab.ids);
		expect(lab.ids).toHaveLength(2);
	});

	it('are each gone on with by a Retry from the list of executions', async () => {
		lab = await Lab.open({ fetch: nth(2, wrongKey) });
		const input = items('A boat');
		const broken = await lab.engine.execute(lab.workflow(...both), { input });
		expect(broken.status).toBe('error');
		const result = await lab.engine.retry(broken);
		expect(idsOfBoth(result)).toEqual(lab.ids);
		expect(lab.ids).toHaveLength(2);
	});
});
