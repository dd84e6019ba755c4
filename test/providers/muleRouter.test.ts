import { describe, expect, it } from '@jest/globals';

import { api as muleRouter } from '../../nodes/WanVideo/providers/muleRouter/api';

const ID = '3f0c9a0e-5a0b-4c57-9d4b-2f3b1a7c1d11';
const URL = 'https://cdn.example.com/video.mp4?token=abc';
const CREATED = '2026-03-01T12:00:00Z';
const UPDATED = '2026-03-01T12:01:40Z';

const task = (status: unknown, more: object = {}) => ({
	task_info: { id: ID, status, created_at: CREATED, updated_at: UPDATED, ...more },
});
const completed = { ...task('completed'), videos: [URL] };

describe('a generation on MuleRouter', () => {
	it.each([
		['pending', 'queued'],
		['queued', 'queued'],
		['processing', 'running'],
		['running', 'running'],
		['retrying', 'running'],
		['a word that no one documents', 'running'],
	])('reported as "%s" is %s', (word, status) => {
		expect(muleRouter.readGeneration(task(word))).toMatchObject({
			id: ID,
			status,
			providerStatus: word,
		});
	});

	it.each(['completed', 'succeeded'])('that has %s has the link to its video', (word) => {
		expect(muleRouter.readGeneration({ ...task(word), videos: [URL] })).toMatchObject({
			id: ID,
			status: 'completed',
			videoUrl: URL,
		});
	});

	it.each([null, undefined, [], [''], [null], 'soon'])(
		'that is completed without a link (%j) is neither completed nor failed',
		(videos) => {
			expect(muleRouter.readGeneration({ ...completed, videos })).toMatchObject({
				id: ID,
				status: 'videoless',
			});
		},
	);

	it.each([
		[
			{ code: 451, title: 'Content Policy', detail: 'The prompt was refused.' },
			'The prompt was refused.',
		],
		[{ code: '451', title: 'Content Policy' }, 'Content Policy'],
		[{ title: 'Content Policy', detail: '' }, 'Content Policy'],
		[{ message: 'Out of memory' }, 'Out of memory'],
		[{ code: 500 }, 'the provider gave no reason'],
		[null, 'the provider gave no reason'],
		[undefined, 'the provider gave no reason'],
		[[1], 'the provider gave no reason'],
	])('that failed has its reason: %j', (error, reason) => {
		expect(muleRouter.readGeneration(task('failed', { error }))).toMatchObject({
			id: ID,
			status: 'failed',
			reason,
		});
	});

	it('has its times and the whole answer with it', () => {
		expect(muleRouter.readGeneration(completed)).toMatchObject({
			createdAt: CREATED,
			updatedAt: UPDATED,
			response: completed,
		});
	});
});

describe('an answer of MuleRouter to a create', () => {
	it.each([
		['with nothing but the id', { task_info: { id: ID } }],
		['with a status that is no word', task(null)],
		['with times that are numbers', task('pending', { created_at: 1, updated_at: 2 })],
		['with an odd error', task('pending', { error: 'none' })],
		['with odd videos', { ...task('pending'), videos: 'none yet' }],
		['with more than is documented', { ...task('pending'), trace: { id: 1 } }],
	])('keeps the id even if it is odd: %s', (_, answer) => {
		expect(muleRouter.readGeneration(answer).id).toBe(ID);
	});

	it('keeps an id that is a number', () => {
		expect(muleRouter.readGeneration({ task_info: { id: 12345 } }).id).toBe('12345');
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a text', 'ok'],
		['no task', {}],
		['a task that is null', { task_info: null }],
		['no id', { task_info: { status: 'pending' } }],
		['an empty id', { task_info: { id: '', status: 'pending' } }],
		['an id that is null', { task_info: { id: null, status: 'pending' } }],
	])('is not understood when it is %s', (_, answer) => {
		expect(() => muleRouter.readGeneration(answer)).toThrow();
	});
});

describe('a refusal by MuleRouter', () => {
	it.each([
		[{ status: 400, title: 'Bad Request', detail: 'prompt is required' }, 'prompt is required'],
		[{ title: 'Bad Request' }, 'Bad Request'],
		[{ message: 'No such key' }, 'No such key'],
		[{ task_info: { error: { code: 451, title: 'Policy', detail: 'Refused.' } } }, 'Refused.'],
		[{ error: { message: 'No such model' } }, 'No such model'],
		[{ error: 'unauthorized', message: 'No such key' }, 'No such key'],
		[{ task_info: 'none', detail: 'Refused.' }, 'Refused.'],
	])('is quoted: %j', (answer, words) => {
		expect(muleRouter.readRefusal(answer)).toBe(words);
	});

	it.each([undefined, null, {}, { detail: '' }, { detail: { text: 'no' } }])(
		'without words has none: %j',
		(answer) => {
			expect(muleRouter.readRefusal(answer)).toBeUndefined();
		},
	);
});

describe('a request to MuleRouter', () => {
	it('creates on the model’s path, without the model in the body', () => {
		const fields = { prompt: 'A boat', prompt_extend: false };
		expect(muleRouter.create({ model: 'wan2.6-t2v', fields, endpoint: 'unified' })).toEqual({
			method: 'POST',
			path: '/vendors/alibaba/v1/wan2.6-t2v/generation',
			body: fields,
		});
	});

	it('fetches below the model’s path', () => {
		expect(muleRouter.fetch({ id: ID, model: 'wan2.6-t2v', endpoint: 'unified' })).toEqual({
			method: 'GET',
			path: `/vendors/alibaba/v1/wan2.6-t2v/generation/${ID}`,
		});
	});

	it.each([
		['wan2.6-t2v-spark', 'mulerouter'],
		['wan2.5-i2v-spark', 'mulerouter'],
		['w3.0-video', 'carrothub'],
		['w3.0-video-prime-pro', 'carrothub'],
		['berry-1.0', 'carrothub'],
		['berry-1.0-pro', 'carrothub'],
		['wan2.2-i2v-flash', 'alibaba'],
	])('goes to the vendor of the model, by any of its ids: %s', (model, vendor) => {
		const path = `/vendors/${vendor}/v1/${model}/generation`;
		expect(muleRouter.create({ model, fields: {}, endpoint: 'unified' }).path).toBe(path);
		expect(muleRouter.fetch({ id: ID, model, endpoint: 'unified' }).path).toBe(`${path}/${ID}`);
	});

	it('stays on that path, whatever the model and the id', () => {
		const reference = { id: '../../keys?all', model: '../../openai', endpoint: 'unified' as const };
		expect(muleRouter.fetch(reference).path).toBe(
			'/vendors/alibaba/v1/..%2F..%2Fopenai/generation/..%2F..%2Fkeys%3Fall',
		);
	});
});

describe('the base URL of a MuleRouter credential', () => {
	it.each([
		[{ site: 'muleRouter' }, 'https://api.mulerouter.ai'],
		[{ site: 'muleRun' }, 'https://api.mulerun.com'],
		[{ site: 'custom', baseUrl: 'https://proxy.example.com' }, 'https://proxy.example.com'],
		[{ site: 'muleRun', baseUrl: 'https://left-over.example.com' }, 'https://api.mulerun.com'],
		[{ baseUrl: 'https://proxy.example.com' }, 'https://proxy.example.com'],
	])('is that of its site: %j', (credential, url) => {
		expect(muleRouter.baseUrl(credential)).toBe(url);
	});
});
