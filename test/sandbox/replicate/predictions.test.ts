import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';
import {
	ReplicateClient,
	type ReplicatePrediction,
	type ReplicateProblem,
} from '../support/replicate';

const MODEL = 'wan-video/wan-2.5-t2v';
const INPUT = { prompt: 'A fox', size: '480*832' };

let sandbox: Sandbox;
let client: ReplicateClient;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 100 });
	client = new ReplicateClient(sandbox);
});
afterAll(() => sandbox.close());
afterEach(restartClock);

it('starts, is processed, succeeds, and is gone after an hour', async () => {
	const clock = stopClock();
	const { body: created } = await client.create(MODEL, INPUT);
	expect(created).toMatchObject({ status: 'starting', started_at: null, completed_at: null });
	expect(created.urls.get).toBe(`${sandbox.url}/v1/predictions/${created.id}`);
	clock.advance(30);
	expect(await client.look(created.id)).toMatchObject({ status: 'processing', output: null });
	clock.advance(80);
	const done = await client.ended(created.id);
	expect(done).toMatchObject({ status: 'succeeded', data_removed: false, error: null });
	expect((await fetch(String(done.output))).headers.get('content-type')).toBe('video/mp4');

	clock.advance(3700);
	expect(await client.look(created.id)).toMatchObject({
		status: 'succeeded',
		output: null,
		input: {},
		data_removed: true,
	});
	expect((await fetch(String(done.output))).status).toBe(403);
});

it('fails with a code at the end of its error', async () => {
	const clock = stopClock();
	const { body: refused } = await client.create(MODEL, { prompt: '[fail]' });
	const { body: lost } = await client.create('wan-video/wan-2.5-i2v', {
		...{ prompt: 'A fox', image: 'http://127.0.0.1:1/fox.png' },
	});
	clock.advance(110);
	expect(await client.ended(refused.id)).toMatchObject({
		status: 'failed',
		error: expect.stringMatching(/flagged as sensitive\. \(E005\)$/) as unknown,
	});
	expect(await client.ended(lost.id)).toMatchObject({
		status: 'failed',
		error: expect.stringMatching(/^Cannot fetch .* \(E006\)$/) as unknown,
	});
});

it('is canceled, and stays so', async () => {
	const clock = stopClock();
	const { body: created } = await client.create(MODEL, INPUT);
	clock.advance(30);
	const cancel = () => client.post<ReplicatePrediction>(`/v1/predictions/${created.id}/cancel`, '');
	const { body: canceled } = await cancel();
	expect(canceled.status).toBe('canceled');
	clock.advance(100);
	expect((await cancel()).body).toEqual(canceled);
	expect((await client.post('/v1/predictions/nothing/cancel', '')).status).toBe(404);
	expect(sandbox.creates().every(({ path }) => path.endsWith('/predictions'))).toBe(true);
});

it('ends at its deadline: aborted if it had not begun, canceled if it had', async () => {
	const clock = stopClock();
	const create = async (after: string) => {
		const hurried = new ReplicateClient(sandbox, undefined, { 'cancel-after': after });
		return (await hurried.create(MODEL, INPUT)).body.id;
	};
	const [soon, later, never] = [await create('5s'), await create('1m'), await create('5m')];
	clock.advance(110);
	expect(await client.look(soon)).toMatchObject({ status: 'aborted', started_at: null });
	expect(await client.look(later)).toMatchObject({ status: 'canceled' });
	expect(await client.ended(never)).toMatchObject({ status: 'succeeded' });
});

it('holds the connection for who would rather wait', async () => {
	sandbox.configure({ seconds: 0.3 });
	const waiting = new ReplicateClient(sandbox, undefined, { prefer: 'wait=30' });
	expect(await waiting.create(MODEL, INPUT)).toMatchObject({
		status: 201,
		body: { status: 'succeeded' },
	});
	sandbox.configure({ seconds: 100 });
	const impatient = new ReplicateClient(sandbox, undefined, { prefer: 'wait=1' });
	expect(await impatient.create(MODEL, INPUT)).toMatchObject({
		status: 202,
		body: { status: 'starting' },
	});
});

it('is found in the list, by when it was created', async () => {
	sandbox.forget();
	const clock = stopClock();
	interface List {
		next: string | null;
		previous: string | null;
		results: ReplicatePrediction[];
	}
	const list = async (query = '') => (await client.get<List>(`/v1/predictions?${query}`)).body;
	const ids: string[] = [];
	for (let count = 0; count < 101; count++) {
		clock.advance(1);
		ids.unshift((await client.create('alibaba/wan-3', { prompt: '[fail]' })).body.id);
	}
	const page = await list();
	expect(page.results.map(({ id }) => id)).toEqual(ids.slice(0, 100));
	expect(page.previous).toBeNull();
	const rest = await client.get<List>(String(page.next).slice(sandbox.url.length));
	expect(rest.body).toMatchObject({ next: null, results: [{ id: ids[100] }] });

	const [after, before] = [page.results[9]?.created_at, page.results[7]?.created_at];
	const some = await list(`created_after=${after ?? ''}&created_before=${before ?? ''}`);
	expect(some.results.map(({ id }) => id)).toEqual(ids.slice(7, 10));
	expect((await client.get('/v1/predictions?created_after=yesterday')).status).toBe(422);
});

describe('refuses', () => {
	it.each<[string, string, object, string]>([
		['no prompt', MODEL, {}, '- input: prompt is required'],
		['an empty prompt', MODEL, { prompt: '' }, 'input.prompt'],
		[
			'a duration that is a string',
			MODEL,
			{ ...INPUT, duration: '5' },
			'- input.duration: Invalid type. Expected: integer, given: string',
		],
		[
			'another duration',
			MODEL,
			{ ...INPUT, duration: 7 },
			'duration must be one of the following: 5, 10',
		],
		['a size of its own', MODEL, { prompt: 'A fox', size: '1*1' }, 'input.size: size must be one'],
		[
			'what is no link',
			'wan-video/wan-2.5-i2v',
			{ prompt: 'A fox', image: 'fox.png' },
			"input.image: Does not match format 'uri'",
		],
		['31 seconds', 'alibaba/wan-3', { prompt: 'A fox', duration: 31 }, 'input.duration: must be'],
		[
			'720p of the small model',
			'wan-video/wan2.1-with-lora',
			{ prompt: 'A fox', model: '1.3b', resolution: '720p' },
			'720p is not supported',
		],
	])('%s', async (_what, model, input, detail) => {
		const { status, body } = await client.create<ReplicateProblem>(model, input);
		expect({ status, body }).toMatchObject({
			status: 422,
			body: { title: 'Input validation failed', status: 422 },
		});
		expect(body.detail).toContain(detail);
	});

	it('what stands beside the input, and drops what stands in it', async () => {
		expect((await client.create(MODEL, INPUT, { colour: 'red' })).status).toBe(422);
		expect((await client.create(MODEL, { ...INPUT, colour: 'red' })).status).toBe(201);
		expect(sandbox.requests.at(-1)?.ignoredFields).toEqual(['input/colour']);
	});

	it('large data URLs, when it is strict', async () => {
		const strict = await startSandbox({ strict: true });
		try {
			const image = `data:image/png;base64,${'AAAA'.repeat(90_000)}`;
			const { status, body } = await new ReplicateClient(strict).create<ReplicateProblem>(
				'wan-video/wan-2.5-i2v',
				{ prompt: 'A fox', image },
			);
			expect(status).toBe(422);
			expect(body.detail).toContain('256 KB');
		} finally {
			await strict.close();
		}
	});
});

describe('knows keys', () => {
	it.each([
		['sandbox-key', 200, 201],
		['sandbox-no-credits', 200, 402],
		['sandbox-rate-limited', 200, 429],
		['wrong', 401, 401],
		['', 401, 401],
	])('"%s"', async (key, checked, created) => {
		const holder = new ReplicateClient(sandbox, key);
		expect((await holder.get('/v1/account')).status).toBe(checked);
		const byModel = await holder.create<ReplicateProblem>(MODEL, INPUT);
		expect(byModel.status).toBe(created);
		const { status } = await holder.post('/v1/predictions', { version: MODEL, input: INPUT });
		expect(status).toBe(created);
		if (created === 402) expect(byModel.body.title).toBe('Insufficient credit');
		if (created === 429) expect(byModel.headers.get('retry-after')).toBe('1');
	});
});
