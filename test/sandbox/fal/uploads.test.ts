import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { Fal } from '../support/fal';
import { makePicture } from '../support/pictures';

jest.setTimeout(60_000);

interface Place {
	upload_url: string;
	file_url: string;
}

let sandbox: Sandbox;
let client: Fal;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0 });
	client = new Fal(sandbox);
});
afterAll(() => sandbox.close());

async function reserve(path = '/storage/upload/initiate'): Promise<Place> {
	const { body } = await client.post<Place>(`${path}?storage_type=fal-cdn-v3`, {
		content_type: 'image/png',
		file_name: 'my fox.png',
	});
	return body;
}

const put = (link: string, body: Buffer | string, headers: Record<string, string> = {}) =>
	fetch(link, { method: 'PUT', body, headers });

it('keeps a file for anyone, and makes videos of it', async () => {
	const { upload_url: place, file_url: link } = await reserve();
	expect(place.startsWith(sandbox.url)).toBe(true);
	expect(link).toMatch(/\/files\/b\/[0-9a-f]{8}\/my%20fox\.png$/);
	expect((await fetch(link)).status).toBe(404);
	const picture = await makePicture({ width: 480, height: 640 });
	expect((await put(place, picture, { 'content-type': 'image/png' })).status).toBe(200);
	const file = await fetch(link);
	expect(file.headers.get('content-type')).toBe('image/png');
	expect(Buffer.from(await file.arrayBuffer())).toEqual(picture);
	expect(sandbox.requests.find(({ method }) => method === 'PUT')?.body).toEqual({
		bytes: picture.length,
	});

	const input = { prompt: 'It jumps', image_url: link, resolution: '480p' };
	const { status, body } = await client.run('fal-ai/wan-i2v', input);
	expect(status).toBe(200);
	expect(body.video.height).toBeGreaterThan(body.video.width);
	sandbox.forget();
	expect((await fetch(link)).status).toBe(404);
	expect((await put(place, picture)).status).toBe(403);
});

it('keeps what is JSON as it was sent', async () => {
	const { upload_url: place, file_url: link } = await reserve();
	await put(place, '{ not: json', { 'content-type': 'application/json' });
	expect(await (await fetch(link)).text()).toBe('{ not: json');
});

it('puts parts together in their order', async () => {
	const { upload_url: place, file_url: link } = await reserve('/storage/upload/initiate-multipart');
	for (const [number, text] of [
		[2, 'fox'],
		[1, 'A '],
	] as const) {
		const sent = await put(`${place}/${number}`, text);
		expect(await sent.json()).toMatchObject({ partNumber: number, etag: expect.any(String) });
	}
	const parts = { parts: [{ partNumber: 1, etag: '"1"' }] };
	const completed = await fetch(`${place}/complete`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(parts),
	});
	expect(completed.status).toBe(200);
	expect(await (await fetch(link)).text()).toBe('A fox');
	expect(sandbox.creates()).toEqual([]);
});

it('makes room for those with a key who say what comes', async () => {
	const stranger = new Fal(sandbox, '');
	expect(await stranger.post('/storage/upload/initiate', {})).toMatchObject({
		status: 401,
		body: { detail: 'Authorization header is required' },
	});
	expect(await client.post('/storage/upload/initiate', { file_name: 'fox.png' })).toMatchObject({
		status: 422,
		body: { detail: [{ loc: ['body', 'content_type'], type: 'missing' }] },
	});
});
