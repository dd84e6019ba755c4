import { describe, expect, it } from '@jest/globals';

import { api as aimlApi } from '../../nodes/WanVideo/providers/aimlApi/api';

const ID = '60ac7c34-3224-4b14-8e7d-0aa0db708325:alibaba/wan-2-6-t2v';
const URL = 'https://cdn.example.com/video.mp4?token=abc';

const running = (status: unknown) => ({ id: ID, status, video: null, error: null, meta: null });
const completed = { id: ID, status: 'completed', video: { url: URL }, error: null, meta: null };

describe('a generation on AI/ML API', () => {
	it.each([
		['queued', 'queued'],
		['waiting', 'queued'],
		['generating', 'running'],
		['active', 'running'],
		['processing', 'running'],
		['a word that no one documents', 'running'],
	])('reported as "%s" is %s', (word, status) => {
		expect(aimlApi.readGeneration(running(word))).toMatchObject({
			id: ID,
			status,
			providerStatus: word,
		});
	});

	it('that is completed has the link to its video', () => {
		expect(aimlApi.readGeneration(completed)).toMatchObject({
			id: ID,
			status: 'completed',
			videoUrl: URL,
		});
	});

	it.each([null, undefined, {}, { url: '' }, { url: null }, 'soon'])(
		'that is completed without a link (%j) is neither completed nor failed',
		(video) => {
			expect(aimlApi.readGeneration({ ...completed, video })).toMatchObject({
				id: ID,
				status: 'videoless',
			});
		},
	);

	it.each([
		[
			{ name: 'ContentPolicyViolation', message: 'The prompt was refused.' },
			'The prompt was refused.',
		],
		[{ name: 'InternalError', message: null }, 'InternalError'],
		[{ name: 'InternalError' }, 'InternalError'],
		[{ name: 'InternalError', message: '' }, 'InternalError'],
		['Out of memory', 'Out of memory'],
		[null, 'the provider gave no reason'],
		[undefined, 'the provider gave no reason'],
		[{}, 'the provider gave no reason'],
		[[1, 2], 'the provider gave no reason'],
	])('that failed has its reason: %j', (error, reason) => {
		expect(aimlApi.readGeneration({ id: ID, status: 'error', error })).toMatchObject({
			id: ID,
			status: 'failed',
			reason,
		});
	});

	it('has the whole answer with it', () => {
		const answer = { ...completed, extra: { of: 'the provider' } };
		expect(aimlApi.readGeneration(answer).response).toEqual(answer);
	});
});

describe('what a generation on AI/ML API cost', () => {
	it.each([
		[{ usage: { credits_used: 1_000_000, usd_spent: 0.5 } }, { credits: 1_000_000, usd: 0.5 }],
		[{ usage: { credits_used: 120_000 } }, { credits: 120_000 }],
		[{ usage: { tokens_used: 120_000 } }, { credits: 120_000 }],
		[{ usage: { usd_spent: 0.5 } }, { usd: 0.5 }],
	])('is read from %j', (meta, usage) => {
		expect(aimlApi.readGeneration({ ...completed, meta }).usage).toEqual(usage);
	});

	it.each([null, undefined, {}, { usage: null }, { usage: 'much' }])(
		'is not told by %j',
		(meta) => {
			expect(aimlApi.readGeneration({ ...completed, meta }).usage).toBeUndefined();
		},
	);
});

describe('an answer of AI/ML API to a create', () => {
	it.each([
		['with nothing but the id', { id: ID }],
		['without a known status', running('created')],
		['with a status that is no word', running(7)],
		['with the video as a text', { ...running('queued'), video: 'later' }],
		['with the error as a number', { ...running('queued'), error: 0 }],
		['with an odd price', { ...running('queued'), meta: { usage: [] } }],
		['with more than is documented', { ...running('queued'), polling_url: 'https://example.com' }],
	])('keeps the id even if it is odd: %s', (_, answer) => {
		expect(aimlApi.readGeneration(answer).id).toBe(ID);
	});

	it('keeps an id that is a number', () => {
		expect(aimlApi.readGeneration({ id: 12345, status: 'queued' }).id).toBe('12345');
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a text', 'ok'],
		['a list', []],
		['no id', { status: 'queued' }],
		['an empty id', { id: '', status: 'queued' }],
		['an id that is null', { id: null, status: 'queued' }],
		['an id that is an object', { id: { of: 'the call' }, status: 'queued' }],
	])('is not understood when it is %s', (_, answer) => {
		expect(() => aimlApi.readGeneration(answer)).toThrow();
	});
});

describe('a refusal by AI/ML API', () => {
	it.each([
		[{ message: 'Not Found', statusCode: 404, path: '/v2', requestId: 'a' }, 'Not Found'],
		[
			{ message: ['prompt is required', 'model is unknown'] },
			'prompt is required; model is unknown',
		],
		[{ message: 'Wrong', error: 'Bad Request' }, 'Wrong'],
	])('is quoted: %j', (answer, words) => {
		expect(aimlApi.readRefusal(answer)).toBe(words);
	});

	it.each([undefined, null, {}, [], { message: null }, { message: { text: 'no' } }])(
		'without words has none: %j',
		(answer) => {
			expect(aimlApi.readRefusal(answer)).toBeUndefined();
		},
	);
});

describe('a request to AI/ML API', () => {
	const fields = { prompt: 'A boat', enhance_prompt: false };

	it('creates on the unified path, with the model in the body', () => {
		expect(aimlApi.create({ model: 'alibaba/wan-2-6-t2v', fields, endpoint: 'unified' })).toEqual({
			method: 'POST',
			path: '/v2/video/generations',
			body: { model: 'alibaba/wan-2-6-t2v', prompt: 'A boat', enhance_prompt: false },
		});
	});

	it('calls prompt expansion by its older name on the older path', () => {
		expect(aimlApi.create({ model: 'alibaba/wan-2-6-t2v', fields, endpoint: 'legacy' })).toEqual({
			method: 'POST',
			path: '/v2/generate/video/alibaba/generation',
			body: { model: 'alibaba/wan-2-6-t2v', prompt: 'A boat', enable_prompt_expansion: false },
		});
	});

	it('does not change the order it is made of', () => {
		const order = {
			model: 'alibaba/wan-2-6-t2v',
			fields: { ...fields },
			endpoint: 'legacy' as const,
		};
		aimlApi.create(order);
		expect(order.fields).toEqual(fields);
	});

	it.each([
		['unified', '/v2/video/generations'],
		['legacy', '/v2/generate/video/alibaba/generation'],
	] as const)('fetches where it created, on the %s path', (endpoint, path) => {
		expect(aimlApi.fetch({ id: ID, model: '', endpoint })).toEqual({
			method: 'GET',
			path,
			query: { generation_id: ID },
		});
	});
});
