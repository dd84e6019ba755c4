import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';
import { Fal, type FalDetail, type FalOutput, type FalStatus } from '../support/fal';

const ENDPOINT = 'fal-ai/wan/v2.2-5b/text-to-video/fast-wan';
const INPUT = { prompt: 'A fox', resolution: '480p' };

let sandbox: Sandbox;
let client: Fal;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 100 });
	client = new Fal(sandbox);
});
afterAll(() => sandbox.close());
afterEach(restartClock);

it('waits in the queue, is in progress and completes, under the first two segments of its id', async () => {
	const clock = stopClock();
	sandbox.forget();
	const [{ body: first, headers }, { body: second }] = [
		await client.submit(ENDPOINT, INPUT),
		(clock.advance(1), await client.submit('fal-ai/wan/v2.7/text-to-video', { prompt: '[fail]' })),
	];
	const base = `${sandbox.url}/fal-ai/wan/requests/${first.request_id}`;
	expect(headers.get('x-fal-request-id')).toBe(first.request_id);
	expect(first).toEqual({
		request_id: first.request_id,
		response_url: base,
		status_url: `${base}/status`,
		cancel_url: `${base}/cancel`,
		queue_position: 0,
	});
	expect((await client.at(second.status_url)).body).toMatchObject({
		status: 'IN_QUEUE',
		queue_position: 1,
	});
	expect(await client.at(first.response_url)).toMatchObject({
		status: 400,
		body: { detail: 'Request is still in progress' },
	});
	clock.advance(30);
	const running = await client.at(`${first.status_url}?logs=1`);
	expect(running.body.status).toBe('IN_PROGRESS');
	expect(running.body.logs).toHaveLength(1);
	expect((await client.at(first.status_url)).body.logs).toBeUndefined();
	clock.advance(80);
	const path = first.status_url.slice(sandbox.url.length);
	await client.fetchUntilDone(path, ({ status }: FalStatus) => status === 'COMPLETED');
	const result = await client.at<FalOutput>(first.response_url);
	expect(result.body.video).toMatchObject({
		...{ content_type: 'video/mp4', width: 832, height: 480, fps: 24, num_frames: 81 },
	});
	// 81 frames at 24 a second, each second a unit.
	expect(result.headers.get('x-fal-billable-units')).toBe('3.375');
	const file = await fetch(result.body.video.url);
	expect((await file.arrayBuffer()).byteLength).toBe(result.body.video.file_size);
	// An example of the service's pages has the whole id, and a word at the end.
	const long = `/${ENDPOINT}/requests/${first.request_id}/response`;
	expect((await client.get(long)).body).toEqual(result.body);
	expect(await client.get(`/fal-ai/wan-i2v/requests/${first.request_id}`)).toMatchObject({
		status: 404,
		body: { status: 'NOT_FOUND' },
	});
});

describe('fails', () => {
	it('with an error in the status, when the content is refused', async () => {
		const clock = stopClock();
		const { body: queued } = await client.submit(ENDPOINT, { prompt: '[fail]' });
		clock.advance(110);
		expect((await client.at(queued.status_url)).body).toMatchObject({
			status: 'COMPLETED',
			error_type: 'content_policy_violation',
		});
		expect(await client.at(queued.response_url)).toMatchObject({
			status: 422,
			body: { detail: [{ loc: ['body', 'prompt'], type: 'content_policy_violation' }] },
		});
	});

	it.each<[string, string, object, Partial<FalDetail>]>([
		['no prompt', ENDPOINT, {}, { loc: ['body', 'prompt'], type: 'missing' }],
		['an empty prompt', ENDPOINT, { prompt: '' }, { type: 'string_too_short' }],
		[
			'an unknown resolution',
			ENDPOINT,
			{ ...INPUT, resolution: '4k' },
			{ type: 'literal_error', msg: "Input should be '480p', '580p' or '720p'" },
		],
		[
			'an integer for a string',
			'wan/v2.6/text-to-video',
			{ prompt: 'A fox', duration: 5 },
			{ loc: ['body', 'duration'], msg: "Input should be '5', '10' or '15'" },
		],
		[
			'a string for an integer',
			'fal-ai/wan/v2.7/text-to-video',
			{ prompt: 'A fox', duration: '5' },
			{ loc: ['body', 'duration'], type: 'literal_error' },
		],
		[
			'31 seconds',
			'alibaba/wan-3.0/text-to-video',
			{ prompt: 'A fox', duration: 31 },
			{ type: 'less_than_equal', msg: 'Input should be less than or equal to 30' },
		],
		[
			'16 frames',
			ENDPOINT,
			{ ...INPUT, num_frames: 16 },
			{ type: 'greater_than_equal', msg: 'Input should be greater than or equal to 17' },
		],
		[
			'what is no link',
			'fal-ai/wan-i2v',
			{ prompt: 'A fox', image_url: 'fox.png' },
			{ loc: ['body', 'image_url'], type: 'url_parsing' },
		],
		[
			'a recording within the request, where it must be public',
			'wan/v2.6/text-to-video',
			{ prompt: 'A fox', audio_url: 'data:audio/wav;base64,AAAA' },
			{ loc: ['body', 'audio_url'], type: 'url_parsing' },
		],
		[
			'a prompt of 801 characters',
			'wan/v2.6/text-to-video',
			{ prompt: 'A'.repeat(801) },
			{ type: 'string_too_long' },
		],
		[
			'four videos',
			'wan/v2.6/reference-to-video',
			{ prompt: 'A fox', video_urls: Array<string>(4).fill('http://127.0.0.1:1/') },
			{ type: 'too_long' },
		],
		[
			'six references',
			'wan/v2.6/reference-to-video/flash',
			{
				prompt: 'A fox',
				video_urls: Array<string>(3).fill('http://127.0.0.1:1/'),
				image_urls: Array<string>(3).fill('http://127.0.0.1:1/'),
			},
			{ msg: 'Value error, total references cannot exceed 5' },
		],
		[
			'a picture and a video to begin with',
			'fal-ai/wan/v2.7/image-to-video',
			{ image_url: 'http://127.0.0.1:1/', video_url: 'http://127.0.0.1:1/' },
			{ msg: 'Value error, video_url cannot be combined with image_url' },
		],
		[
			'nothing to begin with',
			'fal-ai/wan/v2.7/image-to-video',
			{ prompt: 'A fox', image_url: null },
			{ msg: 'Value error, either image_url or video_url is required' },
		],
		[
			'a page without thinking',
			'alibaba/wan-3.0/reference-to-video',
			{ prompt: 'A fox', web_url: 'https://example.com/' },
			{ loc: ['body', 'web_url'], msg: 'Value error, web_url requires enable_thinking' },
		],
		[
			'a document without thinking',
			'alibaba/wan-3.0-prime/reference-to-video',
			{ prompt: 'A fox', file_url: 'https://example.com/' },
			{ loc: ['body', 'file_url'] },
		],
		[
			'a task without a video',
			'fal-ai/wan-vace-14b',
			{ prompt: 'A fox', task: 'outpainting' },
			{ loc: ['body', 'video_url'] },
		],
		[
			'frames that are no multiple of four',
			'fal-ai/wan/v2.2-14b/speech-to-video',
			{
				...{ prompt: 'A fox', num_frames: 41 },
				...{ image_url: 'http://127.0.0.1:1/', audio_url: 'http://127.0.0.1:1/' },
			},
			{ type: 'multiple_of' },
		],
		[
			'a picture that is not there',
			'fal-ai/wan-i2v',
			{ prompt: 'A fox', image_url: 'http://127.0.0.1:1/fox.png' },
			{ type: 'file_download_error' },
		],
	])('in the result only, for %s', async (_what, endpoint, input, detail) => {
		const clock = stopClock();
		const { status, body: queued } = await client.submit(endpoint, input);
		expect(status).toBe(200);
		clock.advance(110);
		const path = queued.status_url.slice(sandbox.url.length);
		const done = await client.fetchUntilDone<FalStatus>(
			path,
			({ status: word }) => word === 'COMPLETED',
		);
		expect(done.error).toBeUndefined();
		expect(await client.at(queued.response_url)).toMatchObject({
			status: 422,
			body: { detail: [detail] },
		});
	});

	it('in the result only, for a path that the app does not have', async () => {
		const clock = stopClock();
		const { status, body: queued } = await client.submit('fal-ai/wan/v2.6/text-to-video', INPUT);
		expect(status).toBe(200);
		clock.advance(110);
		expect(await client.at(queued.response_url)).toMatchObject({
			status: 404,
			body: { detail: 'Path /v2.6/text-to-video not found' },
		});
	});

	it('at once, for an app that does not exist', async () => {
		expect(await client.submit('fal-ai/wan-3/text-to-video', INPUT)).toMatchObject({
			status: 404,
			body: { detail: 'Application "fal-ai/wan-3" not found' },
		});
	});

	it('when it has not begun in time', async () => {
		const clock = stopClock();
		const hurried = new Fal(sandbox, undefined, { 'x-fal-request-timeout': '10' });
		const { body: queued } = await hurried.submit(ENDPOINT, INPUT);
		clock.advance(11);
		expect((await client.at(queued.status_url)).body).toMatchObject({ status: 'COMPLETED' });
		const result = await client.at(queued.response_url);
		expect(result.status).toBe(504);
		expect(result.headers.get('x-fal-request-timeout-type')).toBe('user');
	});
});

describe('is canceled', () => {
	const cancel = (address: string) => client.put(address.slice(sandbox.url.length));

	it('while it waits', async () => {
		const { body: queued } = await client.submit(ENDPOINT, INPUT);
		expect(await cancel(queued.cancel_url)).toMatchObject({
			status: 202,
			body: { status: 'CANCELLATION_REQUESTED' },
		});
		expect((await client.at(queued.status_url)).body).toMatchObject({
			status: 'COMPLETED',
			error_type: 'client_cancelled',
		});
		expect((await client.at(queued.response_url)).status).toBe(499);
		expect(await cancel(queued.cancel_url)).toMatchObject({
			status: 400,
			body: { status: 'ALREADY_COMPLETED' },
		});
	});

	it('in vain when it has begun', async () => {
		const clock = stopClock();
		const { body: queued } = await client.submit(ENDPOINT, INPUT);
		clock.advance(30);
		expect((await cancel(queued.cancel_url)).status).toBe(202);
		clock.advance(80);
		const path = queued.status_url.slice(sandbox.url.length);
		await client.fetchUntilDone(path, ({ status }: FalStatus) => status === 'COMPLETED');
		expect((await client.at(queued.response_url)).status).toBe(200);
	});

	it('not when nobody knows it', async () => {
		expect(await client.put('/fal-ai/wan/requests/nothing/cancel')).toMatchObject({
			status: 404,
			body: { status: 'NOT_FOUND' },
		});
	});
});

it('is not taken when more wait than its sender likes', async () => {
	sandbox.forget();
	const submit = () => client.post(`/${ENDPOINT}?fal_max_queue_length=0`, INPUT);
	expect((await submit()).status).toBe(200);
	expect((await submit()).status).toBe(429);
});

describe('knows keys', () => {
	it.each([
		['sandbox-key', 200, 200],
		['sandbox-no-credits', 200, 403],
		['sandbox-rate-limited', 200, 429],
		['wrong', 401, 401],
		['', 401, 401],
	])('"%s"', async (key, checked, created) => {
		const holder = new Fal(sandbox, key);
		const check = '/v1/models/pricing?endpoint_id=alibaba/wan-3.0/text-to-video';
		expect((await holder.get(check)).status).toBe(checked);
		const { status, headers, body } = await holder.submit<{ detail: string }>(ENDPOINT, INPUT);
		expect(status).toBe(created);
		if (created === 403) expect(body.detail).toContain('Exhausted balance');
		if (created === 429) expect(headers.get('retry-after')).toBe('1');
	});

	it('by their own word only', async () => {
		const headers = { authorization: 'Bearer sandbox-key', 'content-type': 'application/json' };
		const body = JSON.stringify(INPUT);
		const sent = await fetch(`${sandbox.url}/${ENDPOINT}`, { method: 'POST', headers, body });
		expect(sent.status).toBe(401);
		expect(await sent.json()).toEqual({ detail: 'invalid key credentials' });
		const unknown = await fetch(`${sandbox.url}/fal-ai/wan-3/x`, { method: 'POST' });
		expect(await unknown.json()).toEqual({
			detail:
				'Cannot access application "fal-ai/wan-3". Authentication is required to access this application.',
		});
	});
});

it('notes what a request asks of the service, and what was dropped', async () => {
	const careful = new Fal(sandbox, undefined, { 'x-fal-no-retry': '1' });
	await careful.submit(ENDPOINT, { ...INPUT, shift: 5 });
	expect(sandbox.requests.at(-1)).toMatchObject({
		headers: { 'x-fal-no-retry': '1' },
		ignoredFields: ['shift'],
	});
	expect(sandbox.creates().at(-1)).toBe(sandbox.requests.at(-1));
});
