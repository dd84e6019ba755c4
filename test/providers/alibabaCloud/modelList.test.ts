import { describe, expect, it } from '@jest/globals';

import { modelList } from '../../../nodes/WanVideo/providers/alibabaCloud/modelList';

const answer = (...models: unknown[]) => ({ request_id: 'r', output: { total: 1, models } });
const row = (model: string, takes?: string[], more: object = {}) => ({
	model,
	name: `Name of ${model}`,
	provider: 'wan',
	capabilities: ['VG'],
	inference_metadata: { request_modality: takes, response_modality: ['Video'] },
	...more,
});
const modelsIn = (...answers: unknown[]) => modelList.read(answers).models;

describe('Alibaba Cloud’s list of models', () => {
	it('has what all its pages have, each model once', () => {
		const pages = [answer(row('wan3.0-video'), row('wan2.7-t2v')), answer(row('wan2.7-t2v'))];
		expect(modelsIn(...pages).map(({ id }) => id)).toEqual(['wan3.0-video', 'wan2.7-t2v']);
	});

	it('has a model by its name, or by its ID where it has none', () => {
		expect(modelsIn(answer(row('wan3.5-t2v'), row('wan3.6-t2v', [], { name: null })))).toEqual([
			{ id: 'wan3.5-t2v', aliases: [], name: 'Name of wan3.5-t2v', operations: [] },
			{ id: 'wan3.6-t2v', aliases: [], name: 'wan3.6-t2v', operations: [] },
		]);
	});

	it('has Wan’s videos only, also where the host ignores what was asked for', () => {
		const others = [
			row('happyhorse-1.0-t2v'),
			row('qwen-plus', undefined, { capabilities: ['TG'] }),
			row('wan2.6-image', undefined, { capabilities: ['IG'] }),
			row('wan2.2-s2v-detect', ['Image'], { inference_metadata: { response_modality: ['Text'] } }),
			row('wanderer'),
		];
		const known = [row('wanx2.1-t2v-turbo'), { model: 'wan9.9-t2v' }];
		expect(modelsIn(answer(...others, ...known)).map(({ id }) => id)).toEqual([
			'wanx2.1-t2v-turbo',
			'wan9.9-t2v',
		]);
	});

	it.each([
		[['Text'], ['textToVideo']],
		[
			['Text', 'Image'],
			['textToVideo', 'imageToVideo', 'referenceToVideo'],
		],
		[
			['Image', 'Audio'],
			['imageToVideo', 'referenceToVideo', 'speechToVideo'],
		],
		[
			['Image', 'Video'],
			['imageToVideo', 'referenceToVideo', 'editVideo', 'extendVideo', 'animate'],
		],
		[undefined, []],
	])('offers a model that takes %j for what that can start', (takes, operations) => {
		expect(modelsIn(answer(row('wan3.5-video', takes)))[0]?.operations).toEqual(operations);
	});

	it.each([
		[{ offline_time: '2020-01-01 00:00:00' }, [{ id: 'wan2.5-t2v', isRetired: true }]],
		[{ offline_time: '2999-01-01 00:00:00' }, [{ id: 'wan2.5-t2v', isRetired: false }]],
		[{ offlineTime: '2020-01-01' }, [{ id: 'wan2.5-t2v', isRetired: true }]],
		[
			{ sync: { offline_time: '2020-01-01' }, async: { offline_time: '2999-01-01' } },
			[{ id: 'wan2.5-t2v', isRetired: false }],
		],
		[{}, []],
		[{ offline_time: '' }, []],
		[null, []],
		['soon', []],
	])('tells with %j whether a model leaves', (inference_offline_info, leaving) => {
		const one = row('wan2.5-t2v', ['Text'], { inference_offline_info });
		expect(modelList.read([answer(one)]).leaving).toEqual(leaving);
	});

	it.each([
		undefined,
		null,
		'<html></html>',
		7,
		[],
		{},
		{ output: null },
		{ output: { models: 7 } },
		answer(null, 5, [], {}, { model: {} }, { model: '' }),
		answer(row('wan1', 'Text' as never, { inference_metadata: 'odd', capabilities: 'VG' })).output,
	])('is empty in an answer that is none: %j', (odd) => {
		expect(modelList.read([odd])).toEqual({ models: [], leaving: [] });
	});
});
