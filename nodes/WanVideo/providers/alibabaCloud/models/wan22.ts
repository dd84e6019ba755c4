import type { Model, Parameters } from '../../../models/Model';
import {
	choice,
	common,
	fiveSeconds,
	MEGABYTE,
	negativePrompt,
	neededPromptUpTo,
	promptUpTo,
	singaporeAndBeijing as regions,
	sizes1080p,
	sizes480p,
	sizes720p,
	spelledInBeijing,
} from './parameters';

// Source: the pages legacy-wan-text-to-video-api-reference and legacy-image-to-video-api-reference of
// https://help.aliyun.com/zh/model-studio/

const fromText: Parameters = {
	prompt: neededPromptUpTo(800),
	negativePrompt,
	duration: fiveSeconds,
	...common,
};
const fromImage: Parameters = {
	image: { kind: 'image', field: 'input.img_url', limits: { maxBytes: 10 * MEGABYTE } },
	prompt: promptUpTo(800),
	negativePrompt,
	template: { kind: 'text' },
	duration: fiveSeconds,
	...common,
};

/** Wan 2.2 and 2.1, without sound. Newest first. */
export const wan22: Model[] = [
	{
		id: 'wan2.2-t2v-plus',
		name: 'Wan 2.2 Plus',
		regions,
		uses: {
			textToVideo: {
				parameters: { ...fromText, size: choice([...sizes480p, ...sizes1080p], '1920*1080') },
			},
		},
	},
	{
		id: 'wan2.2-i2v-plus',
		name: 'Wan 2.2 Plus',
		regions,
		uses: {
			imageToVideo: {
				parameters: { ...fromImage, resolution: choice(['480P', '1080P'], '1080P') },
			},
		},
	},
	{
		id: 'wan2.2-i2v-flash',
		name: 'Wan 2.2 Flash',
		regions,
		uses: {
			imageToVideo: {
				parameters: { ...fromImage, resolution: choice(['480P', '720P', '1080P'], '720P') },
			},
		},
	},
	{
		id: 'wan2.1-t2v-plus',
		name: 'Wan 2.1 Plus',
		...spelledInBeijing('wanx2.1-t2v-plus'),
		uses: {
			textToVideo: { parameters: { ...fromText, size: choice(sizes720p, '1280*720') } },
		},
	},
	{
		id: 'wan2.1-t2v-turbo',
		name: 'Wan 2.1 Turbo',
		...spelledInBeijing('wanx2.1-t2v-turbo'),
		uses: {
			textToVideo: {
				parameters: { ...fromText, size: choice([...sizes480p, ...sizes720p], '1280*720') },
			},
		},
	},
	{
		id: 'wan2.1-i2v-plus',
		name: 'Wan 2.1 Plus',
		...spelledInBeijing('wanx2.1-i2v-plus'),
		uses: {
			imageToVideo: { parameters: { ...fromImage, resolution: choice(['720P'], '720P') } },
		},
	},
	{
		id: 'wan2.1-i2v-turbo',
		name: 'Wan 2.1 Turbo',
		...spelledInBeijing('wanx2.1-i2v-turbo'),
		uses: {
			imageToVideo: {
				parameters: {
					...fromImage,
					resolution: choice(['480P', '720P'], '720P'),
					duration: choice([3, 4, 5], 5),
				},
			},
		},
	},
];
