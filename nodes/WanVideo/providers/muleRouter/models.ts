import type { Catalog, ChoiceParameter } from '../../models/Model';

// Source: the Alibaba pages of https://mulerouter.ai/docs/api-reference

const shortPrompt = { kind: 'text', required: true, maxLength: 800 } as const;
const prompt = { kind: 'text', required: true, maxLength: 2000 } as const;
const image = { kind: 'image', required: true } as const;
const on = { kind: 'switch', default: true } as const;

const choice = (values: Array<string | number>, preset: string | number): ChoiceParameter => ({
	kind: 'choice',
	values,
	default: preset,
});
const shotType = choice(['single', 'multi'], 'single');

const sizes480p = ['832*480', '480*832', '624*624'];
const sizes720p = ['1280*720', '720*1280', '960*960', '1088*832', '832*1088'];
const sizes1080p = ['1920*1080', '1080*1920', '1440*1440', '1632*1248', '1248*1632'];

/** What every model here has. */
const common = {
	negativePrompt: { kind: 'text', maxLength: 500 },
	seed: { kind: 'integer', minimum: 0, maximum: 2147483647 },
	promptExpansion: on,
	safetyFilter: on,
} as const;
const sound = { generateAudio: on, audio: { kind: 'audio' } } as const;

/** Wan models on MuleRouter and MuleRun. */
export const catalog: Catalog = {
	fields: {
		prompt: 'prompt',
		image: 'image',
		lastFrame: 'last_frame',
		resolution: 'resolution',
		size: 'size',
		duration: 'duration',
		negativePrompt: 'negative_prompt',
		seed: 'seed',
		promptExpansion: 'prompt_extend',
		shotType: 'shot_type',
		generateAudio: 'audio',
		audio: 'audio_url',
		safetyFilter: 'safety_filter',
		template: 'template',
	},
	images: {
		types: ['image/jpeg', 'image/png', 'image/bmp', 'image/webp'],
		alpha: false,
		maxBytes: 10 * 1024 * 1024,
		side: { minimum: 360, maximum: 2000 },
	},
	models: [
		{
			id: 'wan2.6-t2v',
			name: 'Wan 2.6',
			operation: 'textToVideo',
			parameters: {
				prompt,
				size: choice([...sizes720p, ...sizes1080p], '1280*720'),
				duration: choice([5, 10, 15], 5),
				shotType,
				...sound,
				...common,
			},
		},
		{
			id: 'wan2.5-t2v-preview',
			name: 'Wan 2.5 Preview',
			operation: 'textToVideo',
			parameters: {
				prompt,
				size: choice([...sizes480p, ...sizes720p, ...sizes1080p], '1280*720'),
				duration: choice([5, 10], 5),
				...sound,
				...common,
			},
		},
		{
			id: 'wan2.2-t2v-plus',
			name: 'Wan 2.2 Plus',
			operation: 'textToVideo',
			parameters: {
				prompt: shortPrompt,
				size: choice([...sizes480p, ...sizes1080p], '1920*1080'),
				duration: choice([5], 5),
				...common,
			},
		},
		{
			id: 'wan2.6-i2v',
			name: 'Wan 2.6',
			operation: 'imageToVideo',
			parameters: {
				prompt,
				image,
				resolution: choice(['720P', '1080P'], '720P'),
				duration: choice([5, 10, 15], 5),
				shotType,
				...sound,
				...common,
			},
		},
		{
			id: 'wan2.5-i2v-preview',
			name: 'Wan 2.5 Preview',
			operation: 'imageToVideo',
			parameters: {
				prompt,
				image,
				resolution: choice(['480P', '720P', '1080P'], '720P'),
				duration: choice([5, 10], 5),
				...sound,
				...common,
			},
		},
		{
			id: 'wan2.2-i2v-plus',
			name: 'Wan 2.2 Plus',
			operation: 'imageToVideo',
			parameters: {
				prompt: shortPrompt,
				image,
				resolution: choice(['480P', '1080P'], '1080P'),
				duration: choice([5], 5),
				...common,
			},
		},
		{
			id: 'wan2.2-i2v-flash',
			name: 'Wan 2.2 Flash',
			operation: 'imageToVideo',
			parameters: {
				prompt: shortPrompt,
				image,
				resolution: choice(['480P', '720P'], '720P'),
				duration: choice([5], 5),
				...common,
			},
		},
		{
			id: 'wan2.1-kf2v-plus',
			name: 'Wan 2.1 Keyframes Plus',
			operation: 'imageToVideo',
			parameters: {
				prompt: shortPrompt,
				image,
				lastFrame: image,
				resolution: choice(['720P'], '720P'),
				duration: choice([5], 5),
				template: { kind: 'text' },
				...common,
			},
		},
	],
};
