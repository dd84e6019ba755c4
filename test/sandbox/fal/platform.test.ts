import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';
import { Fal } from '../support/fal';

let sandbox: Sandbox;
let client: Fal;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 100 });
	client = new Fal(sandbox);
});
afterAll(() => sandbox.close());
afterEach(restartClock);

const ENDPOINT = 'fal-ai/wan/v2.7/text-to-video';
const SUBMITTED = { prompt: 'A fox [fail]' };

describe('lists what was asked', () => {
	interface Row {
		request_id: string;
		status_code: number | null;
		ended_at: string | null;
		json_input?: unknown;
		json_output?: unknown;
	}
	interface List {
		items: Row[];
		has_more: boolean;
		next_cursor: string | null;
	}
	const list = async (query = '') => {
		const path = `/v1/models/requests/by-endpoint?endpoint_id=${ENDPOINT}${query}`;
		return (await client.get<List>(path)).body;
	};

	it('of an endpoint, with what was sent and what came of it', async () => {
		const clock = stopClock();
		sandbox.forget();
		const { body: first } = await client.submit(ENDPOINT, SUBMITTED);
		await client.submit('alibaba/wan-3.0/text-to-video', SUBMITTED);
		clock.advance(200);
		const middle = new Date().toISOString();
		clock.advance(1);
		const { body: second } = await client.submit(ENDPOINT, { ...SUBMITTED, duration: '5' });

		const { items } = await list('&expand=payloads');
		expect(items).toMatchObject([
			{ request_id: second.request_id, status_code: null, json_input: { duration: '5' } },
			{
				request_id: first.request_id,
				status_code: 422,
				json_input: SUBMITTED,
				json_output: { detail: [{ type: 'content_policy_violation' }] },
			},
		]);
		expect((await list()).items[0]).not.toHaveProperty('json_input');
		const idsOf = async (query: string) =>
			(await list(query)).items.map(({ request_id: id }) => id);
		expect(await idsOf(`&start=${middle}`)).toEqual([second.request_id]);
		expect(await idsOf(`&end=${middle}`)).toEqual([first.request_id]);
		expect(await idsOf('&status=user_error')).toEqual([first.request_id]);
		expect(await idsOf('&status=success')).toEqual([]);
		expect(await idsOf(`&request_id=${first.request_id}`)).toEqual([first.request_id]);
		const page = await list('&limit=1');
		expect(page).toMatchObject({ items: [{ request_id: second.request_id }], has_more: true });
		expect(await idsOf(`&limit=1&cursor=${String(page.next_cursor)}`)).toEqual([first.request_id]);
		clock.advance(25 * 3600);
		expect(await idsOf('')).toEqual([]);
	});

	it('but not what its sender wanted to be forgotten', async () => {
		sandbox.forget();
		const secretive = new Fal(sandbox, undefined, { 'x-fal-store-io': '0' });
		await secretive.submit(ENDPOINT, SUBMITTED);
		expect((await list()).items).toEqual([]);
	});
});

it('tells the lowest price of each endpoint', async () => {
	const path = '/v1/models/pricing?endpoint_id=alibaba/wan-3.0/text-to-video&endpoint_id=';
	const { body } = await client.get(`${path}fal-ai/wan-i2v`);
	expect(body).toEqual({
		prices: [
			{
				endpoint_id: 'alibaba/wan-3.0/text-to-video',
				...{ unit_price: 0.05, unit: 'second', currency: 'USD' },
			},
			{ endpoint_id: 'fal-ai/wan-i2v', unit_price: 0.2, unit: 'video', currency: 'USD' },
		],
		has_more: false,
		next_cursor: null,
	});
	expect(await client.get(`${path}fal-ai/wan-100`)).toMatchObject({
		status: 404,
		body: { error: { type: 'not_found' } },
	});
	expect(await client.get('/v1/models/pricing')).toMatchObject({
		status: 400,
		body: { error: { type: 'validation_error' } },
	});
	const estimate = {
		estimate_type: 'unit_price',
		endpoints: { 'alibaba/wan-3.0/text-to-video': { unit_quantity: 20 } },
	};
	expect((await client.post('/v1/models/pricing/estimate', estimate)).body).toMatchObject({
		total_cost: 1,
	});
});

it('lists endpoints, for anyone who says that the question is for fal.ai', async () => {
	interface List {
		models: { endpoint_id: string; openapi?: { paths: object } }[];
		has_more: boolean;
	}
	const stranger = new Fal(sandbox, 'nobody');
	const { body } = await stranger.get<List>(
		'/v1/models?q=wan&category=text-to-video&expand=openapi-3.0&limit=3',
	);
	expect(body.models).toHaveLength(3);
	expect(body.has_more).toBe(true);
	const [first] = body.models;
	expect(Object.keys(first?.openapi?.paths ?? {})).toEqual([`/${String(first?.endpoint_id)}`]);
	const { body: named } = await client.get<List>(`/v1/models?endpoint_id=${ENDPOINT}`);
	expect(named.models.map(({ endpoint_id: id }) => id)).toEqual([ENDPOINT]);
	// Without such a key it is another service's list.
	expect(await (await fetch(`${sandbox.url}/v1/models`)).json()).not.toHaveProperty('models');
});

it('keeps what is for administrators from other keys', async () => {
	for (const path of ['account/billing?expand=credits', 'models/billing-events', 'models/usage']) {
		expect((await client.get(`/v1/${path}`)).status).toBe(403);
	}
});
