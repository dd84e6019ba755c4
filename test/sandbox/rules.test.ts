import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';
import { asDataUri, makePicture } from './support/pictures';

const PICTURE = 'http://127.0.0.1:1/fox.png';
const VIDEO = 'http://127.0.0.1:1/fox.mp4';
const SOUND = 'http://127.0.0.1:1/fox.wav';

let strict: Sandbox;
let lenient: Sandbox;

beforeAll(async () => {
	[strict, lenient] = await Promise.all([startSandbox({ strict: true }), startSandbox()]);
});
afterAll(() => Promise.all([strict.close(), lenient.close()]));

describe('AI/ML API refuses', () => {
	const wan30 = (body: object) => ({ model: 'alibaba/wan-3-0-video', prompt: 'A fox', ...body });
	const mixed =
		'image_url cannot be mixed with reference_image_urls, video_urls, audio_urls, file_url or link_url';

	it.each([
		[
			'a first frame and reference pictures',
			wan30({ image_url: PICTURE, reference_image_urls: [PICTURE] }),
			mixed,
		],
		[
			'a first frame and reference videos',
			wan30({ image_url: PICTURE, video_urls: [VIDEO] }),
			mixed,
		],
		[
			'a first frame and reference sounds',
			wan30({ image_url: PICTURE, audio_urls: [SOUND] }),
			mixed,
		],
		['a first frame and a document', wan30({ image_url: PICTURE, file_url: PICTURE }), mixed],
		['a first frame and a web page', wan30({ image_url: PICTURE, link_url: PICTURE }), mixed],
		['a last frame alone', wan30({ last_image_url: PICTURE }), 'last_image_url requires image_url'],
		[
			'a document and a web page',
			wan30({ file_url: PICTURE, link_url: PICTURE }),
			'file_url and link_url exclude each other',
		],
		[
			'eleven reference pictures',
			wan30({ reference_image_urls: Array(11).fill(PICTURE) }),
			'reference_image_urls must NOT have more than 10 items',
		],
		[
			'six reference videos',
			wan30({ video_urls: Array(6).fill(VIDEO) }),
			'not have more than 5 items',
		],
		[
			'six reference sounds',
			wan30({ audio_urls: Array(6).fill(SOUND) }),
			'not have more than 5 items',
		],
		['a video of a second', wan30({ duration: 1 }), 'duration must be >= 2'],
		['a video of 31 seconds', wan30({ duration: 31 }), 'duration must be <= 30'],
		['a length left to the model', wan30({ duration: -1 }), 'duration must be >= 2'],
		['no prompt', { model: 'alibaba/wan-3-0-video', image_url: PICTURE }, 'prompt is required'],
		[
			'a prompt of 20,001 characters',
			wan30({ prompt: 'x'.repeat(20_001) }),
			'not have more than 20000 characters',
		],
		[
			'plain Base64',
			wan30({ image_url: 'AAAA' }),
			'image_url must be an http(s) link or a data URI',
		],
		[
			'a number of frames that is no multiple of 12 plus 6',
			{ model: 'krea/krea-wan-14b/text-to-video', prompt: 'A fox', num_frames: 24 },
			'num_frames must be one of 18, 30, 42',
		],
		[
			'a strength of more than all',
			{
				model: 'krea/krea-wan-14b/video-to-video',
				prompt: 'A fox',
				video_url: VIDEO,
				strength: 1.1,
			},
			'strength must be <= 1',
		],
		[
			'too few frames',
			{
				model: 'alibaba/wan2.2-vace-fun-a14b-pose',
				prompt: 'A fox',
				video_url: VIDEO,
				num_frames: 16,
			},
			'num_frames must be >= 17',
		],
		[
			'a mask where there is none',
			{
				...{ model: 'alibaba/wan2.2-vace-fun-a14b-depth', prompt: 'A fox' },
				...{ video_url: VIDEO, mask_video_url: VIDEO },
			},
			'mask_video_url is not a field of this model',
		],
	])('%s', async (_case, body, reason) => {
		const { status, body: problem } = await new Client(strict).post<{ message: string }>(
			'/v2/video/generations',
			body,
		);
		expect(status).toBe(400);
		expect(problem.message.toLowerCase()).toContain(reason.toLowerCase());
	});

	it('nothing that a list without entries says', async () => {
		const body = wan30({ image_url: PICTURE, video_urls: [], audio_urls: [] });
		expect((await new Client(strict).post('/v2/video/generations', body)).status).toBe(201);
	});

	it('with no more words than it takes', async () => {
		const body = wan30({ last_image_url: PICTURE });
		const { body: problem } = await new Client(strict).post('/v2/video/generations', body);
		expect(problem).toMatchObject({
			message: 'Body validation error: last_image_url requires image_url',
		});
	});
});

describe('MuleRouter refuses', () => {
	const wan30 = '/vendors/carrothub/v1/w3.0-video/generation';
	const pro = '/vendors/carrothub/v1/w3.0-video-pro/generation';
	const mixed = 'cannot mix the reference mode with first_frame or last_frame';

	it.each([
		['nothing to go by', wan30, {}, 'prompt is required unless media is given'],
		['an empty list to go by', wan30, { reference_images: [] }, 'prompt is required unless'],
		[
			'a first frame and references',
			wan30,
			{ first_frame: PICTURE, reference_images: [PICTURE] },
			mixed,
		],
		[
			'a last frame and references',
			wan30,
			{ last_frame: PICTURE, reference_videos: [VIDEO] },
			mixed,
		],
		['a frame and a sound', wan30, { first_frame: PICTURE, reference_audios: [SOUND] }, mixed],
		[
			'a document and a page',
			wan30,
			{ file: PICTURE, link: PICTURE },
			'file and link exclude each other',
		],
		[
			'a video of a second',
			wan30,
			{ prompt: 'A fox', duration: 1 },
			'duration must be 2 to 30, or -1',
		],
		[
			'a video of 31 seconds',
			wan30,
			{ prompt: 'A fox', duration: 31 },
			'duration must be 2 to 30, or -1',
		],
		['eleven pictures', wan30, { reference_images: Array(11).fill(PICTURE) }, 'more than 10 items'],
		['six videos', wan30, { reference_videos: Array(6).fill(VIDEO) }, 'more than 5 items'],
		['six sounds', wan30, { reference_audios: Array(6).fill(SOUND) }, 'more than 5 items'],
		[
			'a video that is sent along',
			wan30,
			{ reference_videos: ['data:video/mp4;base64,AAAA'] },
			'reference_videos/0 must be an http(s) link',
		],
		[
			'a sound that is sent along',
			'/vendors/mulerouter/v1/wan2.6-t2v-spark/generation',
			{ prompt: 'A fox', audio_url: 'data:audio/wav;base64,AAAA' },
			'audio_url must be an http(s) link',
		],
		[
			'4k where there is none',
			wan30,
			{ prompt: 'A fox', resolution: '4k' },
			'resolution must be one of',
		],
		[
			'480p where there is none',
			pro,
			{ prompt: 'A fox', resolution: '480p' },
			'resolution must be one of',
		],
	])('%s', async (_case, path, body, detail) => {
		expect(await new Client(strict).post(path, body)).toMatchObject({
			status: 400,
			body: { detail: expect.stringContaining(detail) },
		});
	});

	describe('of VACE', () => {
		const path = '/vendors/alibaba/v1/wan2.1-vace-plus/generation';
		const vace = (name: string, body: object) => ({
			...{ model: 'wan2.1-vace-plus', function: name, prompt: 'A fox' },
			...body,
		});

		it.each([
			[
				'no model',
				{ function: 'image_reference', prompt: 'A fox', images: [PICTURE] },
				'model is required',
			],
			[
				'no function',
				{ model: 'wan2.1-vace-plus', prompt: 'A fox' },
				'function must be one of "image_reference"',
			],
			['an unknown function', vace('video_magic', {}), 'function must be one of "image_reference"'],
			[
				'no prompt',
				{ model: 'wan2.1-vace-plus', function: 'video_edit', video_url: VIDEO },
				'prompt is required',
			],
			['references without any', vace('image_reference', {}), 'images is required'],
			[
				'four references',
				vace('image_reference', { images: Array(4).fill(PICTURE) }),
				'more than 3 items',
			],
			[
				'references that are not told apart',
				vace('image_reference', { images: [PICTURE, PICTURE] }),
				'obj_or_bg must have as many entries as images',
			],
			[
				'a reference too few told apart',
				vace('image_reference', { images: [PICTURE, PICTURE], obj_or_bg: ['obj'] }),
				'obj_or_bg must have as many entries as images',
			],
			[
				'two backgrounds',
				vace('image_reference', { images: [PICTURE, PICTURE], obj_or_bg: ['bg', 'bg'] }),
				"obj_or_bg may have 'bg' only once",
			],
			[
				'a repainting of nothing',
				vace('video_repainting', { control_condition: 'depth' }),
				'video_url is required',
			],
			[
				'a repainting by nothing',
				vace('video_repainting', { video_url: VIDEO }),
				'control_condition is required',
			],
			[
				'two pictures for a repainting',
				vace('video_repainting', {
					...{ video_url: VIDEO, control_condition: 'depth', images: [PICTURE, PICTURE] },
				}),
				'more than 1 items',
			],
			['an edit of nothing', vace('video_edit', {}), 'video_url is required'],
			[
				'two masks',
				vace('video_edit', { video_url: VIDEO, mask_image_url: PICTURE, mask_video_url: VIDEO }),
				'mask_image_url and mask_video_url exclude each other',
			],
			[
				'a condition of other functions',
				vace('video_edit', { video_url: VIDEO, control_condition: 'scribble' }),
				'control_condition must be one of "posebodyface", "depth"',
			],
			['an extension of nothing', vace('video_extension', {}), 'one of first_frame_url'],
			[
				'a motion without its condition',
				vace('video_extension', { first_clip_url: VIDEO, video_url: VIDEO }),
				'control_condition is required with video_url',
			],
			['an outpainting of nothing', vace('video_outpainting', {}), 'video_url is required'],
			[
				'a scale that makes it smaller',
				vace('video_outpainting', { video_url: VIDEO, left_scale: 0.5 }),
				'left_scale must be >= 1',
			],
			[
				'a size as other models write it',
				vace('image_reference', { images: [PICTURE], size: '1280*720' }),
				'size must be one of "1280x720"',
			],
			[
				'a field of another function',
				vace('video_outpainting', { video_url: VIDEO, strength: 0.5 }),
				'strength is not a field of this model',
			],
		])('%s', async (_case, body, detail) => {
			expect(await new Client(strict).post(path, body)).toMatchObject({
				status: 400,
				body: { detail: expect.stringContaining(detail) },
			});
		});

		it('no field of another function unless it is strict', async () => {
			const body = vace('video_outpainting', { video_url: VIDEO, strength: 0.5 });
			expect((await new Client(lenient).post(path, body)).status).toBe(202);
			expect(lenient.creates().at(-1)?.ignoredFields).toEqual(['strength']);
		});
	});

	it('a reference picture that is too small, or too large for other models than Wan 3.0', async () => {
		const client = new Client(strict);
		const small = asDataUri(await makePicture({ width: 358, height: 640 }));
		expect(await client.post(wan30, { reference_images: [small] })).toMatchObject({
			status: 400,
			body: { detail: expect.stringContaining('360 to 2000 px') },
		});

		const heavy = asDataUri(Buffer.concat([await makePicture(), Buffer.alloc(11 * 2 ** 20)]));
		const spark = '/vendors/mulerouter/v1/wan2.5-i2v-spark/generation';
		expect((await client.post(spark, { prompt: 'A fox', image: heavy })).status).toBe(400);
		expect((await client.post(wan30, { first_frame: heavy, prompt: '[fail]' })).status).toBe(202);
	});
});
