import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';

const PICTURE = 'http://127.0.0.1:1/fox.png';
const UNIFIED = '/v2/video/generations';
const OLDER = '/v2/generate/video/alibaba/generation';
const pathOf = (model: string) => `/vendors/alibaba/v1/${model}/generation`;

let lenient: Sandbox;
let strict: Sandbox;

beforeAll(async () => {
	lenient = await startSandbox();
	strict = await startSandbox({ strict: true });
});
afterAll(() => Promise.all([lenient.close(), strict.close()]));

const send = async (sandbox: Sandbox, path: string, body: object) => {
	const { status } = await new Client(sandbox).post(path, { prompt: 'A fox [fail]', ...body });
	return { status, ignoredFields: sandbox.creates().at(-1)?.ignoredFields };
};

describe.each([
	[
		"a published client's duration for a model without one",
		OLDER,
		{ model: 'alibaba/wan2.2-i2v-plus', image_url: PICTURE, duration: '5' },
		['duration'],
	],
	[
		"the older path's name of prompt expansion on the newer one",
		UNIFIED,
		{ model: 'alibaba/wan-2-6-t2v', enable_prompt_expansion: true },
		['enable_prompt_expansion'],
	],
	['numbers as strings', UNIFIED, { model: 'alibaba/wan-2-6-t2v', duration: '5', seed: '7' }, []],
	[
		"the published client's name of the shot type",
		pathOf('wan2.6-t2v'),
		{ multi_shots: 'single' },
		['multi_shots'],
	],
	['a duration as a string', pathOf('wan2.6-t2v'), { duration: '10' }, []],
	['a switch as a string', pathOf('wan2.6-t2v'), { prompt_extend: 'true' }, []],
	['the model in the body, too', pathOf('wan2.6-t2v'), { model: 'wan2.6-t2v' }, ['model']],
])('%s', (_case, path, body, ignoredFields) => {
	it('is taken, and told what was ignored', async () => {
		const created = path.startsWith('/vendors/') ? 202 : 201;
		expect(await send(lenient, path, body)).toEqual({ status: created, ignoredFields });
	});

	it('is refused when the sandbox is strict', async () => {
		expect(await send(strict, path, body)).toEqual({ status: 400, ignoredFields: [] });
	});
});

it.each([
	['alibaba/wan2.7-t2v', {}],
	['alibaba/wan2.6-t2v', {}],
	['alibaba/wan2.7-i2v', { image_url: PICTURE }],
	['alibaba/wan2.6-i2v', { image_url: PICTURE }],
	['alibaba/wan2.6-i2v-flash', { image_url: PICTURE }],
	['alibaba/wan2.7-r2v', {}],
	['alibaba/wan2.6-r2v', { video_urls: [PICTURE] }],
])('knows the model %s, which has another id as well', async (model, body) => {
	for (const sandbox of [lenient, strict]) {
		for (const path of [UNIFIED, OLDER]) {
			expect(await send(sandbox, path, { model, ...body })).toEqual({
				status: 201,
				ignoredFields: [],
			});
		}
	}
});

it('still refuses what the services refuse', async () => {
	const { status, body } = await new Client(lenient).post(UNIFIED, {
		model: 'alibaba/wan-2-6-t2v',
		prompt: 'A fox',
		duration: 'long',
		resolution: '4k',
		colour: 'red',
	});
	expect(status).toBe(400);
	expect(body).toMatchObject({ message: expect.stringContaining('resolution must be one of') });
	expect(body).not.toMatchObject({ message: expect.stringContaining('colour') });
});

it('records what was sent, not what it made of it', async () => {
	await send(lenient, UNIFIED, {
		model: 'alibaba/wan2.6-r2v',
		duration: '5',
		video_urls: [PICTURE],
		colour: 'red',
	});
	expect(lenient.creates().at(-1)?.body).toEqual({
		model: 'alibaba/wan2.6-r2v',
		prompt: 'A fox [fail]',
		duration: '5',
		video_urls: [PICTURE],
		colour: 'red',
	});
});
