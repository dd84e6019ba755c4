import { describe, expect, it } from '@jest/globals';

import { WanVideoAimlApi } from '../../credentials/WanVideoAimlApi.credentials';
import { WanVideoMuleRouterApi } from '../../credentials/WanVideoMuleRouterApi.credentials';
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

describe('the names that workflows rely on', () => {
	it('of the package, the node and its credentials', () => {
		expect({
			package: packageJson.name,
			node: description.name,
			shown: description.displayName,
			version: description.version,
			credentials: [new WanVideoAimlApi(), new WanVideoMuleRouterApi()].map(
				({ name, displayName }) => [name, displayName],
			),
		}).toEqual({
			package: 'n8n-nodes-wan-video',
			node: 'wanVideo',
			shown: 'Wan Video',
			version: 1,
			credentials: [
				['wanVideoAimlApi', 'AI/ML API'],
				['wanVideoMuleRouterApi', 'MuleRouter API'],
			],
		});
	});

	it.each([
		['provider', ['aimlApi', 'muleRouter']],
		['operation', ['textToVideo', 'imageToVideo', 'fetch']],
		['imageSource', ['url', 'binary']],
		['lastFrameSource', ['url', 'binary']],
	])('of the values of %s', (name, values) => {
		const field = onlyField(shownFields(keyframes), name);
		expect([...choicesOf(field)].sort()).toEqual([...values].sort());
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
		['model', 'alibaba/wan-2-7-t2v', newest],
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
		['model', '={{ $json.model }}', { provider: 'muleRouter', operation: 'fetch' }],
		['waitForCompletion', true, newest],
		['downloadVideo', true, newest],
		['simplify', true, newest],
		['options', {}, newest],
	])('of %s, with its default %p', (name, value, values) => {
		expect(onlyField(shownFields(values), name).default).toEqual(value);
	});

	it.each([
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
