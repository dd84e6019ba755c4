import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { Fal } from '../support/fal';

const PROMPT = 'A fox [fail]';
// Nothing listens there; what becomes of the generations is of no interest here.
const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';
const SOUND = 'http://127.0.0.1:1/fox.wav';
const DATA = 'data:image/png;base64,AAAA';

let sandbox: Sandbox;
let client: Fal;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true, seconds: 0.2 });
	client = new Fal(sandbox);
});
afterAll(() => sandbox.close());

/** An endpoint with the least there is to say to it, and with everything that may be said, in one way or several. */
type Case = [endpoint: string, least: object, ...full: object[]];

const TEXT = { prompt: PROMPT };
const FIRST = { image_url: PICTURE };
const CLIP = { video_url: VIDEO };
const WITH_PICTURE = { ...TEXT, ...FIRST };
const WITH_CLIP = { ...TEXT, ...CLIP };
const CHECKED = { seed: 7, enable_safety_checker: false };
const EXPANDED = { ...CHECKED, enable_prompt_expansion: true };
const SAID = { ...EXPANDED, negative_prompt: 'rain' };

const OF_WAN_30 = {
	...{ resolution: '480p', aspect_ratio: '3:4', duration: 30, audio: false, seed: 7 },
	...{ enable_prompt_expansion: false, enable_thinking: true },
};
const wan30 = (model: string): Case[] => [
	[`${model}/text-to-video`, TEXT, { ...TEXT, ...OF_WAN_30 }, { ...TEXT, duration: null }],
	[
		`${model}/image-to-video`,
		{ start_image_url: PICTURE },
		{ ...TEXT, start_image_url: DATA, end_image_url: PICTURE, ...OF_WAN_30, seed: null },
	],
	[
		`${model}/reference-to-video`,
		TEXT,
		{
			...{ ...TEXT, ...OF_WAN_30 },
			reference_image_urls: Array<string>(10).fill(DATA),
			reference_video_urls: Array<string>(5).fill(VIDEO),
			reference_audio_urls: Array<string>(5).fill(SOUND),
			file_url: 'https://example.com/a.pdf',
			web_url: 'https://example.com/',
		},
	],
];

const WAN_27: Case[] = [
	[
		'fal-ai/wan/v2.7/text-to-video',
		TEXT,
		{
			...{ ...TEXT, ...SAID, audio_url: SOUND, aspect_ratio: '4:3' },
			...{ resolution: '720p', duration: 15 },
		},
	],
	[
		'fal-ai/wan/v2.7/image-to-video',
		FIRST,
		{
			...{ ...WITH_PICTURE, ...SAID, end_image_url: DATA, audio_url: SOUND },
			...{ video_url: null, resolution: '720p', duration: 2 },
		},
		{ ...WITH_CLIP, image_url: null, end_image_url: PICTURE },
	],
	[
		'fal-ai/wan/v2.7/reference-to-video',
		TEXT,
		{
			...{ ...TEXT, ...CHECKED, negative_prompt: 'rain', multi_shots: true },
			...{ reference_image_urls: [DATA, PICTURE], reference_video_urls: [VIDEO] },
			...{ aspect_ratio: '1:1', resolution: '720p', duration: 10 },
		},
	],
	[
		'fal-ai/wan/v2.7/edit-video',
		WITH_CLIP,
		{
			...{ ...WITH_CLIP, ...CHECKED, reference_image_url: DATA, resolution: '720p' },
			...{ aspect_ratio: '9:16', duration: 10, audio_setting: 'origin' },
		},
		{ ...WITH_CLIP, aspect_ratio: null, duration: 0 },
	],
];

const OF_WAN_26 = { ...SAID, resolution: '720p', duration: '10', multi_shots: true };
const WAN_26: Case[] = [
	[
		'wan/v2.6/text-to-video',
		TEXT,
		{ ...TEXT, ...OF_WAN_26, audio_url: SOUND, aspect_ratio: '3:4', duration: '15' },
	],
	['wan/v2.6/image-to-video', WITH_PICTURE, { ...WITH_PICTURE, ...OF_WAN_26, audio_url: SOUND }],
	[
		'wan/v2.6/image-to-video/flash',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...OF_WAN_26, audio_url: null, generate_audio: false },
	],
	[
		'wan/v2.6/reference-to-video',
		{ ...TEXT, video_urls: [VIDEO] },
		{ ...TEXT, ...OF_WAN_26, video_urls: [VIDEO, VIDEO, VIDEO], aspect_ratio: '4:3' },
	],
	[
		'wan/v2.6/reference-to-video/flash',
		TEXT,
		{
			...{ ...TEXT, ...OF_WAN_26, generate_audio: false, aspect_ratio: '4:3' },
			...{ video_urls: [VIDEO, VIDEO, VIDEO], image_urls: [PICTURE, DATA] },
		},
	],
];

const OF_WAN_25 = { ...SAID, audio_url: SOUND, resolution: '480p', duration: '10' };
const WAN_25: Case[] = [
	['fal-ai/wan-25-preview/text-to-video', TEXT, { ...TEXT, ...OF_WAN_25, aspect_ratio: '1:1' }],
	['fal-ai/wan-25-preview/image-to-video', WITH_PICTURE, { ...WITH_PICTURE, ...OF_WAN_25 }],
];

const FRAMES = { num_frames: 161, frames_per_second: 60 };
const SHAPE = { resolution: '580p', aspect_ratio: '9:16' };
const OF_14B = { ...EXPANDED, ...SHAPE, acceleration: 'none' };
const ANIMATED = { ...FIRST, ...CLIP };
const OF_ANIMATION = { ...CHECKED, resolution: '720p', use_turbo: true };
const SPOKEN = { ...WITH_PICTURE, audio_url: SOUND };
const WAN_22: Case[] = [
	['fal-ai/wan/v2.2-14b/animate/move', ANIMATED, { ...ANIMATED, ...OF_ANIMATION }],
	['fal-ai/wan/v2.2-14b/animate/replace', ANIMATED, { ...ANIMATED, ...OF_ANIMATION }],
	[
		'fal-ai/wan/v2.2-14b/speech-to-video',
		SPOKEN,
		{
			...{ ...SPOKEN, ...CHECKED, negative_prompt: 'rain', resolution: '580p' },
			...{ num_frames: 120, frames_per_second: 24 },
		},
	],
	[
		'fal-ai/wan/v2.2-5b/image-to-video',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...SAID, ...FRAMES, ...SHAPE },
	],
	['fal-ai/wan/v2.2-5b/text-to-video', TEXT, { ...TEXT, ...SAID, ...FRAMES, ...SHAPE }],
	['fal-ai/wan/v2.2-5b/text-to-video/distill', TEXT, { ...TEXT, ...EXPANDED, ...FRAMES, ...SHAPE }],
	['fal-ai/wan/v2.2-5b/text-to-video/fast-wan', TEXT, { ...TEXT, ...SAID, ...FRAMES, ...SHAPE }],
	[
		'fal-ai/wan/v2.2-a14b/image-to-video',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...OF_14B, ...FRAMES, negative_prompt: 'rain', end_image_url: DATA },
	],
	[
		'fal-ai/wan/v2.2-a14b/image-to-video/turbo',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...OF_14B, end_image_url: DATA },
	],
	[
		'fal-ai/wan/v2.2-a14b/text-to-video',
		TEXT,
		{ ...TEXT, ...OF_14B, ...FRAMES, negative_prompt: 'rain' },
	],
	['fal-ai/wan/v2.2-a14b/text-to-video/turbo', TEXT, { ...TEXT, ...OF_14B }],
	[
		'fal-ai/wan/v2.2-a14b/video-to-video',
		WITH_CLIP,
		{ ...WITH_CLIP, ...OF_14B, ...FRAMES, negative_prompt: 'rain', strength: 0.5 },
	],
];

const OF_VACE = {
	...{ ...SAID, num_frames: 241, frames_per_second: 30, resolution: '240p', aspect_ratio: '9:16' },
	...{ first_frame_url: PICTURE, last_frame_url: DATA, acceleration: null },
};
const WITH_REFERENCES = { ...WITH_CLIP, ...OF_VACE, ref_image_urls: [PICTURE, DATA] };
const MASKED = { mask_video_url: VIDEO, mask_image_url: PICTURE };
const WIDER = {
	...{ expand_left: true, expand_right: true, expand_top: true, expand_bottom: true },
	expand_ratio: 0.5,
};
const vaceTasks = (app: string): Case[] => [
	[`${app}/depth`, WITH_CLIP, WITH_REFERENCES],
	[`${app}/inpainting`, WITH_CLIP, { ...WITH_REFERENCES, ...MASKED }],
	[`${app}/outpainting`, WITH_CLIP, { ...WITH_REFERENCES, ...WIDER }],
	[`${app}/reframe`, CLIP, { ...WITH_CLIP, ...OF_VACE, zoom_factor: 0.9 }],
];
const VACE: Case[] = [
	...vaceTasks('fal-ai/wan-22-vace-fun-a14b'),
	...vaceTasks('fal-ai/wan-vace-14b'),
	['fal-ai/wan-vace-14b/pose', WITH_CLIP, WITH_REFERENCES],
	['fal-ai/wan-vace-14b', TEXT, { ...WITH_REFERENCES, ...MASKED, task: 'reframe' }],
	[
		'fal-ai/wan-vace-1-3b',
		TEXT,
		{
			...{ ...WITH_CLIP, ...SAID, ...MASKED, task: 'inpainting', resolution: '580p' },
			...{ aspect_ratio: 'auto', num_frames: 100, frames_per_second: 24 },
			ref_image_urls: [PICTURE],
		},
	],
	[
		'fal-ai/wan-vace-apps/long-reframe',
		CLIP,
		{
			...{ ...WITH_CLIP, ...CHECKED, negative_prompt: 'rain', resolution: '360p' },
			...{ aspect_ratio: '9:16', acceleration: 'low', zoom_factor: 0.5 },
		},
	],
	[
		'fal-ai/wan-vace-apps/video-edit',
		WITH_CLIP,
		{
			...{ ...WITH_CLIP, enable_safety_checker: false, video_type: 'human' },
			...{ image_urls: [PICTURE], resolution: '720p', aspect_ratio: '1:1', acceleration: 'none' },
		},
	],
];

const OF_WAN_21 = {
	...{ ...SAID, num_frames: 100, frames_per_second: 24, resolution: '480p' },
};
const BETWEEN = { ...TEXT, start_image_url: PICTURE, end_image_url: DATA };
const OLDER: Case[] = [
	['fal-ai/krea-wan-14b/text-to-video', TEXT, { ...TEXT, num_frames: 162, seed: 7 }],
	['fal-ai/krea-wan-14b/video-to-video', WITH_CLIP, { ...WITH_CLIP, strength: 0.01, seed: 7 }],
	[
		'fal-ai/wan-effects',
		{ ...FIRST, subject: PROMPT },
		{
			...{ ...FIRST, subject: PROMPT, effect_type: 'zen', num_frames: 100, frames_per_second: 5 },
			...{ seed: 7, aspect_ratio: '1:1', turbo_mode: true },
		},
	],
	[
		'fal-ai/wan-flf2v',
		BETWEEN,
		{ ...BETWEEN, ...OF_WAN_21, acceleration: 'none', aspect_ratio: '1:1' },
	],
	[
		'fal-ai/wan-i2v',
		WITH_PICTURE,
		{ ...WITH_PICTURE, ...OF_WAN_21, acceleration: 'none', aspect_ratio: '1:1' },
		{ ...WITH_PICTURE, num_frames: null, frames_per_second: null },
	],
	['fal-ai/wan-t2v', TEXT, { ...TEXT, ...OF_WAN_21, aspect_ratio: '9:16', turbo_mode: true }],
	[
		'fal-ai/wan-motion',
		ANIMATED,
		{
			...{ ...ANIMATED, ...TEXT, ...CHECKED, acceleration: 'none' },
			...{ adapt_motion: false, enhance_identity: true },
		},
	],
	['fal-ai/wan-pro/text-to-video', TEXT, { ...TEXT, ...CHECKED }],
	['fal-ai/wan-pro/image-to-video', WITH_PICTURE, { ...WITH_PICTURE, ...CHECKED }],
];

const ENDPOINTS: Case[] = [
	...['alibaba/wan-3.0', 'alibaba/wan-3.0-prime'].flatMap(wan30),
	...[...WAN_27, ...WAN_26, ...WAN_25, ...WAN_22, ...VACE, ...OLDER],
];

describe('makes videos', () => {
	it.each(ENDPOINTS)('with %s', async (endpoint, ...inputs) => {
		for (const input of inputs) {
			// What breaks a rule is found out in the end only, and has other types than what becomes of these.
			const result = await client.run<{ detail: { type: string }[] }>(endpoint, input);
			const [first] = result.body.detail;
			expect(['content_policy_violation', 'file_download_error']).toContain(first?.type);
		}
	});

	it('with all endpoints that are listed, and none besides', async () => {
		const { body } = await client.get<{ models: { endpoint_id: string }[] }>(
			'/v1/models?limit=100',
		);
		const listed = body.models.map(({ endpoint_id: id }) => id);
		expect(listed.filter((id) => id !== 'fal-ai/wan-9/text-to-video').sort()).toEqual(
			ENDPOINTS.map(([endpoint]) => endpoint).sort(),
		);
		expect(ENDPOINTS).toHaveLength(51);
	});
});
