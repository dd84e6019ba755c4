import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true });
	client = new Client(sandbox);
});
afterAll(() => sandbox.close());

describe('AI/ML API', () => {
	const path = '/v2/video/generations';
	const olderPath = '/v2/generate/video/alibaba/generation';
	const textToVideo = { model: 'alibaba/wan-2-6-t2v', prompt: 'A fox' };
	const imageToVideo = { model: 'alibaba/wan-2-6-i2v', prompt: 'It runs' };
	const olderText = { model: 'alibaba/wan2.5-t2v-preview', prompt: 'A fox' };

	it.each([
		['an unknown model', path, { model: 'alibaba/wan-9', prompt: 'A fox' }, 'model must be one of'],
		['no model', path, { prompt: 'A fox' }, '"alibaba/wan-2-6-t2v"'],
		['no prompt', path, { model: 'alibaba/wan-2-6-t2v' }, 'prompt is required'],
		[
			'a resolution the model lacks',
			path,
			{ ...textToVideo, resolution: '4k' },
			'resolution must be one of "720p", "1080p"',
		],
		[
			'a resolution in the wrong case',
			path,
			{ model: 'alibaba/wan2.2-t2v-plus', prompt: 'A fox', resolution: '480p' },
			'resolution must be one of "480P", "1080P"',
		],
		[
			'a duration as a string',
			path,
			{ ...textToVideo, duration: '5' },
			'duration must be one of 5, 10, 15',
		],
		[
			'a field of another model',
			path,
			{ ...textToVideo, watermark: true },
			'watermark is not a field of this model',
		],
		[
			"the older path's name of prompt expansion",
			path,
			{ ...textToVideo, enable_prompt_expansion: true },
			'enable_prompt_expansion is not a field',
		],
		['no image', path, imageToVideo, 'image_url is required'],
		[
			'an image that is neither link nor Base64',
			path,
			{ ...imageToVideo, image_url: 'fox.png' },
			'image_url must be an http(s) link',
		],
		[
			'four videos where three are allowed',
			path,
			{
				model: 'alibaba/wan-2-6-r2v',
				prompt: 'A fox',
				video_urls: Array<string>(4).fill('https://example.com/a.mp4'),
			},
			'video_urls must NOT have more than 3 items',
		],
		[
			'a prompt of 801 characters on the older path',
			olderPath,
			{ ...olderText, prompt: 'x'.repeat(801) },
			'prompt must NOT have more than 800 characters',
		],
		[
			"the newer path's name of prompt expansion on the older one",
			olderPath,
			{ ...olderText, enhance_prompt: true },
			'enhance_prompt is not a field',
		],
	])('refuses %s', async (_case, creatingPath, body, reason) => {
		const { status, body: problem } = await client.post(creatingPath, body);
		expect(status).toBe(400);
		expect(problem).toMatchObject({
			message: expect.stringContaining(reason),
			path: creatingPath,
			statusCode: 400,
		});
	});

	it('accepts what the older path accepts', async () => {
		const older = await client.post(olderPath, {
			...olderText,
			resolution: '480p',
			prompt: 'x'.repeat(800),
			duration: '5',
			enable_prompt_expansion: false,
		});
		expect(older.status).toBe(201);
	});

	it('refuses a fetch without an id, and knows no id it did not give', async () => {
		expect(await client.get(path)).toMatchObject({
			status: 400,
			body: { message: 'Body validation error: generation_id is required' },
		});
		expect((await client.get(`${path}?generation_id=nope`)).status).toBe(404);
	});

	it.each([
		['broken JSON', '{"model":'],
		['an empty body', ''],
		['a list', '[]'],
	])('refuses %s', async (_case, body) => {
		expect((await client.post(path, body)).status).toBe(400);
	});
});

describe('MuleRouter', () => {
	const pathOf = (model: string) => `/vendors/alibaba/v1/${model}/generation`;

	it.each([
		['no prompt', 'wan2.6-t2v', {}, 'prompt is required'],
		['an empty prompt', 'wan2.6-t2v', { prompt: '' }, 'prompt must NOT have fewer'],
		[
			'a size the model lacks',
			'wan2.2-t2v-plus',
			{ prompt: 'A fox', size: '1280*720' },
			'size must be one of "832*480"',
		],
		[
			'a duration the model lacks',
			'wan2.5-t2v-preview',
			{ prompt: 'A fox', duration: 15 },
			'duration must be one of 5, 10',
		],
		[
			'a prompt of 801 characters',
			'wan2.2-t2v-plus',
			{ prompt: 'x'.repeat(801) },
			'prompt must NOT have more than 800 characters',
		],
		['a negative seed', 'wan2.6-t2v', { prompt: 'A fox', seed: -1 }, 'seed must be >= 0'],
		[
			'a model in the body',
			'wan2.6-t2v',
			{ prompt: 'A fox', model: 'wan2.6-t2v' },
			'model is not a field',
		],
		[
			'only the first of two frames',
			'wan2.1-kf2v-plus',
			{ prompt: 'A fox', image: 'https://example.com/fox.png' },
			'last_frame is required',
		],
	])('refuses %s', async (_case, model, body, reason) => {
		expect(await client.post(pathOf(model), body)).toMatchObject({
			status: 400,
			body: { title: 'Bad Request', detail: expect.stringContaining(reason) },
		});
	});

	it('knows neither other models nor tasks it did not start', async () => {
		expect((await client.post(pathOf('wan9'), { prompt: 'A fox' })).status).toBe(404);
		expect((await client.get(`${pathOf('wan2.6-t2v')}/nope`)).status).toBe(404);
	});
});

it('answers an unknown path as the provider would', async () => {
	expect(await client.get('/v3/nothing')).toMatchObject({
		status: 404,
		body: { message: 'Cannot GET /v3/nothing', statusCode: 404 },
	});
	expect(await client.get('/vendors/nothing')).toMatchObject({
		status: 404,
		body: { title: 'Not Found' },
	});
});
