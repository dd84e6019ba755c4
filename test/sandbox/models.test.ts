import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';

const PROMPT = 'A fox [fail]';
// Nothing listens there; what becomes of the generations is of no interest here.
const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true });
	client = new Client(sandbox);
});
afterAll(() => sandbox.close());

describe.each(['/v2/video/generations', '/v2/generate/video/alibaba/generation'])(
	'AI/ML API on %s accepts the least there is to say to',
	(path) => {
		it.each([
			['alibaba/wan-2-7-t2v', { prompt: PROMPT }],
			['alibaba/wan-2-6-t2v', { prompt: PROMPT }],
			['alibaba/wan2.5-t2v-preview', { prompt: PROMPT }],
			['alibaba/wan2.2-t2v-plus', { prompt: PROMPT }],
			['alibaba/wan2.1-t2v-plus', { prompt: PROMPT }],
			['alibaba/wan2.1-t2v-turbo', { prompt: PROMPT }],
			['alibaba/wan-2-7-i2v', { prompt: PROMPT, image_url: PICTURE }],
			['alibaba/wan-2-6-i2v', { prompt: PROMPT, image_url: PICTURE }],
			['alibaba/wan-2-6-image-to-video-flash', { prompt: PROMPT, image_url: PICTURE }],
			['alibaba/wan2.5-i2v-preview', { prompt: PROMPT, image_url: PICTURE }],
			['alibaba/wan2.2-i2v-plus', { prompt: PROMPT, image_url: PICTURE }],
			['alibaba/wan-2-7-r2v', { prompt: PROMPT }],
			['alibaba/wan-2-6-r2v', { prompt: PROMPT, video_urls: [VIDEO] }],
			['alibaba/wan2.2-14b-animate-move', { video_url: VIDEO, image_url: PICTURE }],
			['alibaba/wan2.2-14b-animate-replace', { video_url: VIDEO, image_url: PICTURE }],
			['alibaba/wan2.2-vace-fun-a14b-depth', { prompt: PROMPT, video_url: VIDEO }],
			['alibaba/wan2.2-vace-fun-a14b-pose', { prompt: PROMPT, video_url: VIDEO }],
			['alibaba/wan2.2-vace-fun-a14b-inpainting', { prompt: PROMPT, video_url: VIDEO }],
			['alibaba/wan2.2-vace-fun-a14b-outpainting', { prompt: PROMPT, video_url: VIDEO }],
			['alibaba/wan2.2-vace-fun-a14b-reframe', { video_url: VIDEO }],
		])('%s', async (model, body) => {
			expect((await client.post(path, { model, ...body })).status).toBe(201);
		});
	},
);

describe('MuleRouter accepts the least there is to say to', () => {
	it.each([
		['wan2.6-t2v', { prompt: PROMPT }],
		['wan2.5-t2v-preview', { prompt: PROMPT }],
		['wan2.2-t2v-plus', { prompt: PROMPT }],
		['wan2.6-i2v', { prompt: PROMPT, image: PICTURE }],
		['wan2.5-i2v-preview', { prompt: PROMPT, image: PICTURE }],
		['wan2.2-i2v-plus', { prompt: PROMPT, image: PICTURE }],
		['wan2.2-i2v-flash', { prompt: PROMPT, image: PICTURE }],
		['wan2.1-kf2v-plus', { prompt: PROMPT, image: PICTURE, last_frame: PICTURE }],
	])('%s', async (model, body) => {
		const path = `/vendors/alibaba/v1/${model}/generation`;
		expect((await client.post(path, body)).status).toBe(202);
	});
});
