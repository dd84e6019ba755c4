import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';
import { makePicture } from '../support/pictures';
import { ReplicateClient } from '../support/replicate';

jest.setTimeout(60_000);

interface File {
	id: string;
	name: string;
	content_type: string;
	size: number;
	metadata: unknown;
	urls: { get: string };
}

let sandbox: Sandbox;
let client: ReplicateClient;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0.2 });
	client = new ReplicateClient(sandbox);
});
afterAll(() => sandbox.close());
afterEach(restartClock);

async function upload(form: FormData, key = 'sandbox-key') {
	const response = await fetch(`${sandbox.url}/v1/files`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}` },
		body: form,
	});
	return { status: response.status, body: (await response.json()) as File };
}

async function aForm(fields: Record<string, string> = {}): Promise<FormData> {
	const form = new FormData();
	const bytes = new Uint8Array(await makePicture({ width: 480, height: 640 }));
	form.append('content', new Blob([bytes], { type: 'image/png' }), 'fox.png');
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	return form;
}

it('keeps a file under the name and type that are told, and makes videos of it', async () => {
	const { status, body: file } = await upload(
		await aForm({ filename: 'my fox.png', type: 'image/x-png', metadata: '{"of":"a test"}' }),
	);
	expect({ status, file }).toMatchObject({
		status: 201,
		file: { name: 'my fox.png', content_type: 'image/x-png', metadata: { of: 'a test' } },
	});
	const prediction = await client.run('wan-video/wan-2.5-i2v', {
		...{ prompt: 'It jumps', image: file.urls.get, resolution: '480p' },
	});
	expect(prediction).toMatchObject({ status: 'succeeded', input: { image: file.urls.get } });
	// The link itself is for who has a key.
	expect((await fetch(file.urls.get)).status).toBe(401);
	expect(sandbox.creates()).toHaveLength(1);
});

it('knows the name and type of the file itself', async () => {
	expect((await upload(await aForm())).body).toMatchObject({
		name: 'fox.png',
		content_type: 'image/png',
	});
});

it('forgets a file after a day', async () => {
	const clock = stopClock();
	const { body: file } = await upload(await aForm());
	const path = `/v1/files/${file.id}`;
	clock.advance(23 * 3600);
	expect((await client.get(path)).status).toBe(200);
	clock.advance(2 * 3600);
	expect((await client.get(path)).status).toBe(404);
	const lost = await client.create('wan-video/wan-2.5-i2v', {
		...{ prompt: 'It jumps', image: file.urls.get },
	});
	clock.advance(1);
	expect(await client.ended(lost.body.id)).toMatchObject({ status: 'failed' });
});

it('refuses a form without a file, and who has no key', async () => {
	const form = new FormData();
	form.append('content', 'no file');
	expect((await upload(form)).status).toBe(422);
	expect((await upload(await aForm(), 'wrong')).status).toBe(401);
});
