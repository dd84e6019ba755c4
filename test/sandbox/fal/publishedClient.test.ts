import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';

import { createFalClient, type FalClient } from '@fal-ai/client';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { openHook } from '../support/hooks';
import { makePicture } from '../support/pictures';

jest.setTimeout(60_000);

let sandbox: Sandbox;
let fal: FalClient;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0.4 });
	fal = createFalClient({
		credentials: 'sandbox-key',
		requestMiddleware: (request) => {
			const { pathname, search } = new URL(request.url);
			return Promise.resolve({ ...request, url: sandbox.url + pathname + search });
		},
	});
});
afterAll(() => sandbox.close());

const ENDPOINT = 'fal-ai/wan/v2.2-a14b/image-to-video';

it('subscribes, with a picture that it uploads', async () => {
	const picture = new Blob([new Uint8Array(await makePicture({ width: 480, height: 640 }))], {
		type: 'image/png',
	});
	const seen: string[] = [];
	const answer = await fal.subscribe(ENDPOINT, {
		input: { prompt: 'It jumps', image_url: picture, resolution: '480p' },
		logs: true,
		pollInterval: 50,
		onQueueUpdate: ({ status }) => seen.push(status),
	});
	const { data, requestId } = answer as { data: { video: { url: string } }; requestId: string };
	expect(data.video.url).toMatch(new RegExp(`^${sandbox.url}/files/.*\\.mp4$`));
	expect(requestId).not.toBe('');
	expect(seen.at(-1)).toBe('COMPLETED');
	const [initiating, sending, submitting] = sandbox.requests;
	expect(initiating).toMatchObject({ path: '/storage/upload/initiate', status: 200 });
	expect(sending).toMatchObject({ method: 'PUT', authorization: undefined, status: 200 });
	expect(sandbox.creates()).toEqual([submitting]);
	const { image_url: link } = submitting?.body as { image_url: string };
	expect((await fetch(link)).headers.get('content-type')).toBe('image/png');
});

it('uploads in parts what is large', async () => {
	const bytes = new Uint8Array(91 * 2 ** 20).fill(7);
	const link = await fal.storage.upload(new Blob([bytes], { type: 'video/mp4' }));
	const file = await fetch(link);
	expect(file.headers.get('content-length')).toBe(String(bytes.length));
	await file.body?.cancel();
	expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toHaveLength(11);
});

it('throws what is wrong with an input when it asks for the result', async () => {
	const failing = fal.subscribe('fal-ai/wan/v2.7/text-to-video', {
		input: { prompt: 'A fox', resolution: '8k' as '720p' },
		pollInterval: 50,
	});
	await expect(failing).rejects.toMatchObject({
		status: 422,
		body: { detail: [{ loc: ['body', 'resolution'] }] },
	});
});

it('submits, looks and cancels', async () => {
	sandbox.configure({ seconds: 60 });
	const { request_id: requestId } = await fal.queue.submit(ENDPOINT, {
		input: { prompt: 'A fox', image_url: 'http://127.0.0.1:1/' },
	});
	expect(await fal.queue.status(ENDPOINT, { requestId })).toMatchObject({ status: 'IN_QUEUE' });
	await fal.queue.cancel(ENDPOINT, { requestId });
	expect(await fal.queue.status(ENDPOINT, { requestId })).toMatchObject({ status: 'COMPLETED' });
	sandbox.configure({ seconds: 0.4 });
});

it.each([
	['OK', { prompt: 'A fox', resolution: '480p' as const }],
	['ERROR', { prompt: '[fail]' }],
])('has a webhook called, signed and until it is taken: %s', async (status, input) => {
	const hook = await openHook(500);
	try {
		const { request_id: id } = await fal.queue.submit('fal-ai/wan/v2.2-a14b/text-to-video', {
			input,
			webhookUrl: hook.url,
		});
		const [, taken] = await hook.until(2);
		const { headers, body } = taken ?? { headers: {}, body: '' };
		expect(JSON.parse(body)).toMatchObject({
			...{ request_id: id, gateway_request_id: id, status },
			...(status === 'OK'
				? { payload: { video: {} } }
				: { error: 'Invalid status code: 422', payload: { detail: [{}] } }),
		});
		const { keys } = (await (await fetch(`${sandbox.url}/.well-known/jwks.json`)).json()) as {
			keys: JsonWebKey[];
		};
		const [key = {}] = keys;
		const message = [
			headers['x-fal-webhook-request-id'],
			headers['x-fal-webhook-user-id'],
			headers['x-fal-webhook-timestamp'],
			createHash('sha256').update(body).digest('hex'),
		].join('\n');
		const signature = Buffer.from(String(headers['x-fal-webhook-signature']), 'hex');
		const publicKey = createPublicKey({ key, format: 'jwk' });
		expect(verify(null, Buffer.from(message), publicKey, signature)).toBe(true);
		expect(verify(null, Buffer.from(`${message} `), publicKey, signature)).toBe(false);
	} finally {
		await hook.close();
	}
});

it('tries no webhook again that sends it elsewhere', async () => {
	const hook = await openHook(302);
	try {
		await fal.queue.submit('fal-ai/wan/v2.2-a14b/text-to-video', {
			input: { prompt: '[fail]' },
			webhookUrl: hook.url,
		});
		await hook.until(1);
		await fal.subscribe('fal-ai/wan/v2.2-a14b/text-to-video', {
			input: { prompt: 'A fox', resolution: '480p' },
			pollInterval: 400,
		});
		expect(hook.posted).toHaveLength(1);
	} finally {
		await hook.close();
	}
});
