import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { type Recorder, startRecorder } from '../support/recorder';
import { items, type Run } from '../support/workbench';

const PICTURE = 'https://example.com/boat.jpg';
const LAST_PICTURE = 'https://example.com/harbour.jpg';
const SOUND = 'https://example.com/waves.mp3';

let recorder: Recorder;

beforeAll(async () => {
	recorder = await startRecorder();
});

afterAll(async () => {
	await recorder.stop();
});

const sent = async (parameters: INodeParameters, run?: Run) => await recorder.sent(parameters, run);
const sentBody = async (parameters: INodeParameters, run?: Run) =>
	await recorder.sentBody(parameters, run);

describe('a model given by an expression', () => {
	it('is sent nothing but what is set, and its own defaults hold', async () => {
		expect(
			await sentBody({
				operation: 'textToVideo',
				model: '={{ "alibaba/wan2.2-t2v-plus" }}',
				prompt: 'A boat',
			}),
		).toEqual({ model: 'alibaba/wan2.2-t2v-plus', prompt: 'A boat' });
	});

	it('may be another one for each item, with values that mean the same for each', async () => {
		const requests = await sent(
			{
				operation: 'textToVideo',
				model: '={{ $json.model }}',
				prompt: 'A boat',
				resolution: '1080P',
				options: { maxConcurrency: 1 },
			},
			{ input: items({ model: 'alibaba/wan2.2-t2v-plus' }, { model: 'alibaba/wan-2-6-t2v' }) },
		);
		expect(requests.map(({ body }) => body)).toEqual([
			{ model: 'alibaba/wan2.2-t2v-plus', prompt: 'A boat', resolution: '1080P' },
			{ model: 'alibaba/wan-2-6-t2v', prompt: 'A boat', resolution: '1080p' },
		]);
	});

	it('takes additional fields as well', async () => {
		expect(
			await sentBody({
				operation: 'textToVideo',
				model: '=alibaba/wan2.2-t2v-plus',
				prompt: 'A boat',
				additionalFields: '{"style": "anime"}',
			}),
		).toEqual({ model: 'alibaba/wan2.2-t2v-plus', prompt: 'A boat', style: 'anime' });
	});
});

describe('a model that the node does not know', () => {
	const unknown = { operation: 'textToVideo', model: '=alibaba/wan-9-t2v', prompt: 'A boat' };

	it('is sent what is set and its additional fields', async () => {
		expect(
			await sentBody({
				...unknown,
				resolution: '720p',
				additionalFields: '{ "frames": [1, 2], "prompt": "A ship" }',
				options: { seed: 7, negativePrompt: 'blurry' },
			}),
		).toEqual({
			model: 'alibaba/wan-9-t2v',
			prompt: 'A ship',
			resolution: '720p',
			seed: 7,
			negative_prompt: 'blurry',
			frames: [1, 2],
		});
	});

	it('takes additional fields that an expression gives as an object', async () => {
		expect(
			await sentBody(
				{ ...unknown, additionalFields: '={{ { style: $json.style } }}' },
				{
					input: items({ style: 'anime' }),
				},
			),
		).toEqual({ model: 'alibaba/wan-9-t2v', prompt: 'A boat', style: 'anime' });
	});

	it('has a path of its own on MuleRouter', async () => {
		expect(
			await sent({ ...unknown, provider: 'muleRouter', model: '=wan9-t2v', size: '1280*720' }),
		).toMatchObject([
			{
				path: '/vendors/alibaba/v1/wan9-t2v/generation',
				body: { prompt: 'A boat', size: '1280*720' },
			},
		]);
	});

	it('is sent the values of the fields that the form shows for it, without an expression as well', async () => {
		expect(await sentBody({ ...unknown, model: 'alibaba/wan-9-t2v', resolution: '720p' })).toEqual({
			model: 'alibaba/wan-9-t2v',
			prompt: 'A boat',
			resolution: '720p',
		});
	});
});

describe('values given by expressions', () => {
	it('are sent as the provider writes them', async () => {
		expect(
			await sentBody(
				{
					provider: 'muleRouter',
					operation: 'textToVideo',
					model: 'wan2.6-t2v',
					prompt: '={{ $json.prompt }}',
					size: '={{ $json.size }}',
					duration: '={{ $json.duration }}',
					options: { seed: '={{ $json.seed }}', promptExpansion: '={{ $json.expand }}' },
				},
				{
					input: items({
						prompt: 'A boat',
						size: '1920x1080',
						duration: '5',
						seed: '42',
						expand: 'false',
					}),
				},
			),
		).toEqual({
			prompt: 'A boat',
			size: '1920*1080',
			duration: 5,
			seed: 42,
			prompt_extend: false,
		});
	});

	it.each(['1080P', '1080p'])('include a resolution of %s', async (resolution) => {
		expect(
			await sentBody(
				{
					operation: 'textToVideo',
					model: 'alibaba/wan2.2-t2v-plus',
					prompt: 'A boat',
					resolution: '={{ $json.resolution }}',
				},
				{ input: items({ resolution }) },
			),
		).toMatchObject({ resolution: '1080P' });
	});
});

describe('what another choice has left in the form', () => {
	it('is not sent: options of another model', async () => {
		expect(
			await sentBody({
				operation: 'textToVideo',
				model: 'alibaba/wan2.1-t2v-plus',
				prompt: 'A boat',
				duration: 15,
				options: { shotType: 'multi', generateAudio: false, audioUrl: SOUND },
			}),
		).toEqual({
			model: 'alibaba/wan2.1-t2v-plus',
			prompt: 'A boat',
			resolution: '720P',
			aspect_ratio: '16:9',
		});
	});

	it('is not sent: the picture of Image to Video', async () => {
		expect(
			await sentBody({
				provider: 'muleRouter',
				operation: 'textToVideo',
				model: 'wan2.2-t2v-plus',
				prompt: 'A boat',
				imageUrl: PICTURE,
				lastFrameUrl: LAST_PICTURE,
				additionalFields: '{"style": "anime"}',
			}),
		).toEqual({ prompt: 'A boat', size: '1920*1080', duration: 5 });
	});
});
