import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { ReplicateClient } from '../support/replicate';

const PROMPT = 'A fox [fail]';
// Nothing listens there; what becomes of the predictions is of no interest here.
const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';
const SOUND = 'http://127.0.0.1:1/fox.wav';
const DATA = 'data:image/png;base64,AAAA';

let sandbox: Sandbox;
let client: ReplicateClient;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true, seconds: 100 });
	client = new ReplicateClient(sandbox);
});
afterAll(() => sandbox.close());

/** A model with the least there is to say to it, and with everything that may be said, in one way or several. */
type Case = [model: string, least: object, ...full: object[]];

const TEXT = { prompt: PROMPT };
const WITH_PICTURE = { ...TEXT, image: PICTURE };
const SAID = { negative_prompt: 'rain', seed: 7 };
const EXPANDED = { ...SAID, enable_prompt_expansion: false };
const HEARD = { ...EXPANDED, audio: SOUND };
const LORA = {
	...{ lora_weights_transformer: 'https://example.com/high', lora_scale_transformer: 0.5 },
	...{ lora_weights_transformer_2: 'https://example.com/low', lora_scale_transformer_2: 0.5 },
};
const FAST = {
	...{ resolution: '720p', num_frames: 121, frames_per_second: 30, interpolate_output: true },
	...{ go_fast: false, sample_shift: 20, seed: 7, disable_safety_checker: true, ...LORA },
};

const wan3 = (model: string): Case => [
	model,
	TEXT,
	{
		...{ ...WITH_PICTURE, ...EXPANDED, resolution: '480p', aspect_ratio: '3:4' },
		duration: 30,
	},
];
const animation = (model: string): Case => {
	const input = { video: VIDEO, character_image: DATA };
	return [
		model,
		input,
		{
			...{ ...input, resolution: '720', go_fast: true, frames_per_second: 24 },
			...{ merge_audio: true, refert_num: 5, seed: 7 },
		},
	];
};
const older = (model: string, least: object, shape = {}): Case => [
	model,
	least,
	{
		...{ ...least, ...shape, ...SAID, fast_mode: 'Off', sample_steps: 40 },
		...{ sample_guide_scale: 10, sample_shift: 10, lora_weights: 'https://example.com/lora' },
		...{ lora_scale: 4, disable_safety_checker: true },
	},
];

const MODELS: Case[] = [
	...['alibaba/wan-3', 'alibaba/wan-3-prime'].map(wan3),
	[
		'wan-video/wan-2.7-t2v',
		TEXT,
		{ ...TEXT, ...HEARD, resolution: '1080p', aspect_ratio: '3:4', duration: 15 },
	],
	[
		'wan-video/wan-2.7-i2v',
		{ first_frame: PICTURE },
		{ ...TEXT, ...HEARD, first_frame: DATA, last_frame: PICTURE, resolution: '720p', duration: 2 },
		{ first_clip: VIDEO },
	],
	[
		'wan-video/wan-2.7-r2v',
		TEXT,
		{
			...{ ...TEXT, ...SAID, reference_images: [PICTURE, DATA], reference_videos: [VIDEO] },
			...{ resolution: '720p', aspect_ratio: '1:1', duration: 10, shot_type: 'multi' },
		},
	],
	[
		'wan-video/wan-2.7-videoedit',
		{ ...TEXT, video: VIDEO },
		{
			...{ ...TEXT, video: VIDEO, reference_image: DATA, resolution: '720p' },
			...{ aspect_ratio: 'auto', duration: 10, audio_setting: 'origin', seed: 7 },
		},
	],
	[
		'wan-video/wan-2.6-t2v',
		TEXT,
		{ ...TEXT, ...HEARD, size: '1080*1920', duration: 15, multi_shots: true },
	],
	[
		'wan-video/wan-2.6-i2v',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...HEARD, resolution: '720p', duration: 10, multi_shots: true },
	],
	[
		'wan-video/wan2.6-i2v-flash',
		{ image: DATA },
		{ ...WITH_PICTURE, resolution: '720p', duration: 15, audio: SOUND, seed: 7 },
	],
	['wan-video/wan-2.5-t2v', TEXT, { ...TEXT, ...HEARD, size: '480*832', duration: 10 }],
	['wan-video/wan-2.5-t2v-fast', TEXT, { ...TEXT, ...HEARD, size: '720*1280', duration: 10 }],
	[
		'wan-video/wan-2.5-i2v',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...HEARD, resolution: '480p', duration: 10 },
	],
	[
		'wan-video/wan-2.5-i2v-fast',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...HEARD, resolution: '1080p', duration: 10 },
	],
	[
		'wan-video/wan-2.2-t2v-fast',
		TEXT,
		{ ...TEXT, ...FAST, aspect_ratio: '9:16', optimize_prompt: true },
	],
	['wan-video/wan-2.2-i2v-fast', WITH_PICTURE, { ...WITH_PICTURE, ...FAST, last_image: DATA }],
	[
		'wan-video/wan-2.2-i2v-a14b',
		TEXT,
		{
			...{ ...WITH_PICTURE, go_fast: true, num_frames: 81, resolution: '480p' },
			...{ frames_per_second: 16, sample_steps: 30, sample_shift: 5, seed: 7 },
		},
	],
	[
		'wan-video/wan-2.2-5b-fast',
		TEXT,
		{
			...{ ...WITH_PICTURE, aspect_ratio: '9:16', resolution: '480p', go_fast: true },
			...{ sample_shift: 5, num_frames: 81, seed: 7, disable_safety_checker: true },
		},
	],
	[
		'wan-video/wan-2.2-s2v',
		{ ...WITH_PICTURE, audio: SOUND },
		{ ...WITH_PICTURE, audio: SOUND, num_frames_per_chunk: 80, interpolate: true, seed: 7 },
	],
	...['wan-video/wan-2.2-animate-animation', 'wan-video/wan-2.2-animate-replace'].map(animation),
	[
		'wan-video/wan-2.1-1.3b',
		TEXT,
		{
			...{ ...TEXT, aspect_ratio: '9:16', frame_num: 17, resolution: '480p', sample_steps: 10 },
			...{ sample_guide_scale: 20, sample_shift: 20, seed: 7 },
		},
	],
	[
		'wan-video/wan2.1-with-lora',
		TEXT,
		{
			...{ ...WITH_PICTURE, ...SAID, aspect_ratio: '1:1', frames: 17, model: '14b' },
			...{ resolution: '720p', lora_url: 'https://example.com/lora', lora_strength_model: 0.5 },
			...{ lora_strength_clip: 0.5, fast_mode: 'Fast', sample_steps: 60 },
			...{ sample_guide_scale: 10, sample_shift: 10 },
		},
	],
	older('wavespeedai/wan-2.1-t2v-480p', TEXT, { aspect_ratio: '9:16' }),
	older('wavespeedai/wan-2.1-t2v-720p', TEXT, { aspect_ratio: '9:16' }),
	older('wavespeedai/wan-2.1-i2v-480p', WITH_PICTURE),
	older('wavespeedai/wan-2.1-i2v-720p', WITH_PICTURE),
];

interface Model {
	latest_version: {
		id: string;
		openapi_schema: { components: { schemas: { Input: { required?: string[] } } } };
	};
}

describe('makes videos', () => {
	it.each(MODELS)('with %s', async (model, ...inputs) => {
		for (const input of inputs) {
			const { status, body } = await client.create(model, input);
			expect({ status, body }).toMatchObject({
				status: 201,
				body: { model, version: 'hidden', status: 'starting', input, output: null },
			});
		}
	});

	it.each(MODELS)('with %s by its version', async (model, input) => {
		const { body: described } = await client.get<Model>(`/v1/models/${model}`);
		const { id: hash, openapi_schema: schema } = described.latest_version;
		expect(Object.keys(input)).toEqual(
			expect.arrayContaining(schema.components.schemas.Input.required ?? []),
		);
		for (const version of [model, hash, `${model}:${hash}`]) {
			expect(await client.post('/v1/predictions', { version, input })).toMatchObject({
				status: 201,
				body: { model, version: version === model ? 'hidden' : hash, status: 'starting' },
			});
		}
	});

	it('with no other model or version', async () => {
		expect(MODELS).toHaveLength(26);
		const other = 'wan-video/wan-9';
		expect((await client.create(other, TEXT)).status).toBe(404);
		expect((await client.get(`/v1/models/${other}`)).status).toBe(404);
		expect(await client.post('/v1/predictions', { version: other, input: TEXT })).toMatchObject({
			status: 422,
			body: { title: 'Invalid version or not permitted' },
		});
	});
});
