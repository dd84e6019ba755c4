import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';

jest.setTimeout(60_000);

// Enough for every oddity to come.
const SEEDS = Array.from({ length: 60 }, (_, index) => index);
const CREATING = '/v1/models/wan-video/wan-2.5-t2v/predictions';
const GOOD = { prompt: 'A fox', size: '480*832' };

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
			authorization: 'Bearer sandbox-key',
			...(body && { 'content-type': 'application/json' }),
		},
		...(body && { body: JSON.stringify(body) }),
	});
	const json = response.headers.get('content-type')?.includes('json') ?? false;
	const read = json ? ((await response.json()) as Seen['body']) : undefined;
	return { status: response.status, body: read };
}

/** A prediction from its creation to its end. */
async function live(input: object): Promise<{ created: Seen; looks: Seen[]; done: Seen }> {
	const created = await ask('POST', CREATING, { input });
	const look = () => ask('GET', `/v1/predictions/${String(created.body?.id)}`);
	// Troubles are over after the second look.
	const looks = [await look(), await look(), await look()];
	clock.advance(101);
	let done = await look();
	while (!['succeeded', 'failed'].includes(String(done.body?.status))) done = await look();
	return { created, looks, done };
}

async function withEachSeed<T>(act: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (const seed of SEEDS) {
		sandbox.configure({ quirks: seed });
		results.push(await act());
	}
	return results;
}

it('creates with 201 or 202, may be in trouble at first, and has a link or a list of them', async () => {
	const lives = await withEachSeed(() => live(GOOD));
	expect(new Set(lives.map(({ created }) => created.status))).toEqual(new Set([201, 202]));
	const statuses = lives.flatMap(({ looks }) => looks.map(({ status }) => status));
	expect(new Set(statuses)).toEqual(new Set([200, 429, 500, 502, 503]));
	const outputs = lives.map(({ done }) => done.body?.output);
	expect(outputs.some(Array.isArray)).toBe(true);
	expect(outputs.flat().every((link) => String(link).startsWith(sandbox.url))).toBe(true);
	expect(outputs.some((output) => typeof output === 'string')).toBe(true);
});

it('fails with a code or without', async () => {
	const lives = await withEachSeed(() => live({ prompt: '[fail]' }));
	const coded = lives.map(({ done }) => String(done.body?.error).endsWith('(E005)'));
	expect(new Set(coded)).toEqual(new Set([true, false]));
});

it('calls what was canceled before it began canceled or aborted', async () => {
	const canceled = await withEachSeed(async () => {
		const { body } = await ask('POST', CREATING, { input: GOOD });
		return await ask('POST', `/v1/predictions/${String(body?.id)}/cancel`);
	});
	const words = canceled.map(({ body }) => body?.status);
	expect(new Set(words)).toEqual(new Set(['canceled', 'aborted']));
});

it('refuses with more words or with fewer', async () => {
	const refused = await withEachSeed(() => ask('POST', CREATING, { input: {} }));
	const shapes = refused.map(({ body }) => Object.keys(body ?? {}).length);
	expect(new Set(shapes)).toEqual(new Set([1, 3, 4]));
	expect(refused.every(({ status }) => status === 422)).toBe(true);
});
