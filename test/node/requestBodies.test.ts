import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import {
	type ContractField,
	contractModels,
	type ContractModel,
	contractObjections,
	type CreatingPath,
} from '../support/contracts';
import { type Received, startServer, type TestServer } from '../support/servers';
import { items, type Run, startWorkbench, type Workbench } from '../support/workbench';

type Provider = 'aimlApi' | 'muleRouter';

const PICTURE = 'https://example.com/boat.jpg';
const LAST_PICTURE = 'https://example.com/harbour.jpg';
const SOUND = 'https://example.com/waves.mp3';

/** Where the form has a body's field. */
const MAIN_FORM: Record<string, string> = {
	size: 'size',
	resolution: 'resolution',
	aspect_ratio: 'aspectRatio',
	duration: 'duration',
};
const OPTIONS: Record<Provider, Record<string, string>> = {
	aimlApi: {
		negative_prompt: 'negativePrompt',
		seed: 'seed',
		enhance_prompt: 'promptExpansion',
		enable_prompt_expansion: 'promptExpansion',
		watermark: 'watermark',
		shot_type: 'shotType',
		generate_audio: 'generateAudio',
		audio_url: 'audioUrl',
	},
	muleRouter: {
		negative_prompt: 'negativePrompt',
		seed: 'seed',
		prompt_extend: 'promptExpansion',
		shot_type: 'shotType',
		audio: 'generateAudio',
		audio_url: 'audioUrl',
		safety_filter: 'safetyFilter',
		template: 'template',
	},
};

interface Case {
	provider: Provider;
	endpoint: CreatingPath;
	id: string;
	model: ContractModel;
}

const CASES: Case[] = [
	...contractModels('aimlApi', 'unified').map(named('aimlApi', 'unified')),
	...contractModels('aimlApi', 'legacy').map(named('aimlApi', 'legacy')),
	...contractModels('muleRouter').map(named('muleRouter', 'unified')),
];

function named(provider: Provider, endpoint: CreatingPath) {
	return (model: ContractModel): Case => ({ provider, endpoint, id: model.id, model });
}

/** What every request of a model has, as the provider calls it. */
function needed({ provider, model }: Case): Record<string, unknown> {
	const values: Record<string, unknown> = {
		prompt: 'A boat',
		image: PICTURE,
		image_url: PICTURE,
		last_frame: LAST_PICTURE,
	};
	return {
		...(provider === 'aimlApi' && { model: model.id }),
		...Object.fromEntries(model.required.map((name) => [name, values[name]])),
	};
}

/** Fields other than what every request has; where the reference of a model names one twice, the path's own name. */
function fieldsOf({ model, endpoint }: Case): Array<[name: string, field: ContractField]> {
	return Object.entries(model.fields).filter(
		([name]) =>
			!model.required.includes(name) &&
			!(name === 'enable_prompt_expansion' && endpoint === 'unified'),
	);
}

/** A value that the form does not begin with, where there is one. */
function another({ enum: values, type, format, default: preset }: ContractField) {
	if (values) {
		const numbers = values.filter((value) => typeof value === 'number');
		const offered = numbers.length > 0 ? numbers : values;
		return offered.filter((value) => value !== preset).at(-1) ?? offered[0];
	}
	if (type === 'boolean') return !preset;
	if (type === 'integer') return 7;
	return format ? SOUND : 'blurry';
}

let bench: Workbench;
let provider: TestServer;

beforeAll(async () => {
	// It takes everything, so that a test sees exactly what is sent.
	provider = await startServer(({ path }) =>
		path.startsWith('/vendors/')
			? { status: 202, body: { task_info: { id: 'task-1', status: 'pending' } } }
			: { status: 201, body: { id: 'gen-1', status: 'queued' } },
	);
	bench = await startWorkbench({ addresses: { recorder: provider.url } });
});

afterAll(async () => {
	await bench.stop();
	await provider.close();
});

beforeEach(() => {
	provider.received.length = 0;
});

/** Runs the node without waiting and returns what it sent: one request for each item. */
async function sent(parameters: INodeParameters, run: Run = {}): Promise<Received[]> {
	const result = await bench.run(
		{ waitForCompletion: false, ...parameters },
		{
			credential: 'recorder',
			...run,
		},
	);
	expect(result.error).toBeUndefined();
	return provider.received;
}

async function sentBody(parameters: INodeParameters, run?: Run): Promise<unknown> {
	const [request] = await sent(parameters, run);
	return request?.body;
}

function formOf({ provider: name, model, endpoint }: Case): INodeParameters {
	return {
		provider: name,
		operation: model.operation,
		model: model.id,
		prompt: 'A boat',
		...(model.operation === 'imageToVideo' && { imageUrl: PICTURE }),
		...(model.required.includes('last_frame') && { lastFrameUrl: LAST_PICTURE }),
		...(endpoint === 'legacy' && { options: { endpoint } }),
	};
}

describe.each(CASES)('$id of $provider, $endpoint', (one) => {
	const path =
		one.provider === 'muleRouter'
			? `/vendors/alibaba/v1/${one.id}/generation`
			: one.endpoint === 'legacy'
				? '/v2/generate/video/alibaba/generation'
				: '/v2/video/generations';

	it('is sent what it needs and the main form’s values, as its provider takes it', async () => {
		const body = {
			...needed(one),
			...Object.fromEntries(
				fieldsOf(one)
					.filter(([name]) => MAIN_FORM[name])
					.map(([name, field]) => [name, field.default]),
			),
		};
		expect(await contractObjections(one.provider, { method: 'POST', path, body })).toEqual([]);
		expect(await sent(formOf(one))).toEqual([
			{ method: 'POST', path, authorization: 'Bearer sandbox-key', body },
		]);
	});

	it('is sent every setting it has, as its provider takes it', async () => {
		const values = fieldsOf(one).map(([name, field]) => ({ name, value: another(field) }));
		const body = {
			...needed(one),
			...Object.fromEntries(values.map(({ name, value }) => [name, value])),
		};
		const main = values.flatMap(({ name, value }) =>
			MAIN_FORM[name] ? [[MAIN_FORM[name], value] as const] : [],
		);
		const options = values.flatMap(({ name, value }) => {
			const option = OPTIONS[one.provider][name];
			return option ? [[option, value] as const] : [];
		});
		const form = formOf(one);
		expect(await contractObjections(one.provider, { method: 'POST', path, body })).toEqual([]);
		expect(
			await sentBody({
				...form,
				...Object.fromEntries(main),
				options: { ...(form['options'] as object), ...Object.fromEntries(options) },
			}),
		).toEqual(body);
	});
});

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
