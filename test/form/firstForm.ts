import type { INodeParameters } from 'n8n-workflow';

// What the form of version 0.1.0 made of parameters, before the operations and the models became more: n8n stores only
// what differs from the form's defaults, so that a form with others would change what a stored workflow does.

export interface Stored {
	name: string;
	/** As the workflow holds them. */
	parameters: INodeParameters;
	/** What else the node was run with. */
	defaults: INodeParameters;
}

/** What was done with the result, where nothing else was stored. */
export const RESULT = {
	waitForCompletion: true,
	downloadVideo: true,
	simplify: true,
	options: {},
};
const byExpression = '={{ $json.model }}';
const wan25 = {
	provider: 'aimlApi',
	operation: 'textToVideo',
	model: 'alibaba/wan2.5-t2v-preview',
	resolution: '480p',
	aspectRatio: '16:9',
	duration: 5,
};
const fetch = {
	provider: 'muleRouter',
	operation: 'fetch',
	generationId: '={{ $json.id }}',
	model: byExpression,
};

/** The example workflows. */
export const EXAMPLES: Stored[] = [
	{
		name: 'ai-agent.json',
		parameters: {
			...wan25,
			descriptionType: 'manual',
			toolDescription: 'Makes a video of five seconds from a description.',
			prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
			aspectRatio: "={{ $fromAI('format', 'Width to height of the video', 'string', '16:9') }}",
			downloadVideo: false,
		},
		defaults: { waitForCompletion: true, simplify: true },
	},
	{
		name: 'batch-from-spreadsheet.json',
		parameters: {
			...wan25,
			prompt: '={{ $json.prompt }}',
			aspectRatio: '={{ $json.format }}',
			options: {},
		},
		defaults: RESULT,
	},
	{
		name: 'create-then-fetch.json, Create Video',
		parameters: {
			provider: 'muleRouter',
			operation: 'textToVideo',
			model: 'wan2.2-t2v-plus',
			prompt: 'Rain runs down the window of a night tram',
			size: '480*832',
			duration: 5,
			waitForCompletion: false,
			options: {},
		},
		defaults: { simplify: true },
	},
	{ name: 'create-then-fetch.json, Fetch Video', parameters: fetch, defaults: RESULT },
	{
		name: 'durable-wait-sub-workflow.json, Look',
		parameters: { ...fetch, waitForCompletion: false, downloadVideo: false, options: {} },
		defaults: { simplify: true },
	},
	{
		name: 'durable-wait.json, Create Video',
		parameters: {
			provider: 'muleRouter',
			operation: 'textToVideo',
			model: 'wan2.6-t2v',
			prompt: 'A lighthouse in a storm at night',
			size: '1280*720',
			duration: 5,
			waitForCompletion: false,
			options: {},
		},
		defaults: { simplify: true },
	},
	{
		name: 'durable-wait.json, Look',
		parameters: { ...fetch, waitForCompletion: false, downloadVideo: true, options: {} },
		defaults: { simplify: true },
	},
	{
		name: 'image-to-video-from-form.json',
		parameters: {
			provider: 'aimlApi',
			operation: 'imageToVideo',
			model: 'alibaba/wan-2-7-i2v',
			prompt: "={{ $json['What should happen?'] }}",
			imageSource: 'binary',
			imageBinaryProperty: 'Picture',
			resolution: '720p',
			duration: 5,
			options: {},
		},
		defaults: RESULT,
	},
	{
		name: 'image-to-video.json',
		parameters: {
			provider: 'muleRouter',
			operation: 'imageToVideo',
			model: 'wan2.6-i2v',
			prompt: 'The boat sails slowly to the right',
			imageSource: 'binary',
			imageBinaryProperty: 'data',
			resolution: '720P',
			duration: 5,
			options: {},
		},
		defaults: RESULT,
	},
	{
		name: 'retry-and-error-output.json',
		parameters: { ...wan25, prompt: '={{ $json.prompt }}', options: {} },
		defaults: RESULT,
	},
	{
		name: 'text-to-video.json',
		parameters: {
			...wan25,
			prompt: 'A small sailing boat glides into a quiet harbour',
			options: {},
		},
		defaults: RESULT,
	},
];

/** Workflows of which nearly nothing was stored. */
export const AT_DEFAULTS: Stored[] = [
	{
		name: 'nothing',
		parameters: {},
		defaults: {
			...RESULT,
			provider: 'aimlApi',
			operation: 'textToVideo',
			model: 'alibaba/wan-2-7-t2v',
			prompt: '',
			resolution: '1080p',
			aspectRatio: '16:9',
			duration: 10,
		},
	},
	{
		name: 'Image to Video',
		parameters: { operation: 'imageToVideo' },
		defaults: {
			...RESULT,
			provider: 'aimlApi',
			model: 'alibaba/wan-2-7-i2v',
			prompt: '',
			imageSource: 'url',
			imageUrl: '',
			resolution: '1080p',
			duration: 10,
		},
	},
	{
		name: 'MuleRouter',
		parameters: { provider: 'muleRouter' },
		defaults: {
			...RESULT,
			operation: 'textToVideo',
			model: 'wan2.6-t2v',
			prompt: '',
			size: '1280*720',
			duration: 5,
		},
	},
	{
		name: 'MuleRouter and Image to Video',
		parameters: { provider: 'muleRouter', operation: 'imageToVideo' },
		defaults: {
			...RESULT,
			model: 'wan2.6-i2v',
			prompt: '',
			imageSource: 'url',
			imageUrl: '',
			resolution: '720P',
			duration: 5,
		},
	},
	{
		name: 'Fetch',
		parameters: { operation: 'fetch' },
		defaults: { ...RESULT, provider: 'aimlApi', generationId: '={{ $json.id }}' },
	},
	{
		name: 'MuleRouter and Fetch',
		parameters: { provider: 'muleRouter', operation: 'fetch' },
		defaults: { ...RESULT, generationId: '={{ $json.id }}', model: byExpression },
	},
];

/** Workflows that set more than the examples do. */
export const WITH_OPTIONS: Stored[] = [
	{
		name: 'keyframes',
		parameters: {
			provider: 'muleRouter',
			operation: 'imageToVideo',
			model: 'wan2.1-kf2v-plus',
			imageSource: 'binary',
			lastFrameUrl: 'https://example.com/b.png',
			options: { template: 'hufu-1', seed: 5 },
		},
		defaults: {
			prompt: '',
			imageBinaryProperty: 'data',
			lastFrameSource: 'url',
			resolution: '720P',
			duration: 5,
		},
	},
	{
		name: 'an alias and a sound',
		parameters: {
			model: 'alibaba/wan2.6-t2v',
			options: {
				audioSource: 'binary',
				audioBinaryProperty: 'voice',
				generateAudio: false,
				timeout: 60,
			},
		},
		defaults: { resolution: '1080p', aspectRatio: '16:9', duration: 10 },
	},
	{
		name: 'the switches of MuleRouter',
		parameters: {
			provider: 'muleRouter',
			model: 'wan2.6-t2v',
			options: { safetyFilter: false, promptExpansion: false, seed: 0, shotType: 'multi' },
		},
		defaults: { size: '1280*720', duration: 5 },
	},
];

/** With a model by an expression, or one that the form did not know. */
export const OTHER_MODELS: Stored[] = [
	{
		name: 'by an expression, with values of its own',
		parameters: {
			model: byExpression,
			resolution: '720p',
			duration: '={{ $json.seconds }}',
			options: {
				seed: 3,
				negativePrompt: 'x',
				watermark: true,
				shotType: 'multi',
				audioUrl: 'https://example.com/a.mp3',
				promptExpansion: false,
				endpoint: 'legacy',
			},
			additionalFields: '{ "style": "anime" }',
		},
		defaults: { prompt: '', aspectRatio: '' },
	},
	{
		name: 'by an expression, at the defaults of Image to Video',
		parameters: { operation: 'imageToVideo', model: byExpression, imageSource: 'binary' },
		defaults: {
			imageBinaryProperty: 'data',
			resolution: '',
			duration: '',
			aspectRatio: '',
			additionalFields: '{}',
		},
	},
	{
		name: 'by an expression, with two pictures',
		parameters: {
			provider: 'muleRouter',
			operation: 'imageToVideo',
			model: byExpression,
			lastFrameSource: 'binary',
		},
		defaults: {
			imageSource: 'url',
			lastFrameBinaryProperty: 'data',
			resolution: '',
			duration: '',
			additionalFields: '{}',
		},
	},
	{
		name: 'of an id that the form did not know',
		parameters: { model: 'alibaba/wan-9', resolution: '4k', additionalFields: '{"a":1}' },
		defaults: { aspectRatio: '', duration: '' },
	},
];
