import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import {
	DashScope,
	FACE_CHECK,
	FROM_PICTURES,
	MOST_MODELS,
	type DashScopeProblem,
} from '../support/dashScope';

const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';
const SOUND = 'http://127.0.0.1:1/fox.wav';
const DATA = 'data:image/png;base64,AAAA';

let strict: Sandbox;
let lenient: Sandbox;

beforeAll(async () => {
	[strict, lenient] = await Promise.all([startSandbox({ strict: true }), startSandbox()]);
});
afterAll(() => Promise.all([strict.close(), lenient.close()]));

const media = (...types: string[]) =>
	types.map((type) => {
		const url = /audio/.test(type) ? SOUND : /video|clip/.test(type) ? VIDEO : PICTURE;
		return { type, url };
	});
const withMedia = (types: string[], parameters = {}) => ({
	input: { prompt: 'A fox', media: media(...types) },
	parameters,
});
const text = (parameters: object) => ({ input: { prompt: 'A fox' }, parameters });
const vace = (name: string, input: object, parameters = {}) => ({
	input: { function: name, prompt: 'A fox', ...input },
	parameters,
});
const times = (count: number, type: string) => Array<string>(count).fill(type);

const exclusive = 'The two modes are mutually exclusive';
const combination = 'The combination of input.media is not supported';

describe('refuses', () => {
	it.each<[string, string, object, string]>([
		[
			'a first frame and a reference',
			'wan3.0-video',
			withMedia(['first_frame', 'reference_image']),
			exclusive,
		],
		[
			'a last frame and a sound',
			'wan3.0-video',
			withMedia(['last_frame', 'reference_audio']),
			exclusive,
		],
		['a first frame and a page', 'wan3.0-video', withMedia(['first_frame', 'link']), exclusive],
		[
			'a last frame alone',
			'wan3.0-video',
			withMedia(['last_frame']),
			'last_frame requires first_frame',
		],
		[
			'two first frames',
			'wan3.0-video',
			withMedia(['first_frame', 'first_frame']),
			'1 first_frame at most',
		],
		[
			'eleven pictures',
			'wan3.0-video',
			withMedia(times(11, 'reference_image')),
			'10 reference_image at most',
		],
		[
			'six videos',
			'wan3.0-video',
			withMedia(times(6, 'reference_video')),
			'5 reference_video at most',
		],
		[
			'six sounds',
			'wan3.0-video',
			withMedia(times(6, 'reference_audio')),
			'5 reference_audio at most',
		],
		[
			'a document and a page',
			'wan3.0-video',
			withMedia(['file', 'link']),
			'file and link are mutually exclusive',
		],
		[
			'a page and a prompt left as it is',
			'wan3.0-video',
			withMedia(['link'], { prompt_extend: false }),
			'prompt_extend must be true',
		],
		['neither prompt nor media', 'wan3.0-video', { input: {} }, 'input.prompt or input.media'],
		[
			'a video of a second',
			'wan3.0-video',
			text({ duration: 1 }),
			'duration must be 2 to 30, or -1',
		],
		[
			'a video of 31 seconds',
			'wan3.0-video',
			text({ duration: 31 }),
			'duration must be 2 to 30, or -1',
		],
		[
			'a size where there is a resolution',
			'wan3.0-video',
			text({ size: '1280*720' }),
			'parameters/size is not a field',
		],
		[
			'a negative prompt of Wan 3.0',
			'wan3.0-video',
			{ input: { prompt: 'A fox', negative_prompt: 'rain' } },
			'input/negative_prompt is not a field',
		],
		['a sound alone', 'wan2.7-i2v', withMedia(['driving_audio']), combination],
		['a last frame alone', 'wan2.7-i2v', withMedia(['last_frame']), combination],
		[
			'a clip and a first frame',
			'wan2.7-i2v',
			withMedia(['first_clip', 'first_frame']),
			combination,
		],
		['a clip and a sound', 'wan2.7-i2v', withMedia(['first_clip', 'driving_audio']), combination],
		['a first frame twice', 'wan2.7-i2v', withMedia(['first_frame', 'first_frame']), combination],
		[
			'a type of medium of another model',
			'wan2.7-i2v',
			withMedia(['reference_image']),
			'input/media/0',
		],
		['no media', 'wan2.7-i2v', { input: { prompt: 'A fox' } }, 'input/media is required'],
		[
			'a picture as flat field',
			'wan2.7-i2v',
			{ input: { img_url: PICTURE, media: media('first_frame') } },
			'input/img_url is not a field',
		],
		[
			'a first frame without references',
			'wan2.7-r2v',
			withMedia(['first_frame']),
			'1 to 5 of reference_image and reference_video',
		],
		[
			'six references',
			'wan2.7-r2v',
			withMedia(times(6, 'reference_image')),
			'1 to 5 of reference_image and reference_video',
		],
		[
			'two first frames',
			'wan2.7-r2v',
			withMedia(['first_frame', 'first_frame', 'reference_image']),
			'1 first_frame at most',
		],
		[
			'eleven seconds with a video',
			'wan2.7-r2v',
			withMedia(['reference_video'], { duration: 11 }),
			'duration must be 2 to 10 with a reference_video',
		],
		[
			'a voice of a first frame',
			'wan2.7-r2v',
			{
				input: { prompt: 'A fox', media: [{ ...media('first_frame')[0], reference_voice: SOUND }] },
			},
			'reference_voice is not a field',
		],
		['no source', 'wan2.7-videoedit', withMedia(['reference_image']), 'exactly 1 video'],
		['two sources', 'wan2.7-videoedit', withMedia(['video', 'video']), 'exactly 1 video'],
		[
			'five references for one source',
			'wan2.7-videoedit',
			withMedia(['video', ...times(5, 'reference_image')]),
			'input/media must NOT have more than 5 items',
		],
		[
			'a second of an edited video',
			'wan2.7-videoedit',
			withMedia(['video'], { duration: 1 }),
			'duration must be 2 to 10, or 0',
		],
		[
			'a ratio where there is a size',
			'wan2.6-t2v',
			text({ ratio: '16:9' }),
			'parameters/ratio is not a field',
		],
		[
			'a size with an x',
			'wan2.6-t2v',
			text({ size: '1280x720' }),
			'parameters/size must be one of "1280*720"',
		],
		[
			'a size of another model',
			'wan2.2-t2v-plus',
			text({ size: '1280*720' }),
			'parameters/size must be one of',
		],
		[
			'seven seconds in the US',
			'wan2.6-t2v-us',
			text({ duration: 7 }),
			'parameters/duration must be one of 5, 10, 15',
		],
		[
			'sound for a silent model',
			'wan2.2-t2v-plus',
			{ input: { prompt: 'A fox', audio_url: SOUND } },
			'input/audio_url is not a field',
		],
		[
			'a sound switch of another model',
			'wan2.6-i2v',
			{ input: { img_url: PICTURE }, parameters: { audio: false } },
			'parameters/audio is not a field',
		],
		['no picture', 'wan2.6-i2v', { input: { prompt: 'A fox' } }, 'input/img_url is required'],
		[
			'no references',
			'wan2.6-r2v',
			{ input: { prompt: 'A fox' } },
			'Field required: input.reference_urls',
		],
		[
			'six references',
			'wan2.6-r2v',
			{ input: { prompt: 'A fox', reference_urls: times(6, PICTURE) } },
			'must NOT have more than 5 items',
		],
		[
			'a prompt to be expanded',
			'wan2.6-r2v',
			{
				input: { prompt: 'A fox', reference_urls: [PICTURE] },
				parameters: { prompt_extend: true },
			},
			'prompt_extend is not a field',
		],
		[
			'a first frame alone',
			'wan2.2-kf2v-flash',
			{ input: { first_frame_url: PICTURE } },
			'Field required: input.last_frame_url',
		],
		[
			'a function nobody knows',
			'wan2.1-vace-plus',
			vace('video_melting', {}),
			'function must be one of',
		],
		[
			'fields of another function',
			'wan2.1-vace-plus',
			vace('image_reference', { ref_images_url: [PICTURE], video_url: VIDEO }),
			'input/video_url is not a field',
		],
		[
			'parameters of another function',
			'wan2.1-vace-plus',
			vace('image_reference', { ref_images_url: [PICTURE] }, { top_scale: 2 }),
			'parameters/top_scale is not a field of image_reference',
		],
		[
			'four references',
			'wan2.1-vace-plus',
			vace('image_reference', { ref_images_url: times(4, PICTURE) }),
			'must NOT have more than 3 items',
		],
		[
			'kinds of two references that are not told',
			'wan2.1-vace-plus',
			vace('image_reference', { ref_images_url: times(2, PICTURE) }),
			'obj_or_bg must have as many entries',
		],
		[
			'two backgrounds',
			'wan2.1-vace-plus',
			vace('image_reference', { ref_images_url: times(2, PICTURE) }, { obj_or_bg: ['bg', 'bg'] }),
			"'bg' only once",
		],
		[
			'a repainting without a condition',
			'wan2.1-vace-plus',
			vace('video_repainting', { video_url: VIDEO }),
			'Field required: parameters.control_condition',
		],
		[
			'a repainting with an empty condition',
			'wan2.1-vace-plus',
			vace('video_repainting', { video_url: VIDEO }, { control_condition: '' }),
			'must be one of posebodyface, posebody',
		],
		[
			'an edit with a condition of a repainting',
			'wan2.1-vace-plus',
			vace('video_edit', { video_url: VIDEO }, { control_condition: 'scribble' }),
			'must be one of posebodyface, depth',
		],
		[
			'two masks',
			'wan2.1-vace-plus',
			vace('video_edit', { video_url: VIDEO, mask_image_url: PICTURE, mask_video_url: VIDEO }),
			'exclude each other',
		],
		[
			'nothing to extend',
			'wan2.1-vace-plus',
			vace('video_extension', {}),
			'one of first_frame_url',
		],
		[
			'a motion without a condition',
			'wan2.1-vace-plus',
			vace('video_extension', { first_clip_url: VIDEO, video_url: VIDEO }),
			'Field required: parameters.control_condition',
		],
		[
			'an animation without a mode',
			'wan2.2-animate-move',
			{ input: { image_url: PICTURE, video_url: VIDEO }, parameters: {} },
			'parameters/mode is required',
		],
		[
			'a watermark among the parameters of an animation',
			'wan2.2-animate-mix',
			{
				input: { image_url: PICTURE, video_url: VIDEO },
				parameters: { mode: 'wan-std', watermark: true },
			},
			'parameters/watermark is not a field',
		],
		[
			'speech without a sound',
			'wan2.2-s2v',
			{ input: { image_url: PICTURE } },
			'input/audio_url is required',
		],
		[
			'speech in 1080P',
			'wan2.2-s2v',
			{ input: { image_url: PICTURE, audio_url: SOUND }, parameters: { resolution: '1080P' } },
			'parameters/resolution must be one of "480P", "720P"',
		],
		[
			'an empty prompt',
			'wan2.6-t2v',
			{ input: { prompt: '' } },
			'input/prompt must NOT have fewer than 1 characters',
		],
		['a seed below none', 'wan2.7-t2v', text({ seed: -1 }), 'parameters/seed must be >= 0'],
	])('%s: %s', async (_what, model, body, words) => {
		const { status, body: refusal } = await new DashScope(strict).create<DashScopeProblem>(
			model,
			body,
		);
		expect({ status, refusal }).toMatchObject({
			status: 400,
			refusal: { code: 'InvalidParameter', message: expect.stringContaining(words) },
		});
	});

	it.each<[string, string, object]>([
		['a video as a data URI', 'wan2.7-videoedit', { media: [{ type: 'video', url: DATA }] }],
		['a sound as a data URI', 'wan2.7-t2v', { prompt: 'A fox', audio_url: DATA }],
		['a page in the storage', 'wan3.0-video', { media: [{ type: 'link', url: 'oss://a/b' }] }],
		['a reference as a data URI', 'wan2.6-r2v', { prompt: 'A fox', reference_urls: [DATA] }],
		[
			'a picture of VACE as a data URI',
			'wan2.1-vace-plus',
			{ function: 'image_reference', prompt: 'A fox', ref_images_url: [DATA] },
		],
		[
			'a picture to animate as a data URI',
			'wan2.2-animate-move',
			{ image_url: DATA, video_url: VIDEO },
		],
		['a picture as plain Base64', 'wan2.6-i2v', { img_url: 'AAAA' }],
		['a file name', 'wan2.7-i2v', { media: [{ type: 'first_frame', url: 'fox.png' }] }],
	])('%s', async (_what, model, input) => {
		const parameters = model.includes('animate') ? { mode: 'wan-std' } : {};
		const refused = await new DashScope(strict).create<DashScopeProblem>(model, {
			input,
			parameters,
		});
		expect(refused).toMatchObject({
			status: 400,
			body: { code: expect.stringMatching(/^Invalid(URL|Parameter)$/) },
		});
		expect(refused.body.message).toMatch(/link/);
	});

	it('links that hold what is not ASCII, each model in its own way', async () => {
		const link = 'http://127.0.0.1:1/狐狸.png';
		const client = new DashScope(strict);
		const ofVace = vace('image_reference', { ref_images_url: [link] });
		expect(
			(await client.create<DashScopeProblem>('wan2.1-vace-plus', ofVace)).body.message,
		).toContain('without Chinese characters');
		const animation = {
			input: { image_url: link, video_url: VIDEO },
			parameters: { mode: 'wan-pro' },
		};
		const refused = await client.create<DashScopeProblem>('wan2.2-animate-move', animation);
		expect(refused.body.message).toContain('percent-encoded');
		expect((await client.create('wan2.6-i2v', { input: { img_url: link } })).status).toBe(200);
	});
});

describe('has a code of its own for', () => {
	const send = async (path: string, body: unknown, key?: string, headers = {}) => {
		const { status, body: refusal } = await new DashScope(
			lenient,
			key,
			headers,
		).post<DashScopeProblem>(path, body);
		return [status, refusal.code, refusal.message];
	};
	const good = { model: 'wan2.7-t2v', input: { prompt: 'A fox [fail]' } };

	it('a request that does not know that it is not answered at once', async () => {
		const words = 'current user api does not support synchronous calls';
		for (const path of [MOST_MODELS, FROM_PICTURES]) {
			for (const value of ['', 'disable']) {
				expect(await send(path, good, 'sandbox-key', { 'x-dashscope-async': value })).toEqual([
					403,
					'AccessDenied',
					words,
				]);
			}
		}
	});

	it('keys', async () => {
		expect(await send(MOST_MODELS, good, 'wrong')).toEqual([
			401,
			'InvalidApiKey',
			'Invalid API-key provided.',
		]);
		expect(await send(MOST_MODELS, good, '')).toEqual([
			401,
			'InvalidApiKey',
			'No API-key provided.',
		]);
		expect((await send(MOST_MODELS, good, 'sandbox-no-credits')).slice(0, 2)).toEqual([
			400,
			'Arrearage',
		]);
		expect((await send(MOST_MODELS, good, 'sandbox-rate-limited')).slice(0, 2)).toEqual([
			429,
			'Throttling.RateQuota',
		]);
	});

	it('what is missing', async () => {
		expect((await send(MOST_MODELS, { input: good.input }))[1]).toBe('BadRequest.EmptyModel');
		expect((await send(MOST_MODELS, { model: good.model }))[1]).toBe('BadRequest.EmptyInput');
		const animation = {
			model: 'wan2.2-animate-move',
			input: { image_url: PICTURE, video_url: VIDEO },
		};
		expect((await send(FROM_PICTURES, animation))[1]).toBe('BadRequest.EmptyParameters');
		expect((await send(MOST_MODELS, ''))[1]).toBe('InvalidParameter');
		expect((await send(MOST_MODELS, 'no JSON'))[0]).toBe(400);
	});

	it('models and paths that are not there', async () => {
		const unknown = { ...good, model: 'wan9.9-t2v' };
		expect(await send(MOST_MODELS, unknown)).toEqual([400, 'InvalidParameter', 'Model not exist.']);
		expect((await send('/api/v1/services/aigc/nothing', good)).slice(0, 2)).toEqual([
			404,
			'NotFound',
		]);
		const speech = { model: 'wan2.2-s2v-detect', input: { image_url: PICTURE } };
		expect((await send(FACE_CHECK, speech, 'sandbox-no-credits'))[1]).toBe('Arrearage');
	});
});

describe('by its key, a region has', () => {
	const beijing = () => new DashScope(lenient, 'sandbox-key-beijing');
	const body = { input: { prompt: 'A fox [fail]' } };

	it('its own names of models', async () => {
		expect((await beijing().create('wanx2.1-t2v-plus', body)).status).toBe(200);
		for (const model of ['wan2.1-t2v-plus', 'wan2.6-t2v-us']) {
			expect(await beijing().create(model, body)).toMatchObject({
				...{ status: 400, body: { code: 'InvalidParameter', message: 'Model not exist.' } },
			});
		}
	});

	it('its own tasks', async () => {
		const { body: created } = await beijing().create('wan2.7-t2v', body);
		const { task_id: id } = created.output;
		expect((await beijing().look(id)).body.output.task_status).not.toBe('UNKNOWN');
		expect((await new DashScope(lenient).look(id)).body.output.task_status).toBe('UNKNOWN');
	});

	it('its own list', async () => {
		const list = async (client: DashScope) => {
			const { body: page } = await client.get<{ output: { models: { model: string }[] } }>(
				'/api/v1/models?page_size=100',
			);
			return page.output.models.map(({ model }) => model);
		};
		expect(await list(beijing())).toContain('wanx2.1-t2v-plus');
		expect(await list(beijing())).not.toContain('wan2.1-t2v-plus');
		expect(await list(new DashScope(lenient))).toContain('wan2.1-t2v-plus');
	});
});

describe('without --strict', () => {
	const client = () => new DashScope(lenient);
	const ignored = () => lenient.creates().at(-1)?.ignoredFields;

	it('drops what it does not know, at any depth, and says so', async () => {
		const body = {
			...{
				colour: 'red',
				input: { prompt: 'A fox [fail]', media: [{ ...media('first_frame')[0], size: 1 }] },
			},
			parameters: { size: '1280*720', duration: '5' },
		};
		expect((await client().create('wan2.7-i2v', body)).status).toBe(200);
		expect(ignored()?.toSorted()).toEqual(['colour', 'input/media/0/size', 'parameters/size']);
	});

	it('ignores parameters of other functions', async () => {
		const body = vace('image_reference', { ref_images_url: [PICTURE] }, { top_scale: 2, seed: 3 });
		expect((await client().create('wan2.1-vace-plus', body)).status).toBe(200);
		expect(ignored()).toEqual(['parameters/top_scale']);
	});
});

it('cuts a prompt off that is too long, and does not refuse it', async () => {
	const body = { input: { prompt: `[fail] ${'x'.repeat(30_000)}` } };
	expect((await new DashScope(strict).create('wan2.6-t2v', body)).status).toBe(200);
});
