import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client, type AimlApiGeneration } from './support/client';
import { restartClock, stopClock } from './support/clock';

jest.setTimeout(30_000);

const PATH = '/v2/video/generations';
const BODY = {
	model: 'alibaba/wan2.5-t2v-preview',
	prompt: 'A fox',
	resolution: '480p',
	duration: 5,
};

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await startSandbox({ seconds: 0 });
	client = new Client(sandbox);
});
afterEach(() => sandbox.close());

it('records every request as it was sent', async () => {
	await client.get('/v2/billing');
	await client.post(PATH, { model: BODY.model, prompt: 'A fox' });
	await client.post(PATH, { model: 'none' });
	await client.get(`${PATH}?generation_id=a%3Ab`);

	expect(sandbox.requests).toMatchObject([
		{ method: 'GET', path: '/v2/billing', status: 200 },
		{
			method: 'POST',
			path: PATH,
			body: { model: BODY.model, prompt: 'A fox' },
			authorization: 'Bearer sandbox-key',
			status: 201,
		},
		{ method: 'POST', path: PATH, status: 400 },
		{ method: 'GET', path: PATH, query: { generation_id: 'a:b' }, status: 404 },
	]);
	// The defaults the sandbox fills in are not part of what was sent.
	expect(sandbox.requests[1]?.body).toEqual({ model: BODY.model, prompt: 'A fox' });
	expect(sandbox.creates().map(({ status }) => status)).toEqual([201, 400]);
});

it('forgets requests, generations and links', async () => {
	const { id, video } = await client.generate(BODY);
	sandbox.forget();
	expect(sandbox.requests).toEqual([]);
	expect((await client.get(`${PATH}?generation_id=${id}`)).status).toBe(404);
	expect((await fetch(video?.url ?? '')).status).toBe(404);
	expect(await client.generate(BODY)).toMatchObject({ status: 'completed' });
});

it('takes the time it is configured to from then on', async () => {
	const clock = stopClock();
	sandbox.configure({ seconds: 3600 });
	const { body: created } = await client.post<AimlApiGeneration>(PATH, BODY);
	clock.advance(3599);
	const { body } = await client.get<AimlApiGeneration>(
		`${PATH}?generation_id=${encodeURIComponent(created.id)}`,
	);
	expect(body.status).toBe('generating');
	restartClock();
});

it('runs beside another one, on a port of its own', async () => {
	const other = await startSandbox();
	expect(other.url).not.toBe(sandbox.url);
	await other.close();
	await expect(fetch(`${other.url}/v2/billing`)).rejects.toThrow();
});

it('says when its port is taken', async () => {
	const port = Number(new URL(sandbox.url).port);
	await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('stops in the middle of a render and leaves only finished videos behind', async () => {
	const videoFolder = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
	const another = await startSandbox({ seconds: 0, videoFolder });
	await new Client(another).generate(BODY);
	await new Client(another).post(PATH, { ...BODY, resolution: '1080p' });
	await another.close();
	expect(await readdir(videoFolder)).toEqual([expect.stringMatching(/^[0-9a-f]+\.mp4$/)]);
	await rm(videoFolder, { recursive: true });
});
