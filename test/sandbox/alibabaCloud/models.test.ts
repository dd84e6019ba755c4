import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { DashScope, FROM_PICTURES, MOST_MODELS, pathOf } from '../support/dashScope';

const PROMPT = 'A fox [fail]';
// Nothing listens there; what becomes of the generations is of no interest here.
const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';
const SOUND = 'http://127.0.0.1:1/fox.wav';
const DATA = 'data:image/png;base64,AAAA';

let sandbox: Sandbox;
let client: DashScope;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true, seconds: 100 });
	client = new DashScope(sandbox);
});
afterAll(() => sandbox.close());

interface Body {
	input: object;
	parameters?: object;
}

/** A model with the least there is to say to it, and with everything that may be said, in one way or several. */
type Case = [model: string, least: Body, ...full: Body[]];

const ALWAYS = { prompt_extend: false, watermark: true, seed: 7 };
const SAID = { prompt: PROMPT, negative_prompt: 'rain' };
const TEXT = { input: { prompt: PROMPT } };
const medium = (type: string, url: string, more = {}) => ({ type, url, ...more });

const OF_WAN_30 = { duration: 30, audio: false, prompt_extend: true, watermark: true, seed: -1 };
const FIRST = medium('first_frame', DATA);
const LAST = medium('last_frame', PICTURE);
const REFERENCES = [
	...Array<object>(10).fill(medium('reference_image', DATA)),
	...Array<object>(5).fill(medium('reference_video', VIDEO)),
	...Array<object>(5).fill(medium('reference_audio', SOUND)),
];
const wan30 = (model: string): Case => [
	model,
	TEXT,
	{ input: { media: [FIRST] } },
	{
		input: { prompt: PROMPT, media: [FIRST, LAST] },
		parameters: { ...OF_WAN_30, resolution: '480P', ratio: '21:9' },
	},
	{
		input: { prompt: PROMPT, media: [...REFERENCES, medium('file', 'https://example.com/a.pdf')] },
		parameters: { ...OF_WAN_30, duration: -1 },
	},
	{ input: { media: [medium('link', 'https://example.com/'), REFERENCES[0]] } },
];

const wan27Text = (model: string): Case => [
	model,
	TEXT,
	{
		input: { ...SAID, audio_url: SOUND },
		parameters: { ...ALWAYS, resolution: '720P', ratio: '3:4', duration: 15 },
	},
];
const wan27Picture = (model: string): Case => [
	model,
	{ input: { media: [FIRST] } },
	...[
		[FIRST, medium('driving_audio', SOUND)],
		[LAST, FIRST],
		[FIRST, LAST, medium('driving_audio', SOUND)],
		[medium('first_clip', VIDEO)],
		[medium('first_clip', VIDEO), LAST],
	].map((media) => ({
		input: { ...SAID, media },
		parameters: { ...ALWAYS, resolution: '720P', duration: 2 },
	})),
];
const wan27References = (model: string): Case => [
	model,
	{ input: { prompt: PROMPT, media: [medium('reference_image', DATA)] } },
	{
		input: {
			...SAID,
			media: [
				...[FIRST, medium('reference_image', PICTURE, { reference_voice: SOUND })],
				...Array<object>(4).fill(medium('reference_video', VIDEO, { reference_voice: SOUND })),
			],
		},
		parameters: { ...ALWAYS, resolution: '720P', ratio: '1:1', duration: 10 },
	},
];

const text = (model: string, parameters: object, more = {}): Case => [
	model,
	TEXT,
	{ input: { ...SAID, ...more }, parameters: { ...ALWAYS, ...parameters } },
];
const picture = (model: string, parameters: object, more = {}): Case => [
	model,
	{ input: { img_url: PICTURE } },
	{
		input: { ...SAID, img_url: DATA, template: 'flying', ...more },
		parameters: { ...ALWAYS, ...parameters },
	},
];
const HEARD = { audio_url: SOUND };
const references = (model: string, parameters: object): Case => [
	model,
	{ input: { prompt: PROMPT, reference_urls: [PICTURE] } },
	{ input: { prompt: PROMPT, reference_video_urls: [VIDEO, VIDEO, VIDEO] } },
	{
		input: { ...SAID, reference_urls: [PICTURE, VIDEO, PICTURE, VIDEO, PICTURE] },
		parameters: {
			...{ watermark: true, seed: 7, size: '1632*1248', duration: 10, shot_type: 'multi' },
			...parameters,
		},
	},
];
const keyframes = (model: string, resolution: string): Case => [
	model,
	{ input: { first_frame_url: PICTURE, last_frame_url: DATA } },
	{
		input: { ...SAID, first_frame_url: PICTURE, last_frame_url: DATA },
		parameters: { ...ALWAYS, resolution, duration: 5 },
	},
	{ input: { first_frame_url: PICTURE, template: 'flying' } },
];
const vace = (model: string): Case => {
	const least = (name: string, input: object) => ({ function: name, prompt: PROMPT, ...input });
	const edited = { video_url: VIDEO, ref_images_url: [PICTURE] };
	return [
		model,
		{ input: least('image_reference', { ref_images_url: [PICTURE] }) },
		{
			input: least('image_reference', { ref_images_url: [PICTURE, PICTURE, PICTURE] }),
			parameters: {
				...{ ...ALWAYS, obj_or_bg: ['obj', 'bg', 'obj'], size: '832*1088', duration: 5 },
			},
		},
		{
			input: least('video_repainting', edited),
			parameters: { ...ALWAYS, control_condition: 'scribble', strength: 0.5 },
		},
		{ input: least('video_edit', { video_url: VIDEO }) },
		{
			input: least('video_edit', { ...edited, mask_image_url: PICTURE, mask_frame_id: 2 }),
			parameters: {
				...{ ...ALWAYS, control_condition: '', mask_type: 'fixed', expand_ratio: 0.5 },
				...{ expand_mode: 'original', size: '960*960', duration: 5 },
			},
		},
		{ input: least('video_edit', { video_url: VIDEO, mask_video_url: VIDEO }) },
		{ input: least('video_extension', { first_clip_url: VIDEO }) },
		{
			input: least('video_extension', {
				...{ first_frame_url: PICTURE, last_frame_url: PICTURE, first_clip_url: VIDEO },
				...{ last_clip_url: VIDEO, video_url: VIDEO },
			}),
			parameters: { ...ALWAYS, control_condition: 'depth', duration: 5 },
		},
		{ input: least('video_outpainting', { video_url: VIDEO }) },
		{
			input: least('video_outpainting', { video_url: VIDEO }),
			parameters: {
				...{ ...ALWAYS, top_scale: 1, bottom_scale: 2, left_scale: 1.5, right_scale: 1.25 },
				duration: 5,
			},
		},
	];
};
const animation = (model: string): Case => {
	const input = { image_url: PICTURE, video_url: VIDEO };
	return [
		model,
		{ input, parameters: { mode: 'wan-std' } },
		{ input: { ...input, watermark: true }, parameters: { mode: 'wan-pro', check_image: false } },
	];
};

const MODELS: Case[] = [
	...['wan3.0-video', 'wan3.0-video-prime'].map(wan30),
	...['wan2.7-t2v', 'wan2.7-t2v-2026-04-25', 'wan2.7-t2v-2026-06-12'].map(wan27Text),
	...['wan2.7-i2v', 'wan2.7-i2v-2026-04-25'].map(wan27Picture),
	...['wan2.7-r2v', 'wan2.7-r2v-2026-06-12'].map(wan27References),
	[
		'wan2.7-videoedit',
		{ input: { media: [medium('video', VIDEO)] } },
		{
			input: {
				...SAID,
				media: [medium('video', VIDEO), ...Array<object>(4).fill(medium('reference_image', DATA))],
			},
			parameters: {
				...{ ...ALWAYS, resolution: '720P', ratio: '4:3', duration: 10, audio_setting: 'origin' },
			},
		},
	],
	text('wan2.6-t2v', { size: '1088*832', duration: 15, shot_type: 'multi' }, HEARD),
	text('wan2.6-t2v-us', { size: '1280*720', duration: 15, shot_type: 'multi' }, HEARD),
	text('wan2.5-t2v-preview', { size: '832*480', duration: 10 }, HEARD),
	text('wan2.2-t2v-plus', { size: '624*624', duration: 5 }),
	text('wan2.1-t2v-turbo', { size: '480*832', duration: 5 }),
	text('wanx2.1-t2v-turbo', { size: '480*832', duration: 5 }),
	text('wan2.1-t2v-plus', { size: '960*960', duration: 5 }),
	text('wanx2.1-t2v-plus', { size: '960*960', duration: 5 }),
	picture('wan2.6-i2v', { resolution: '720P', duration: 2, shot_type: 'multi' }, HEARD),
	picture(
		'wan2.6-i2v-flash',
		{ resolution: '720P', duration: 2, shot_type: 'multi', audio: false },
		HEARD,
	),
	picture('wan2.6-i2v-us', { resolution: '720P', duration: 10, shot_type: 'multi' }, HEARD),
	picture('wan2.5-i2v-preview', { resolution: '480P', duration: 10 }, HEARD),
	picture('wan2.2-i2v-flash', { resolution: '1080P', duration: 5 }),
	picture('wan2.2-i2v-plus', { resolution: '480P', duration: 5 }),
	picture('wan2.1-i2v-turbo', { resolution: '480P', duration: 3 }),
	picture('wanx2.1-i2v-turbo', { resolution: '480P', duration: 4 }),
	picture('wan2.1-i2v-plus', { resolution: '720P', duration: 5 }),
	picture('wanx2.1-i2v-plus', { resolution: '720P', duration: 5 }),
	references('wan2.6-r2v', {}),
	references('wan2.6-r2v-flash', { audio: false }),
	keyframes('wan2.2-kf2v-flash', '480P'),
	keyframes('wan2.1-kf2v-plus', '720P'),
	keyframes('wanx2.1-kf2v-plus', '720P'),
	...['wan2.1-vace-plus', 'wanx2.1-vace-plus'].map(vace),
	...['wan2.2-animate-move', 'wan2.2-animate-mix'].map(animation),
	[
		'wan2.2-s2v',
		{ input: { image_url: PICTURE, audio_url: SOUND } },
		{ input: { image_url: PICTURE, audio_url: SOUND }, parameters: { resolution: '720P' } },
	],
];

describe('makes videos', () => {
	it.each(MODELS)('with %s', async (model, ...bodies) => {
		for (const body of bodies) {
			const { status, body: created } = await client.create(model, body);
			expect({ status, created }).toMatchObject({
				status: 200,
				created: { output: { task_status: 'PENDING' } },
			});
			expect((await client.look(created.output.task_id)).body.output.task_status).toBe('PENDING');
		}
	});

	it('with all models that are listed, and none besides', async () => {
		const { body } = await client.get<{ output: { models: { model: string }[] } }>(
			'/api/v1/models?providers=wan&capabilities=VG&page_size=100',
		);
		const listed = body.output.models.map(({ model }) => model);
		const others = ['wan2.2-s2v-detect', 'wan3.5-t2v-preview'];
		expect(listed.filter((model) => !others.includes(model)).sort()).toEqual(
			MODELS.map(([model]) => model).sort(),
		);
	});

	it.each(MODELS)('with %s on its own path only', async (model, least) => {
		const other = pathOf(model) === MOST_MODELS ? FROM_PICTURES : MOST_MODELS;
		expect(await client.post(other, { model, ...least })).toMatchObject({
			status: 400,
			body: { code: 'InvalidParameter', message: 'url error, check url!' },
		});
	});
});
