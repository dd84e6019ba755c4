import type { Catalog, ChoiceParameter, Model } from '../../models/Model';

// Source: the model pages of https://docs.aimlapi.com/api-references/video-models/alibaba-cloud; the aliases are
// from the list of models that its API gives.

const prompt = { kind: 'text', required: true } as const;
const negativePrompt = { kind: 'text' } as const;
const image = { kind: 'image', required: true } as const;
const audio = { kind: 'audio' } as const;
const seed = { kind: 'integer' } as const;
const on = { kind: 'switch', default: true } as const;
const off = { kind: 'switch', default: false } as const;

const resolution = (values: string[], preset: string): ChoiceParameter => ({
	kind: 'choice',
	values,
	default: preset,
});
const duration = (...values: number[]): ChoiceParameter => ({
	kind: 'choice',
	values,
	default: 10,
});
const aspectRatio: ChoiceParameter = {
	kind: 'choice',
	values: ['16:9', '9:16', '1:1', '4:3', '3:4'],
	default: '16:9',
};
const wideSquareOrTall: ChoiceParameter = {
	kind: 'choice',
	values: ['16:9', '9:16', '1:1'],
	default: '16:9',
};
const shotType: ChoiceParameter = {
	kind: 'choice',
	values: ['single', 'multi'],
	default: 'single',
};

const wan26 = {
	duration: duration(5, 10, 15),
	negativePrompt,
	shotType,
	generateAudio: on,
	audio,
	seed,
	promptExpansion: on,
};
const wan25 = {
	resolution: resolution(['480p', '720p', '1080p'], '1080p'),
	aspectRatio: wideSquareOrTall,
	duration: duration(5, 10),
	negativePrompt,
	seed,
	promptExpansion: on,
};
const wan22 = {
	resolution: resolution(['480P', '1080P'], '1080P'),
	negativePrompt,
	watermark: off,
	seed,
	promptExpansion: on,
};

const textToVideo: Model[] = [
	{
		id: 'alibaba/wan-2-7-t2v',
		aliases: ['alibaba/wan2.7-t2v'],
		name: 'Wan 2.7',
		operation: 'textToVideo',
		parameters: {
			prompt,
			resolution: resolution(['720p', '1080p'], '1080p'),
			aspectRatio,
			...wan26,
		},
	},
	{
		id: 'alibaba/wan-2-6-t2v',
		aliases: ['alibaba/wan2.6-t2v'],
		name: 'Wan 2.6',
		operation: 'textToVideo',
		parameters: {
			prompt,
			resolution: resolution(['720p', '1080p'], '1080p'),
			aspectRatio,
			...wan26,
		},
	},
	{
		id: 'alibaba/wan2.5-t2v-preview',
		name: 'Wan 2.5 Preview',
		operation: 'textToVideo',
		parameters: { prompt, ...wan25 },
	},
	{
		id: 'alibaba/wan2.2-t2v-plus',
		name: 'Wan 2.2 Plus',
		operation: 'textToVideo',
		parameters: { prompt, aspectRatio, ...wan22 },
	},
	{
		id: 'alibaba/wan2.1-t2v-plus',
		name: 'Wan 2.1 Plus',
		operation: 'textToVideo',
		parameters: { prompt, aspectRatio, ...wan22, resolution: resolution(['720P'], '720P') },
	},
	{
		id: 'alibaba/wan2.1-t2v-turbo',
		name: 'Wan 2.1 Turbo',
		operation: 'textToVideo',
		parameters: { prompt, aspectRatio, ...wan22, resolution: resolution(['480P', '720P'], '720P') },
	},
];

const imageToVideo: Model[] = [
	{
		id: 'alibaba/wan-2-7-i2v',
		aliases: ['alibaba/wan2.7-i2v'],
		name: 'Wan 2.7',
		operation: 'imageToVideo',
		parameters: {
			prompt,
			image,
			resolution: resolution(['720p', '1080p'], '1080p'),
			duration: duration(5, 10, 15),
			negativePrompt: { kind: 'text', maxLength: 500 },
			audio,
			watermark: off,
			seed,
			promptExpansion: on,
		},
	},
	{
		id: 'alibaba/wan-2-6-i2v',
		aliases: ['alibaba/wan2.6-i2v'],
		name: 'Wan 2.6',
		operation: 'imageToVideo',
		parameters: {
			prompt,
			image,
			resolution: resolution(['720p', '1080p'], '1080p'),
			...wan26,
		},
	},
	{
		id: 'alibaba/wan-2-6-image-to-video-flash',
		aliases: ['alibaba/wan2.6-i2v-flash'],
		name: 'Wan 2.6 Flash',
		operation: 'imageToVideo',
		parameters: {
			prompt,
			image,
			resolution: resolution(['720p', '1080p'], '720p'),
			...wan26,
		},
	},
	{
		id: 'alibaba/wan2.5-i2v-preview',
		name: 'Wan 2.5 Preview',
		operation: 'imageToVideo',
		parameters: { prompt, image, ...wan25 },
	},
	{
		id: 'alibaba/wan2.2-i2v-plus',
		name: 'Wan 2.2 Plus',
		operation: 'imageToVideo',
		parameters: { prompt, image, ...wan22 },
	},
];

/** Wan models on AI/ML API. */
export const catalog: Catalog = {
	fields: {
		prompt: 'prompt',
		image: 'image_url',
		resolution: 'resolution',
		aspectRatio: 'aspect_ratio',
		duration: 'duration',
		negativePrompt: 'negative_prompt',
		seed: 'seed',
		promptExpansion: 'enhance_prompt',
		watermark: 'watermark',
		shotType: 'shot_type',
		generateAudio: 'generate_audio',
		audio: 'audio_url',
	},
	// No reference states limits for pictures, so only what is no picture at all is turned away.
	images: {
		types: ['image/jpeg', 'image/png', 'image/bmp', 'image/webp', 'image/gif'],
		alpha: true,
	},
	audioFiles: { types: ['audio/wav', 'audio/mpeg'] },
	models: [...textToVideo, ...imageToVideo],
};
