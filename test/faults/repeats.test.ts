import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { chain, type ExecutionResult, type WorkflowJson } from '../../tools/engine';
import { behave, first, only, refuse, resetRead, running } from './faults';
import type { Handler } from './exchange';
import { hurriedWanVideo } from './hurry';
import { fields, Lab, moment } from './lab';
import { items, PROVIDERS, START, wanVideo, type Wish } from './workflow';

/** What repeats the node, and what has changed when it does. */

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
	jest.restoreAllMocks();
});

const wrongKey = refuse(401);
const twoTries = { retryOnFail: true, maxTries: 2 };

/** Another value every time it is evaluated. */
const RANDOM = '{{ Math.random() }}';

describe('an expression that gives another value on every try', () => {
	const changing: Array<[string, Wish]> = [
		['a random word in the prompt', { parameters: { prompt: `=A boat ${RANDOM}` } }],
		['a random seed', { options: { seed: '={{ Math.floor(Math.random() * 1e6) }}' } }],
		[
			'a link that is signed anew',
			{
				parameters: {
					operation: 'imageToVideo',
					imageUrl: `=https://example.com/boat.jpg?signature=${RANDOM}`,
				},
			},
		],
		['a model', { parameters: { model: `={{ ['a', 'b'][$runIndex] ?? 'a' + Math.random() }}` } }],
	];

	it.each(changing)('creates nothing anew with Retry On Fail: %s', async (_, wish) => {
		lab = await Lab.open({ fetch: first(1, wrongKey) });
		const result = await lab.execute({ ...wish, settings: twoTries });
		expect(result.error?.message).toBeUndefined();
		expect(fields(result, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});

	it('sends nothing again that may have been created', async () => {
		lab = await Lab.open({ create: first(1, resetRead) });
		const wish = { parameters: { prompt: `=A boat ${RANDOM}` }, settings: twoTries };
		const result = await lab.execute(wish);
		expect(result.error?.message).toMatch(/it may exist and may be charged/);
		expect(lab.server.count('create')).toBe(1);
	});

	it('is another order for a Retry from the list: there the workflow may have been edited', async () => {
		lab = await Lab.open({ fetch: first(1, wrongKey) });
		const failed = await lab.execute({ parameters: { prompt: `=A boat ${RANDOM}` } });
		await lab.engine.retry(failed);
		expect(lab.server.count('create')).toBe(2);
	});

	it('goes on, in the tries of a Retry from the list, with what the first of them created', async () => {
		lab = await Lab.open({ fetch: first(2, wrongKey) });
		const wish = { parameters: { prompt: `=A boat ${RANDOM}` } };
		const failed = await lab.execute(wish);
		const workflow = lab.workflow({ ...wish, settings: twoTries });
		const retried = await lab.engine.retry(failed, { workflow });
		expect(fields(retried, 'id')).toEqual([lab.ids[1]]);
		expect(lab.server.count('create')).toBe(2);
	});
});

describe('an uncertain create beside another item’s error', () => {
	/** The first item is refused, the second one's create is lost. */
	async function failedRun(settings: Wish['settings'] = {}): Promise<ExecutionResult> {
		const create = only('a', refuse(400), only('b', first(Infinity, resetRead)));
		lab = await Lab.open({ create });
		return await lab.execute({ settings }, ['a', 'b', 'c']);
	}

	it('is named, with what was created', async () => {
		const { error } = await failedRun();
		expect(error?.message).toMatch(/refused the request/);
		expect(error?.description).toMatch(
			/may exist and may be charged: item index 1 \(X-Client-Request-Id /,
		);
	});

	it('is named in the last of several tries, too, and sent once', async () => {
		const { error } = await failedRun(twoTries);
		expect(error?.description).toContain('item index 1');
		const prompts = lab.server.generations.all.map(({ prompt }) => prompt);
		expect(prompts.filter((prompt) => prompt === 'b')).toHaveLength(1);
	});

	it('is sent again by a Retry, which does not create anew what is there', async () => {
		const failed = await failedRun();
		lab.server.script.create = behave;
		const retried = await lab.engine.retry(failed);
		expect(fields(retried, 'status')).toEqual(['completed', 'completed', 'completed']);
		const prompts = lab.server.generations.all.map(({ prompt }) => prompt).sort();
		expect(prompts).toEqual(['a', 'b', 'b', 'c']);
	});

	it('is not hidden by an item that could not even be read when it is tried again', async () => {
		lab = await Lab.open({ create: only('b', resetRead) });
		const duration = '={{ $json.prompt === "a" && Number($execution.id) > 2 ? 7 : 5 }}';
		const failed = await lab.execute({ parameters: { duration } }, ['a', 'b']);
		const { error } = await lab.engine.retry(failed);
		expect(error?.message).toMatch(/does not offer Duration 7/);
		expect(error?.description).toContain('item index 1');
		expect(error?.description).toContain(lab.ids[0]);
	});
});

describe('an answer that says no, and names a generation all the same', () => {
	/** Says no in the provider's form, with the generation that it has created. */
	const refusedWithId =
		(status: number, headers = {}): Handler =>
		async (exchange) => {
			const { id } = await exchange.generation();
			exchange.send(status, exchange.dialect.report(id, { status: 'queued' }), headers);
		};

	it.each([
		[408, {}],
		[409, {}],
		[429, { 'retry-after': '1' }],
		[500, {}],
		[503, { 'retry-after': '1' }],
	])('is not sent again in any try, and its ID is told: HTTP %d', async (status, headers) => {
		lab = await Lab.open({ create: refusedWithId(status, headers) });
		const settings = { ...twoTries, onError: 'continueRegularOutput' } as const;
		const result = await lab.execute({ settings });
		expect(fields(result, 'errorType')).toEqual(['uncertain']);
		expect(fields(result, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});
});

describe('an answer that never comes to its end', () => {
	/** A gateway that sends a blank now and then, to keep the connection. */
	const drip: Handler = async ({ response }) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		while (!response.destroyed) {
			response.write(' ');
			await moment(20);
		}
	};

	it.each([
		['create', /did not confirm the generation/],
		['fetch', /was not ready after 1 seconds/],
	] as const)('is given up: %s', async (kind, message) => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((limit) => timeout(limit / 200));
		lab = await Lab.open({ [kind]: drip });
		const { error } = await lab.execute({ options: { timeout: 1 } });
		expect(error?.message).toMatch(message);
		expect(lab.server.count('create')).toBe(1);
	});
});

describe('what names a call to AI/ML API', () => {
	const named = () =>
		lab.server.requests('create').map(({ headers }) => headers['x-client-request-id']);

	it('goes out with every create, another one each', async () => {
		lab = await Lab.open();
		await lab.execute({}, ['a', 'b']);
		expect(new Set(named()).size).toBe(2);
		for (const name of named()) expect(name).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
	});

	it('stands in the error when the create is uncertain', async () => {
		lab = await Lab.open({ create: first(1, resetRead) });
		const { error } = await lab.execute();
		expect(error?.description).toContain(`X-Client-Request-Id ${String(named()[0])}`);
	});
});

describe('a Retry with another credential', () => {
	const retriedWith = async (wish: Wish): Promise<ExecutionResult> => {
		const failed = await lab.execute({ options: { timeout: 1 } });
		lab.server.script.fetch = behave;
		return await lab.engine.retry(failed, { workflow: lab.workflow(wish) });
	};

	it.each(PROVIDERS)('says whose a generation of another key is (%s)', async (provider) => {
		lab = await Lab.open({ fetch: running }, { node: hurriedWanVideo(20) });
		const failed = await lab.execute({ provider, options: { timeout: 1 } });
		lab.server.script.fetch = refuse(404);
		const workflow = lab.workflow({ provider, credential: 'Other key' });
		const { error } = await lab.engine.retry(failed, { workflow });
		expect(error?.message).toBe(`The generation ${String(lab.ids[0])} belongs to another API key`);
		expect(lab.server.count('create')).toBe(1);
	});

	it('goes on with it when the other key is of the same account, and is denied it for a moment', async () => {
		lab = await Lab.open({ fetch: running });
		const failed = await lab.execute({ options: { timeout: 1 } });
		const before = lab.server.count('fetch');
		lab.server.script.fetch = async (exchange) => {
			await (exchange.nth === before + 1 ? refuse(404) : behave)(exchange);
		};
		const workflow = lab.workflow({ credential: 'Other key' });
		expect(fields(await lab.engine.retry(failed, { workflow }), 'id')).toEqual(lab.ids);
	});

	it('goes on with it when the other key is of the same account', async () => {
		lab = await Lab.open({ fetch: running });
		const retried = await retriedWith({ credential: 'Other key' });
		expect(fields(retried, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});

	it('goes on with it at another address of the same account', async () => {
		lab = await Lab.open({ fetch: running });
		const retried = await retriedWith({ credential: 'Other address' });
		expect(fields(retried, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});

	it('goes on with it when the other endpoint is chosen', async () => {
		lab = await Lab.open({ fetch: running });
		const retried = await retriedWith({ options: { endpoint: 'legacy' } });
		expect(fields(retried, 'id')).toEqual(lab.ids);
		expect(lab.server.count('create')).toBe(1);
	});
});

describe('Retry On Fail and Continue together', () => {
	it('download no video twice', async () => {
		lab = await Lab.open({ fetch: onceFor('a') });
		const settings = { ...twoTries, onError: 'continueRegularOutput' } as const;
		const result = await lab.execute({ settings }, ['a', 'b', 'c']);
		expect(fields(result, 'status')).toEqual(['completed', 'completed', 'completed']);
		expect(lab.server.count('download')).toBe(3);
		const files = result.output('Wan Video').map(({ binary }) => binary?.['data']?.data);
		expect(new Set(files).size).toBe(1);
		expect(files[0]).toBeTruthy();
	});

	it('download no video twice that is fetched', async () => {
		lab = await Lab.open();
		const created = await lab.execute({ parameters: { waitForCompletion: false } }, ['a', 'b']);
		lab.server.script.fetch = onceFor('a');
		const settings = { ...twoTries, onError: 'continueRegularOutput' } as const;
		const result = await lab.engine.execute(
			chain([START, wanVideo(lab.server, { parameters: { operation: 'fetch' }, settings })]),
			{ input: created.output('Wan Video') },
		);
		expect(fields(result, 'status')).toEqual(['completed', 'completed']);
		expect(lab.server.count('download')).toBe(2);
	});

	/** The first look at a prompt's generation is refused. */
	function onceFor(prompt: string) {
		let isRefused = false;
		return only(prompt, async (exchange) => {
			await (isRefused ? behave : wrongKey)(exchange);
			isRefused = true;
		});
	}
});

describe('a failed item', () => {
	/** Start → Wan Video (Continue) → Fetch. */
	const intoFetch = (provider: Wish['provider']): WorkflowJson =>
		chain([
			START,
			wanVideo(lab.server, {
				provider,
				options: { timeout: 1 },
				settings: { onError: 'continueRegularOutput' },
			}),
			wanVideo(lab.server, {
				provider,
				name: 'Fetch',
				parameters: { operation: 'fetch', model: '={{ $json.model }}' },
			}),
		]);

	it.each(PROVIDERS)('goes into Fetch as it is (%s)', async (provider) => {
		const start = Date.now();
		lab = await Lab.open({
			fetch: async (exchange) => {
				await (Date.now() - start < 1200 ? running : behave)(exchange);
			},
		});
		const result = await lab.engine.execute(intoFetch(provider), { input: items('A boat') });
		expect(fields(result, 'errorType')).toEqual(['timeout']);
		expect(result.output('Fetch').map(({ json }) => [json['id'], json['status']])).toEqual([
			[lab.ids[0], 'completed'],
		]);
	});
});
