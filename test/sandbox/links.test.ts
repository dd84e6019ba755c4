import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client, type AimlApiGeneration } from './support/client';
import { restartClock, stopClock } from './support/clock';

jest.setTimeout(30_000);

let sandbox: Sandbox;
let client: Client;
let clock: ReturnType<typeof stopClock>;
let generation: AimlApiGeneration;
let url: string;

beforeEach(async () => {
	clock = stopClock();
	sandbox = await startSandbox({ seconds: 0, linkSeconds: 60 });
	client = new Client(sandbox);
	generation = await client.generate({
		model: 'alibaba/wan2.5-t2v-preview',
		prompt: 'A fox',
		resolution: '480p',
		duration: 5,
	});
	url = generation.video?.url ?? '';
});
afterEach(async () => {
	await sandbox.close();
	restartClock();
});

const fetchAgain = async () => {
	const id = encodeURIComponent(generation.id);
	const { body } = await client.get<AimlApiGeneration>(`/v2/video/generations?generation_id=${id}`);
	return body.video?.url;
};

it('leads to the whole video without a key', async () => {
	const response = await fetch(url);
	const bytes = Buffer.from(await response.arrayBuffer());
	expect(response.status).toBe(200);
	expect(response.headers.get('content-length')).toBe(String(bytes.length));
	expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
});

it('leads to parts of the video', async () => {
	const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
	const response = await fetch(url, { headers: { range: 'bytes=100-199' } });
	expect(response.status).toBe(206);
	expect(Buffer.from(await response.arrayBuffer())).toEqual(whole.subarray(100, 200));
});

it('stays the same until it expires, and then there is another', async () => {
	clock.advance(59);
	expect(await fetchAgain()).toBe(url);
	clock.advance(2);
	const fresh = await fetchAgain();
	expect(fresh).not.toBe(url);
	expect((await fetch(fresh ?? '')).status).toBe(200);
});

it('answers 403 once it has expired', async () => {
	clock.advance(61);
	const response = await fetch(url);
	expect(response.status).toBe(403);
	expect(response.headers.get('content-type')).toMatch(/xml/);
	expect(await response.text()).toContain('<Message>Request has expired.</Message>');
});

it('cannot be guessed', async () => {
	expect((await fetch(url.replace(/files\/./, 'files/_'))).status).toBe(404);
	expect((await fetch(`${sandbox.url}/files/..%2F..%2Fetc/video.mp4`)).status).toBe(404);
});

it('names the host the client used', async () => {
	const { port } = new URL(sandbox.url);
	const id = encodeURIComponent(generation.id);
	const response = await fetch(
		`http://localhost:${port}/v2/video/generations?generation_id=${id}`,
		{ headers: { authorization: 'Bearer sandbox-key' } },
	);
	const { video } = (await response.json()) as AimlApiGeneration;
	expect(video?.url).toMatch(new RegExp(`^http://localhost:${port}/files/`));
});
