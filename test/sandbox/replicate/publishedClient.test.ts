import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import Replicate, { validateWebhook } from 'replicate';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { openHook } from '../support/hooks';
import { makePicture } from '../support/pictures';

jest.setTimeout(60_000);

let sandbox: Sandbox;
let replicate: Replicate;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0.4 });
	replicate = new Replicate({
		auth: 'sandbox-key',
		baseUrl: `${sandbox.url}/v1`,
		useFileOutput: false,
	});
});
afterAll(() => sandbox.close());

it('runs a model, with a picture that it uploads', async () => {
	const picture = await makePicture({ width: 480, height: 640 });
	const output = await replicate.run('wan-video/wan-2.5-i2v', {
		input: { prompt: 'It jumps', image: picture, resolution: '480p' },
	});
	expect(output).toMatch(new RegExp(`^${sandbox.url}/files/.*\\.mp4$`));
	const [uploading] = sandbox.requests;
	expect(uploading).toMatchObject({ method: 'POST', path: '/v1/files', status: 201 });
	expect(uploading?.body).toBeUndefined();
});

it('polls, and throws what went wrong', async () => {
	const failing = replicate.run('wan-video/wan-2.5-t2v', {
		input: { prompt: '[fail]' },
		wait: { mode: 'poll', interval: 50 },
	});
	await expect(failing).rejects.toThrow(/Prediction failed: .*\(E005\)/);
});

it('creates, fetches, lists and cancels', async () => {
	sandbox.configure({ seconds: 60 });
	const created = await replicate.predictions.create({
		model: 'alibaba/wan-3',
		input: { prompt: 'A fox' },
	});
	expect(created.status).toBe('starting');
	expect(await replicate.predictions.get(created.id)).toMatchObject({ id: created.id });
	const { results } = await replicate.predictions.list();
	expect(results[0]?.id).toBe(created.id);
	expect(await replicate.predictions.cancel(created.id)).toMatchObject({ status: 'canceled' });
	sandbox.configure({ seconds: 0.4 });
});

it('knows the account, and keeps files', async () => {
	expect(await replicate.accounts.current()).toMatchObject({ type: 'user' });
	const file = await replicate.files.create(Buffer.from('A fox'), { of: 'a test' });
	expect(file).toMatchObject({ size: 5, metadata: { of: 'a test' } });
	expect((await replicate.files.list()).results).toContainEqual(file);
	expect(await replicate.files.get(file.id)).toEqual(file);
	expect(await replicate.files.delete(file.id)).toBe(true);
	await expect(replicate.files.get(file.id)).rejects.toThrow(/404/);
});

it('believes the webhooks: one for each event, in order, again until it is taken', async () => {
	const hook = await openHook(500);
	// Long enough that it is seen while it is processed.
	sandbox.configure({ seconds: 4 });
	try {
		const { id } = await replicate.predictions.create({
			model: 'wan-video/wan-2.5-t2v',
			input: { prompt: 'A fox', size: '480*832' },
			webhook: hook.url,
		});
		const posted = await hook.until(5);
		const statuses = posted.map(({ body }) => (JSON.parse(body) as { status: string }).status);
		expect(statuses).toEqual([
			...['processing', 'processing', 'processing'],
			...['succeeded', 'succeeded'],
		]);
		const { key } = await replicate.webhooks.default.secret.get();
		for (const { headers, body } of posted) {
			expect(JSON.parse(body)).toMatchObject({ id });
			const signed = {
				id: String(headers['webhook-id']),
				timestamp: String(headers['webhook-timestamp']),
				signature: String(headers['webhook-signature']),
				body,
				secret: key,
			};
			expect(await validateWebhook(signed)).toBe(true);
			expect(await validateWebhook({ ...signed, body: `${body} ` })).toBe(false);
		}
		// What is sent again is the same message.
		expect(posted[0]?.headers['webhook-id']).toBe(posted[1]?.headers['webhook-id']);
	} finally {
		sandbox.configure({ seconds: 0.4 });
		await hook.close();
	}
});

it('posts only the events that were asked for', async () => {
	const hook = await openHook();
	try {
		await replicate.predictions.create({
			model: 'wan-video/wan-2.5-t2v',
			input: { prompt: '[fail]' },
			webhook: hook.url,
			webhook_events_filter: ['completed'],
		});
		const [only, ...others] = await hook.until(1);
		expect(JSON.parse(only?.body ?? '')).toMatchObject({ status: 'failed' });
		expect(others).toEqual([]);
	} finally {
		await hook.close();
	}
});
