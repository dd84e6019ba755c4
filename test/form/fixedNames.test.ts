import { describe, expect, it } from '@jest/globals';
import type { INodePropertyCollection } from 'n8n-workflow';

import { WanVideoAimlApi } from '../../credentials/WanVideoAimlApi.credentials';
import { WanVideoAlibabaCloudApi } from '../../credentials/WanVideoAlibabaCloudApi.credentials';
import { WanVideoMuleRouterApi } from '../../credentials/WanVideoMuleRouterApi.credentials';
import { GENERATE_OPERATIONS } from '../../nodes/WanVideo/models/operations';
import packageJson from '../../package.json';
import { choicesOf, description, onlyField, shownFields, shownOptions } from '../support/form';

// Users' workflows have these names and values in them. A test that fails here breaks them.

const keyframes = {
	provider: 'muleRouter',
	operation: 'imageToVideo',
	model: 'wan2.1-kf2v-plus',
	imageSource: 'binary',
	lastFrameSource: 'binary',
};
const newest = { provider: 'aimlApi', operation: 'textToVideo', model: 'alibaba/wan-2-7-t2v' };
const references = {
	provider: 'muleRouter',
	operation: 'referenceToVideo',
	model: 'w3.0-video',
};
const vace = { provider: 'muleRouter', operation: 'editVideo', model: 'wan2.1-vace-plus' };
const animate = { provider: 'aimlApi', operation: 'animate' };
const listed = (value: string, cachedResultName: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName: `${cachedResultName} (${value})`,
	cachedResultUrl: '',
});

describe('the names that workflows rely on', () => {
	it('of the package, the node and its credentials', () => {
		expect({
			package: packageJson.name,
			node: description.name,
			shown: description.displayName,
			version: description.version,
			credentials: [
				new WanVideoAimlApi(),
				new WanVideoMuleRouterApi(),
				new WanVideoAlibabaCloudApi(),
			].map(({ name, displayName }) => [name, displayName]),
		}).toEqual({
			package: 'n8n-nodes-wan-video',
			node: 'wanVideo',
			shown: 'Wan Video',
			version: 1,
			credentials: [
				['wanVideoAimlApi', 'AI/ML API'],
				['wanVideoMuleRouterApi', 'MuleRouter API'],
				['wanVideoAlibabaCloudApi', 'Alibaba Cloud Model Studio API'],
			],
		});
	});

	it('of Alibaba Cloud’s credential, and its regions', () => {
		const { properties } = new WanVideoAlibabaCloudApi();
		expect([...new Set(properties.map(({ name }) => name))].sort()).toEqual([
			...['apiKey', 'baseUrl', 'region', 'workspaceId'],
		]);
		const region = onlyField(properties, 'region');
		expect(region.default).toBe('singapore');
		expect([...choicesOf(region)].sort()).toEqual([
			...['beijing', 'custom', 'frankfurt', 'hongKong', 'singapore', 'tokyo', 'virginia'],
		]);
	});

	it.each([
		['provider', ['aimlApi', 'muleRouter', 'alibabaCloud']],
		['resource', ['video']],
		['imageSource', ['url', 'binary']],
		['lastFrameSource', ['url', 'binary']],
	])('of the values of %s', (name, values) => {
		const field = onlyField(shownFields(keyframes), name);
		expect([...choicesOf(field)].sort()).toEqual([...values].sort());
	});

	it.each([
		[
			'aimlApi',
			['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo', 'animate', 'fetch'],
		],
		[
			'muleRouter',
			['textToVideo', 'imageToVideo', 'referenceToVideo', 'editVideo', 'extendVideo', 'fetch'],
		],
	])('of the values of operation with %s', (provider, values) => {
		const field = onlyField(shownFields({ provider }), 'operation');
		expect([...choicesOf(field)].sort()).toEqual([...values].sort());
	});

	it('of all operations, whoever has models for them', () => {
		expect(GENERATE_OPERATIONS).toEqual([
			'textToVideo',
			'imageToVideo',
			'referenceToVideo',
			'editVideo',
			'extendVideo',
			'animate',
			'speechToVideo',
		]);
	});

	it.each([
		['function', ['video_repainting', 'video_edit', 'video_outpainting'], vace],
		['videoSource', ['url', 'binary'], vace],
		['specifyReferences', ['fields', 'list'], references],
	])('of the values of %s', (name, values, place) => {
		const field = onlyField(shownFields(place), name);
		expect([...choicesOf(field)].sort()).toEqual([...values].sort());
	});

	it('of references', () => {
		const { options } = onlyField(shownFields(references), 'references');
		const [list] = options as INodePropertyCollection[];
		expect([list?.name, list?.values.map(({ name }) => name)]).toEqual([
			'reference',
			['type', 'source', 'url', 'binaryProperty'],
		]);
		expect(list?.values.slice(0, 2).map((field) => [...choicesOf(field)].sort())).toEqual([
			['audio', 'image', 'video'],
			['binary', 'url'],
		]);
	});

	it.each([
		['audioSource', ['url', 'binary']],
		['endpoint', ['unified', 'legacy']],
		['shotType', ['single', 'multi']],
	])('of the values of the option %s', (name, values) => {
		const option = onlyField(shownOptions(newest), name);
		expect([...choicesOf(option)].sort()).toEqual([...values].sort());
	});

	it.each([
		['provider', 'aimlApi', newest],
		['operation', 'textToVideo', newest],
		['resource', 'video', newest],
		['model', listed('alibaba/wan-2-7-t2v', 'Wan 2.7'), newest],
		[
			'model',
			listed('alibaba/wan-2-7-i2v', 'Wan 2.7'),
			{ provider: 'aimlApi', operation: 'imageToVideo' },
		],
		[
			'model',
			listed('wan2.6-t2v', 'Wan 2.6'),
			{ provider: 'muleRouter', operation: 'textToVideo' },
		],
		[
			'model',
			listed('wan2.6-i2v', 'Wan 2.6'),
			{ provider: 'muleRouter', operation: 'imageToVideo' },
		],
		['videoSource', 'url', vace],
		['videoUrl', '', vace],
		['videoBinaryProperty', 'data', { ...vace, videoSource: 'binary' }],
		['imageSource', 'url', animate],
		['videoSource', 'url', animate],
		['function', 'video_repainting', vace],
		['specifyReferences', 'fields', references],
		['references', {}, references],
		['references', '', { ...references, specifyReferences: 'list' }],
		['prompt', '', newest],
		['resolution', '1080p', newest],
		['aspectRatio', '16:9', newest],
		['duration', 10, newest],
		['size', '1280*720', { provider: 'muleRouter', operation: 'textToVideo' }],
		['imageSource', 'url', keyframes],
		['imageUrl', '', { ...keyframes, imageSource: 'url' }],
		['imageBinaryProperty', 'data', keyframes],
		['lastFrameSource', 'url', keyframes],
		['lastFrameUrl', '', { ...keyframes, lastFrameSource: 'url' }],
		['lastFrameBinaryProperty', 'data', keyframes],
		['additionalFields', '{}', { ...newest, model: '={{ $json.model }}' }],
		['generationId', '={{ $json.id }}', { operation: 'fetch' }],
		[
			'model',
			{ __rl: true, mode: 'id', value: '={{ $json.model }}' },
			{ provider: 'muleRouter', operation: 'fetch' },
		],
		['waitForCompletion', true, newest],
		['downloadVideo', true, newest],
		['simplify', true, newest],
		['options', {}, newest],
	])('of %s, with its default %p', (name, value, values) => {
		expect(onlyField(shownFields(values), name).default).toEqual(value);
	});

	it.each([
		['additionalFields', '{}', newest],
		['negativePrompt', '', newest],
		['seed', 0, newest],
		['promptExpansion', true, newest],
		['watermark', false, { ...newest, model: 'alibaba/wan2.2-t2v-plus' }],
		['shotType', 'single', newest],
		['generateAudio', true, newest],
		['audioSource', 'url', newest],
		['audioUrl', '', newest],
		['safetyFilter', true, { provider: 'muleRouter' }],
		['endpoint', 'unified', newest],
		['outputBinaryProperty', 'data', newest],
		['pollingInterval', 10, newest],
		['timeout', 1200, newest],
		['maxConcurrency', 5, newest],
	])('of the option %s, with its default %p', (name, value, values) => {
		expect(onlyField(shownOptions(values), name).default).toEqual(value);
	});

	it('of the option audioBinaryProperty, with its default "data"', () => {
		const options = shownOptions(newest, { audioSource: 'binary' });
		expect(onlyField(options, 'audioBinaryProperty').default).toBe('data');
	});

	it.each([
		[new WanVideoAimlApi(), 'apiKey', ''],
		[new WanVideoAimlApi(), 'baseUrl', 'https://api.aimlapi.com'],
		[new WanVideoMuleRouterApi(), 'apiKey', ''],
		[new WanVideoMuleRouterApi(), 'baseUrl', 'https://api.mulerouter.ai'],
		[new WanVideoMuleRouterApi(), 'site', 'muleRouter'],
	])('of a credential’s fields: $displayName, %s', ({ properties }, name, value) => {
		expect(onlyField(properties, name).default).toBe(value);
	});
});

it('an AI agent can use the node as a tool', () => {
	expect(description.usableAsTool).toBe(true);
});
