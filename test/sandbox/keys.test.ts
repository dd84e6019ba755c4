import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const aimlApi = {
	check: '/v2/billing',
	create: '/v2/video/generations',
	body: { model: 'alibaba/wan2.5-t2v-preview', prompt: 'A fox', resolution: '480p', duration: 5 },
};
const muleRouter = {
	check: '/vendors/openai/v1/models',
	create: '/vendors/alibaba/v1/wan2.5-t2v-preview/generation',
	body: { prompt: 'A fox', size: '832*480' },
};

describe.each([
	['AI/ML API', aimlApi, { created: 201, noCredits: 403 }],
	['MuleRouter', muleRouter, { created: 202, noCredits: 402 }],
])('%s', (_provider, { check, create, body }, status) => {
	it('knows the good key', async () => {
		const client = new Client(sandbox, 'sandbox-key');
		expect((await client.get(check)).status).toBe(200);
		expect((await client.post(create, body)).status).toBe(status.created);
	});

	it.each(['wrong', 'sandbox-key-', ''])('refuses the key "%s" everywhere', async (key) => {
		const client = new Client(sandbox, key);
		expect((await client.get(check)).status).toBe(401);
		expect((await client.post(create, body)).status).toBe(401);
	});

	it('knows the key without credits, but creates nothing for it', async () => {
		const client = new Client(sandbox, 'sandbox-no-credits');
		expect((await client.get(check)).status).toBe(200);
		expect((await client.post(create, body)).status).toBe(status.noCredits);
	});

	it('asks the rate-limited key to come again in a second', async () => {
		const client = new Client(sandbox, 'sandbox-rate-limited');
		const { status: refused, headers } = await client.post(create, body);
		expect(refused).toBe(429);
		expect(headers.get('retry-after')).toBe('1');
	});
});

it('tells the balance by the older path too', async () => {
	const client = new Client(sandbox, 'sandbox-no-credits');
	expect((await client.get('/v1/billing/balance')).body).toMatchObject({
		balance: 0,
		lowBalance: true,
	});
});

it('tells the balance in dollars', async () => {
	const client = new Client(sandbox, 'sandbox-key');
	expect((await client.get('/v2/billing')).body).toEqual({ current_balance: 5, currency: 'USD' });
});

it('wants no key in another scheme', async () => {
	const response = await fetch(`${sandbox.url}/v2/billing`, {
		headers: { authorization: 'Basic sandbox-key' },
	});
	expect(response.status).toBe(401);
});
