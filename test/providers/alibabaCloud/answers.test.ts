import { describe, expect, it } from '@jest/globals';

import { api } from '../../../nodes/WanVideo/providers/alibabaCloud/api';

const ID = '0385dc79-5ff8-4d82-bcb6-7a21c63f5a5e';
const URL = 'https://dashscope-result-sh.oss-accelerate.aliyuncs.com/1d/video.mp4?Expires=1795';

const task = (status: unknown, more: object = {}, besides: object = {}) => ({
	request_id: 'request-1',
	output: { task_id: ID, task_status: status, ...more },
	...besides,
});
const failed = (code: unknown, message: unknown = 'It went wrong.') =>
	api.readGeneration(task('FAILED', { code, message }));

describe('a task of Alibaba Cloud’s', () => {
	it.each([
		['PENDING', 'queued'],
		['RUNNING', 'running'],
		['SUSPENDED', 'running'],
		['a word that no one documents', 'running'],
	])('reported as "%s" is %s', (word, status) => {
		expect(api.readGeneration(task(word))).toMatchObject({ id: ID, status, providerStatus: word });
	});

	it.each([
		['beside its state', { video_url: URL }],
		['among its results', { results: { video_url: URL } }],
		['in a list of results', { results: [{ video_url: URL }] }],
		['beside results that are null', { video_url: URL, results: null }],
		['beside an error', { video_url: URL, code: 'InternalError', message: 'Never mind' }],
	])('that has succeeded has the link to its video %s', (_, more) => {
		expect(api.readGeneration(task('SUCCEEDED', more))).toMatchObject({
			status: 'completed',
			videoUrl: URL,
		});
	});

	it.each([{}, { video_url: '' }, { video_url: null }, { results: {} }, { results: [] }])(
		'that has succeeded without a link is neither completed nor failed: %j',
		(more) => {
			expect(api.readGeneration(task('SUCCEEDED', more)).status).toBe('videoless');
		},
	);

	it.each(['UNKNOWN', 'unknown'])('that it does not know any longer is forgotten: %s', (word) => {
		expect(api.readGeneration(task(word))).toMatchObject({
			id: ID,
			status: 'forgotten',
			advice: 'It keeps what was made for 24 hours.',
		});
	});

	it('that was canceled has failed, and says so', () => {
		expect(api.readGeneration(task('CANCELED'))).toMatchObject({
			status: 'failed',
			reason: 'it was canceled at the provider',
		});
	});

	it.each([
		['DataInspectionFailed', true],
		['data_inspection_failed', true],
		['IPInfringementSuspect', true],
		// The file could not be fetched for the inspection: there is nothing wrong with what it shows.
		['InvalidParameter.DataInspection', undefined],
		['InternalError.Algo', undefined],
		['InternalError.Timeout', undefined],
		['InvalidFile.NoHuman', undefined],
		['InvalidURL', undefined],
		['Throttling', undefined],
		['', undefined],
		[undefined, undefined],
	])('that failed with the code %j was turned away for its content: %p', (code, isModeration) => {
		expect(failed(code)).toMatchObject({ status: 'failed' });
		expect('isModeration' in failed(code) || undefined).toBe(isModeration);
	});

	it('that failed without a code is judged by its words', () => {
		expect(failed(undefined, 'Input data may contain inappropriate content.')).toMatchObject({
			isModeration: true,
		});
	});

	it.each([
		['InternalError.Algo', 'Out of memory.', 'Out of memory (InternalError.Algo)'],
		['InternalError', 'InternalError: oh', 'InternalError: oh'],
		[undefined, 'Out of memory.', 'Out of memory.'],
		['InternalError', null, 'InternalError'],
		[undefined, null, 'the provider gave no reason'],
		[7, { text: 1 }, 'the provider gave no reason'],
	])('that failed has its reason: %j, %j', (code, message, reason) => {
		expect(failed(code, message)).toMatchObject({ reason });
	});

	it('has its times, which are China’s', () => {
		const times = {
			submit_time: '2026-11-21 20:15:00.123',
			scheduled_time: '2026-11-21 20:15:01.000',
			end_time: '2026-11-22 00:15:00.000',
		};
		expect(api.readGeneration(task('SUCCEEDED', { video_url: URL, ...times }))).toMatchObject({
			createdAt: '2026-11-21T12:15:00.123Z',
			updatedAt: '2026-11-21T16:15:00.000Z',
		});
	});

	it.each([
		['soon', 8],
		[null, undefined],
	])('keeps its place without times that are some: %j', (submit_time, end_time) => {
		const report = api.readGeneration(task('RUNNING', { submit_time, end_time }));
		expect(report).toMatchObject({ status: 'running', createdAt: undefined });
	});

	it.each([
		[{ duration: 10.5, output_video_duration: 5 }, { seconds: 10.5 }],
		[{ duration: '5', SR: '480P' }, { seconds: 5 }],
		[{ video_duration: 5, video_ratio: 'standard' }, { seconds: 5 }],
		[{ duration: null, video_duration: 5.2 }, { seconds: 5.2 }],
		[{ video_count: 1 }, undefined],
		[null, undefined],
		['5', undefined],
	])('tells the seconds that are charged: %j', (usage, expected) => {
		const report = api.readGeneration(task('SUCCEEDED', { video_url: URL }, { usage }));
		expect(report.usage).toEqual(expected);
	});

	it('has the whole answer with it', () => {
		const answer = task('SUCCEEDED', { video_url: URL, orig_prompt: 'A fox' });
		expect(api.readGeneration(answer).response).toEqual(answer);
	});
});

describe('an answer of Alibaba Cloud’s to a create', () => {
	it.each([
		['with nothing but the ID', { output: { task_id: ID } }],
		['with a state that is no word', task(null)],
		['with more than is documented', task('PENDING', { queue: 7 })],
	])('keeps the ID even if it is odd: %s', (_, answer) => {
		expect(api.readGeneration(answer)).toMatchObject({ id: ID, status: 'queued' });
	});

	it.each([
		undefined,
		null,
		'ok',
		[],
		{},
		{ output: null },
		{ output: { task_status: 'PENDING' } },
		{ output: { task_id: '' } },
		{ code: 'InvalidApiKey', message: 'No API-key provided.', request_id: 'request-1' },
	])('is not understood without one: %j', (answer) => {
		expect(() => api.readGeneration(answer)).toThrow();
	});
});

describe('a request to Alibaba Cloud', () => {
	const MOST = '/api/v1/services/aigc/video-generation/video-synthesis';
	const OLDER = '/api/v1/services/aigc/image2video/video-synthesis';

	it.each([
		['wan3.0-video', MOST],
		['wan2.7-i2v-2026-04-25', MOST],
		['wan2.6-r2v-flash', MOST],
		['wan2.1-vace-plus', MOST],
		['wanx2.1-t2v-turbo', MOST],
		['wan2.2-kf2v-flash', OLDER],
		['wanx2.1-kf2v-plus', OLDER],
		['wan2.2-animate-move', OLDER],
		['wan2.2-animate-mix', OLDER],
		['wan2.2-s2v', OLDER],
	])('creates %s where that is created', (model, path) => {
		const fields = { input: { prompt: 'A fox' }, parameters: { duration: 5 } };
		expect(api.create({ model, fields })).toEqual({
			method: 'POST',
			path,
			headers: { 'X-DashScope-Async': 'enable' },
			body: { model, ...fields },
		});
	});

	it.each([
		[{ input: { video_url: 'oss://a/b.mp4' } }, 'enable'],
		[{ input: { media: [{ type: 'video', url: 'oss://a/b.mp4' }] } }, 'enable'],
		[{ input: { reference_urls: ['https://example.com/a', 'oss://a/b.png'] } }, 'enable'],
		[{ input: { img_url: 'https://example.com/a' } }, undefined],
	])(
		'asks for links to stored files to be resolved only if there are some: %j',
		(fields, value) => {
			const { headers } = api.create({ model: 'wan2.7-i2v', fields });
			expect(headers?.['X-DashScope-OssResourceResolve']).toBe(value);
		},
	);

	it('stays on its path, whatever the ID', () => {
		const reference = { id: '../models?x=1', model: '' };
		expect(api.fetch(reference).path).toBe('/api/v1/tasks/..%2Fmodels%3Fx%3D1');
		expect(api.cancel?.(reference).path).toBe('/api/v1/tasks/..%2Fmodels%3Fx%3D1/cancel');
	});
});
