import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';

jest.setTimeout(60_000);

// Enough for every oddity to come.
const SEEDS = Array.from({ length: 60 }, (_, index) => index);
const ENDPOINT = 'fal-ai/wan/v2.2-5b/text-to-video';
const APP = 'fal-ai/wan';
const GOOD = { prompt: 'A fox', resolution: '580p', enable_prompt_expansion: true };
const BAD = { prompt: '[fail]' };

let sandbox: Sandbox;
let clock: ReturnType<typeof stopClock>;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 100, quirks: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
	clock = stopClock();
	sandbox.forget();
});
afterEach(restartClock);

interface Seen {
	status: number;
	/** `undefined` when it was no JSON. */
	body: Record<string, unknown> | undefined;
}

async function ask(method: string, path: string, body?: object): Promise<Seen> {
	const response = await fetch(sandbox.url + path, {
		method,
		headers: {
			authorization: 'Key sandbox-key',
			...(body && { 'content-type': 'application/json' }),
		},
		...(body && { body: JSON.stringify(body) }),
	});
	const json = response.headers.get('content-type')?.includes('json') ?? false;
	const read = json ? ((await response.json()) as Seen['body']) : undefined;
	return { status: response.status, body: read };
}

interface Life {
	created: Seen;
	looks: Seen[];
	done: Seen;
	result: Seen;
}

/** All that is to be seen of a request. */
async function live(input: object): Promise<Life> {
	const created = await ask('POST', `/${ENDPOINT}`, input);
	const path = `/${APP}/requests/${String(created.body?.request_id)}`;
	const looks: Seen[] = [];
	// Troubles are over after the second look.
	for (let count = 0; count < 3; count++) looks.push(await ask('GET', `${path}/status`));
	clock.advance(101);
	let done = await ask('GET', `${path}/status`);
	while (done.body?.status !== 'COMPLETED') done = await ask('GET', `${path}/status`);
	return { created, looks, done, result: await ask('GET', path) };
}

async function withEachSeed<T>(act: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (const seed of SEEDS) {
		sandbox.configure({ quirks: seed });
		results.push(await act());
	}
	return results;
}

const keysOf = (body: unknown) => Object.keys(Object(body) as object).sort();
const has = (body: unknown, name: string) => keysOf(body).includes(name);

it('tells of addresses or leaves them out, and of videos more or less', async () => {
	const lives = await withEachSeed(() => live(GOOD));
	const queued = lives.map(({ created }) => created.body);
	expect(queued.some((body) => keysOf(body).length === 1)).toBe(true);
	expect(queued.some((body) => has(body, 'gateway_request_id'))).toBe(true);
	const long = queued.find((body) => String(body?.response_url).endsWith('/response'));
	expect(long?.response_url).toBe(
		`${sandbox.url}/${ENDPOINT}/requests/${String(long?.request_id)}/response`,
	);

	const looks = lives.flatMap(({ looks: seen }) => seen);
	expect(new Set(looks.map(({ status }) => status))).toEqual(
		new Set([200, 202, 500, 502, 503, 504]),
	);
	expect(looks.some(({ body }) => body === undefined)).toBe(true);
	expect(looks.some(({ body }) => body?.status === 'IN_QUEUE' && !has(body, 'status_url'))).toBe(
		true,
	);

	const videos = lives.map(({ result }) => result.body?.video as Record<string, unknown>);
	expect(videos.every(({ url }) => String(url).startsWith(sandbox.url))).toBe(true);
	expect(videos.some((video) => keysOf(video).length === 1)).toBe(true);
	expect(videos.some(({ content_type: type }) => type === undefined)).toBe(true);
	const prompts = lives.map(({ result }) =>
		['actual_prompt', 'prompt'].filter((name) => has(result.body, name)).join(),
	);
	expect(new Set(prompts)).toEqual(new Set(['actual_prompt', 'prompt', '']));
});

it('tells of an error in the status or not, and of its details as a list or a text', async () => {
	const lives = await withEachSeed(() => live(BAD));
	const told = lives.map(({ done }) => keysOf(done.body).filter((name) => name.includes('error')));
	expect(new Set(told.map(String))).toEqual(new Set(['error,error_type', 'error', '']));
	const details = lives.map(({ result }) => typeof result.body?.detail);
	expect(new Set(details)).toEqual(new Set(['string', 'object']));
	expect(lives.every(({ result }) => result.status === 422)).toBe(true);
});

it('takes a cancellation in two ways, and lists what has ended only', async () => {
	const canceled = await withEachSeed(async () => {
		const { body } = await ask('POST', `/${ENDPOINT}`, BAD);
		return await ask('PUT', `/${APP}/requests/${String(body?.request_id)}/cancel`);
	});
	expect(new Set(canceled.map(({ status }) => status))).toEqual(new Set([200, 202]));
	sandbox.forget();
	await ask('POST', `/${ENDPOINT}`, BAD);
	const list = () => ask('GET', `/v1/models/requests/by-endpoint?endpoint_id=${ENDPOINT}`);
	expect((await list()).body?.items).toEqual([]);
	clock.advance(110);
	expect((await list()).body?.items).toHaveLength(1);
});

it('is as odd again with the same seed', async () => {
	const lives: string[][] = [];
	for (let count = 0; count < 2; count++) {
		sandbox.configure({ quirks: 'twice' });
		const { created, looks, done } = await live(GOOD);
		lives.push([created, ...looks, done].map(({ body }) => keysOf(body).join()));
	}
	expect(lives[0]).toEqual(lives[1]);
});
