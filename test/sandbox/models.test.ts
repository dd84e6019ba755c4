import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client, type MuleRouterTask } from './support/client';

const PROMPT = 'A fox [fail]';
// Nothing listens there; what becomes of the generations is of no interest here.
const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';
const SOUND = 'http://127.0.0.1:1/fox.wav';
const DATA = (type: string) => `data:${type};base64,AAAA`;

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true });
	client = new Client(sandbox);
});
afterAll(() => sandbox.close());

/** A model with the least there is to say to it, and with everything else that may be said. */
type Case = [model: string, least: object, options: object];

const PROMPTED = { prompt: PROMPT };
const EXPANDED = { seed: 7, enhance_prompt: false };
const SHOWN = { ...PROMPTED, image_url: PICTURE };
const EDITED = { ...PROMPTED, video_url: VIDEO };
const ANIMATED = { image_url: PICTURE, video_url: VIDEO };
const OF_26 = {
	...EXPANDED,
	...{ audio_url: SOUND, resolution: '720p', duration: 15, negative_prompt: 'rain' },
	...{ shot_type: 'multi', generate_audio: false },
};
const OF_21 = { ...EXPANDED, aspect_ratio: '3:4', negative_prompt: 'rain', watermark: true };
const OF_ANIMATE = {
	...{ resolution: '580p', num_inference_steps: 10, enable_safety_checker: true, shift: 4.5 },
	...{ video_quality: 'maximum', video_write_mode: 'small' },
};
const OF_VACE_FUN = {
	...OF_ANIMATE,
	...{ negative_prompt: 'rain', match_input_num_frames: true, num_frames: 241 },
	...{ match_input_frames_per_second: true, frames_per_second: 30, aspect_ratio: '9:16' },
	...{ guidance_scale: 3.5, enable_prompt_expansion: true, preprocess: true, acceleration: 'none' },
	...{ num_interpolated_frames: 1, temporal_downsample_factor: 2, enable_auto_downsample: true },
	...{ auto_downsample_min_fps: 10, interpolator_model: 'rife', sync_mode: true },
};
const OF_WAN_30 = { aspect_ratio: '3:4', resolution: '480p', duration: 30, generate_audio: false };

const OF_AIMLAPI: Case[] = [
	['alibaba/wan-2-7-t2v', PROMPTED, { ...OF_26, aspect_ratio: '4:3' }],
	['alibaba/wan-2-6-t2v', PROMPTED, { ...OF_26, aspect_ratio: '4:3' }],
	[
		'alibaba/wan2.5-t2v-preview',
		PROMPTED,
		{ ...EXPANDED, resolution: '480p', aspect_ratio: '1:1', duration: 5, negative_prompt: 'rain' },
	],
	['alibaba/wan2.2-t2v-plus', PROMPTED, { ...OF_21, resolution: '480P' }],
	['alibaba/wan2.1-t2v-plus', PROMPTED, { ...OF_21, resolution: '720P' }],
	['alibaba/wan2.1-t2v-turbo', PROMPTED, { ...OF_21, resolution: '480P' }],
	[
		'alibaba/wan-2-7-i2v',
		SHOWN,
		{
			...{ audio_url: SOUND, resolution: '720p', duration: 5, negative_prompt: 'rain' },
			...{ ...EXPANDED, watermark: true },
		},
	],
	['alibaba/wan-2-6-i2v', SHOWN, OF_26],
	['alibaba/wan-2-6-image-to-video-flash', SHOWN, OF_26],
	[
		'alibaba/wan2.5-i2v-preview',
		SHOWN,
		{ ...EXPANDED, resolution: '480p', aspect_ratio: '9:16', duration: 5, negative_prompt: 'rain' },
	],
	[
		'alibaba/wan2.2-i2v-plus',
		SHOWN,
		{ ...EXPANDED, resolution: '480P', negative_prompt: 'rain', watermark: true },
	],
	[
		'alibaba/wan-2-7-r2v',
		PROMPTED,
		{
			...{ first_frame_image: PICTURE, image_urls: [PICTURE], video_urls: [VIDEO] },
			...{ ...EXPANDED, aspect_ratio: '1:1', resolution: '720p', duration: 5, watermark: true },
			negative_prompt: 'rain',
		},
	],
	[
		'alibaba/wan-2-6-r2v',
		{ ...PROMPTED, video_urls: [VIDEO] },
		{
			...{ ...EXPANDED, aspect_ratio: '1:1', resolution: '720p', duration: 5, shot_type: 'multi' },
			negative_prompt: 'rain',
		},
	],
	['alibaba/wan2.2-14b-animate-move', ANIMATED, OF_ANIMATE],
	['alibaba/wan2.2-14b-animate-replace', ANIMATED, OF_ANIMATE],
	['alibaba/wan2.2-vace-fun-a14b-depth', EDITED, OF_VACE_FUN],
	['alibaba/wan2.2-vace-fun-a14b-pose', EDITED, OF_VACE_FUN],
	[
		'alibaba/wan2.2-vace-fun-a14b-inpainting',
		EDITED,
		{ ...OF_VACE_FUN, image_list: [PICTURE], mask_video_url: VIDEO },
	],
	[
		'alibaba/wan2.2-vace-fun-a14b-outpainting',
		EDITED,
		{
			...OF_VACE_FUN,
			...{ expand_left: false, expand_right: false, expand_top: false, expand_bottom: false },
			expand_ratio: 0.5,
		},
	],
	[
		'alibaba/wan2.2-vace-fun-a14b-reframe',
		{ video_url: VIDEO },
		{ ...OF_VACE_FUN, ...PROMPTED, zoom_factor: 0.2, trim_borders: false },
	],
];

/** What only the newer path has. */
const NEWER_OF_AIMLAPI: Case[] = [
	['alibaba/wan-3-0-video', PROMPTED, { ...OF_WAN_30, seed: 7, watermark: true }],
	['krea/krea-wan-14b/text-to-video', PROMPTED, { num_frames: 18, enable_prompt_expansion: false }],
	['krea/krea-wan-14b/video-to-video', EDITED, { strength: 0, enable_prompt_expansion: false }],
];

/** The older path's names for what it calls otherwise. */
function older(body: object) {
	const { enhance_prompt: expands, ...others } = body as Record<string, unknown>;
	return expands === undefined ? others : { ...others, enable_prompt_expansion: expands };
}

describe('AI/ML API', () => {
	const path = '/v2/video/generations';
	const olderPath = '/v2/generate/video/alibaba/generation';

	it.each([...OF_AIMLAPI, ...NEWER_OF_AIMLAPI])(
		'makes videos with %s',
		async (model, least, options) => {
			expect((await client.post(path, { model, ...least })).status).toBe(201);
			expect((await client.post(path, { model, ...least, ...options })).status).toBe(201);
		},
	);

	it.each(OF_AIMLAPI)('makes them on the older path with %s', async (model, least, options) => {
		expect((await client.post(olderPath, { model, ...least })).status).toBe(201);
		expect((await client.post(olderPath, older({ model, ...least, ...options }))).status).toBe(201);
	});

	it.each(NEWER_OF_AIMLAPI)('does not know %s on the older path', async (model, least) => {
		expect((await client.post(olderPath, { model, ...least })).status).toBe(400);
	});

	it('takes Wan 3.0 by its other name, and every mode of it', async () => {
		const model = 'alibaba/wan3.0-video';
		const references = {
			...{ reference_image_urls: Array(10).fill(PICTURE), video_urls: Array(5).fill(VIDEO) },
			audio_urls: Array(5).fill(SOUND),
		};
		for (const media of [
			{ image_url: PICTURE, last_image_url: PICTURE },
			{ ...references, file_url: 'https://example.com/story.pdf' },
			{ link_url: 'https://example.com/story' },
		]) {
			expect((await client.post(path, { model, ...PROMPTED, ...media })).status).toBe(201);
		}
	});

	it('takes pictures, videos and sounds as data URIs', async () => {
		const [picture, video] = [DATA('image/png'), DATA('video/mp4')];
		for (const body of [
			{ model: 'alibaba/wan2.2-14b-animate-move', image_url: picture, video_url: video },
			{ model: 'alibaba/wan-2-6-t2v', prompt: PROMPT, audio_url: DATA('audio/wav') },
			{ model: 'alibaba/wan-2-7-r2v', prompt: PROMPT, image_urls: [picture], video_urls: [video] },
			{ model: 'krea/krea-wan-14b/video-to-video', prompt: PROMPT, video_url: video },
		]) {
			expect((await client.post(path, body)).status).toBe(201);
		}
	});
});

describe('MuleRouter', () => {
	const pathOf = (vendor: string, model: string) => `/vendors/${vendor}/v1/${model}/generation`;
	const ALWAYS = { negative_prompt: 'rain', prompt_extend: false, seed: 0 };
	const CHECKED = { ...ALWAYS, safety_filter: false };
	const HEARD = { audio: false, audio_url: SOUND };
	const PICTURED = { prompt: PROMPT, image: PICTURE };
	const VACE = { model: 'wan2.1-vace-plus', prompt: PROMPT };
	const ASIDE = { ratio: '3:4', duration: -1, audio: false, prompt_extend: false, seed: 0 };
	const REFERENCES = {
		...{ reference_images: Array(10).fill(PICTURE), reference_videos: Array(5).fill(VIDEO) },
		...{ reference_audios: Array(5).fill(SOUND), file: 'https://example.com/story.pdf' },
	};

	const MODELS: [vendor: string, ...Case][] = [
		[
			'alibaba',
			'wan2.6-t2v',
			PROMPTED,
			{ ...CHECKED, ...HEARD, size: '960*960', duration: 15, shot_type: 'multi' },
		],
		[
			'alibaba',
			'wan2.5-t2v-preview',
			PROMPTED,
			{ ...CHECKED, ...HEARD, size: '832*480', duration: 10 },
		],
		['alibaba', 'wan2.2-t2v-plus', PROMPTED, { ...CHECKED, size: '624*624', duration: 5 }],
		[
			'alibaba',
			'wan2.6-i2v',
			PICTURED,
			{ ...CHECKED, ...HEARD, resolution: '1080P', duration: 10, shot_type: 'multi' },
		],
		[
			'alibaba',
			'wan2.5-i2v-preview',
			PICTURED,
			{ ...CHECKED, ...HEARD, resolution: '480P', duration: 10 },
		],
		['alibaba', 'wan2.2-i2v-plus', PICTURED, { ...CHECKED, resolution: '480P', duration: 5 }],
		['alibaba', 'wan2.2-i2v-flash', PICTURED, { ...CHECKED, resolution: '480P', duration: 5 }],
		[
			'alibaba',
			'wan2.1-kf2v-plus',
			{ ...PICTURED, last_frame: PICTURE },
			{ ...CHECKED, template: 'flying', resolution: '720P', duration: 5 },
		],
		[
			'alibaba',
			'wan2.1-vace-plus',
			{ ...VACE, function: 'image_reference', images: [PICTURE] },
			{
				...{ ...CHECKED, images: [PICTURE, PICTURE, PICTURE], obj_or_bg: ['obj', 'bg', 'obj'] },
				...{ size: '832x1088', duration: 5 },
			},
		],
		[
			'alibaba',
			'wan2.1-vace-plus',
			{ ...VACE, function: 'video_repainting', video_url: VIDEO, control_condition: 'scribble' },
			{ ...CHECKED, images: [PICTURE], strength: 0.5 },
		],
		[
			'alibaba',
			'wan2.1-vace-plus',
			{ ...VACE, function: 'video_edit', video_url: VIDEO },
			{
				...{ ...CHECKED, images: [PICTURE], mask_image_url: PICTURE, mask_frame_id: 2 },
				...{ mask_type: 'fixed', expand_ratio: 0.5, expand_mode: 'original' },
				...{ control_condition: 'depth', size: '960x960', duration: 5 },
			},
		],
		[
			'alibaba',
			'wan2.1-vace-plus',
			{ ...VACE, function: 'video_extension', first_clip_url: VIDEO },
			{
				...{ ...CHECKED, first_frame_url: PICTURE, last_frame_url: PICTURE, last_clip_url: VIDEO },
				...{ video_url: VIDEO, control_condition: 'posebodyface', duration: 5 },
			},
		],
		[
			'alibaba',
			'wan2.1-vace-plus',
			{ ...VACE, function: 'video_outpainting', video_url: VIDEO },
			{
				...{ ...CHECKED, top_scale: 1, bottom_scale: 2, left_scale: 1.5, right_scale: 1.25 },
				duration: 5,
			},
		],
		[
			'mulerouter',
			'wan2.6-t2v-spark',
			PROMPTED,
			{ ...ALWAYS, ...HEARD, size: '1440*1440', duration: 15, shot_type: 'multi' },
		],
		[
			'mulerouter',
			'wan2.6-i2v-spark',
			PICTURED,
			{
				...{ ...ALWAYS, ...HEARD, last_frame: PICTURE, resolution: '1080P', duration: 15 },
				shot_type: 'multi',
			},
		],
		[
			'mulerouter',
			'wan2.5-i2v-spark',
			PICTURED,
			{ ...ALWAYS, ...HEARD, resolution: '1080P', duration: 10 },
		],
		...['w3.0-video', 'berry-1.0', 'w3.0-video-prime'].flatMap((model): [string, ...Case][] => [
			['carrothub', model, PROMPTED, { ...ASIDE, resolution: '480p', first_frame: PICTURE }],
			['carrothub', model, { last_frame: PICTURE }, { first_frame: PICTURE }],
			['carrothub', model, { reference_audios: [SOUND] }, REFERENCES],
		]),
		...['w3.0-video-pro', 'berry-1.0-pro', 'w3.0-video-prime-pro'].flatMap(
			(model): [string, ...Case][] => [
				['carrothub', model, PROMPTED, { ...ASIDE, resolution: '4k', last_frame: PICTURE }],
				['carrothub', model, { link: 'https://example.com/' }, { ...REFERENCES, file: undefined }],
			],
		),
	];

	it.each(MODELS)(
		'of the vendor %s makes videos with %s',
		async (vendor, model, least, options) => {
			const path = pathOf(vendor, model);
			const { status, body } = await client.post<MuleRouterTask>(path, least);
			expect(status).toBe(202);
			expect((await client.post(path, { ...least, ...options })).status).toBe(202);
			expect((await client.get(`${path}/${body.task_info.id}`)).status).toBe(200);
		},
	);

	it.each([
		['carrothub', 'alibaba', 'w3.0-video', PROMPTED],
		['mulerouter', 'alibaba', 'wan2.6-t2v-spark', PROMPTED],
		['alibaba', 'mulerouter', 'wan2.2-t2v-plus', PROMPTED],
	])("knows %s's model under no other vendor: not under %s", async (own, other, model, body) => {
		expect((await client.post(pathOf(other, model), body)).status).toBe(404);
		const { body: created } = await client.post<MuleRouterTask>(pathOf(own, model), body);
		const { id } = created.task_info;
		expect((await client.get(`${pathOf(own, model)}/${id}`)).status).toBe(200);
		expect((await client.get(`${pathOf(other, model)}/${id}`)).status).toBe(404);
	});

	it('finds a task only under the name it was created by', async () => {
		const path = pathOf('carrothub', 'berry-1.0');
		const { body: created } = await client.post<MuleRouterTask>(path, PROMPTED);
		const { id } = created.task_info;
		expect((await client.get(`${path}/${id}`)).status).toBe(200);
		expect((await client.get(`${pathOf('carrothub', 'w3.0-video')}/${id}`)).status).toBe(404);
	});

	it('tells whose models they are', async () => {
		const { body } = await client.get<{ data: object[] }>('/vendors/openai/v1/models');
		expect(body.data).toContainEqual({
			...{ id: 'w3.0-video-pro', object: 'model', owned_by: 'carrothub' },
		});
		expect(body.data).toContainEqual({
			...{ id: 'wan2.5-i2v-spark', object: 'model', owned_by: 'mulerouter' },
		});
	});
});
