import type { MuleRouterModel } from '../MuleRouterModel';
import {
	choice,
	common as plain,
	image,
	on,
	prompt,
	shortPrompt,
	shotType,
	sizes1080p,
	sizes480p,
	sizes720p,
	sound,
} from './parameters';

// Source: the Alibaba pages of https://mulerouter.ai/docs/api-reference

const common = { ...plain, safetyFilter: on } as const;

/** Newest first. */
export const alibaba: MuleRouterModel[] = [
	{
		id: 'wan2.6-t2v',
		name: 'Wan 2.6',
		vendor: 'alibaba',
		uses: {
			textToVideo: {
				parameters: {
					prompt,
					size: choice([...sizes720p, ...sizes1080p], '1280*720'),
					duration: choice([5, 10, 15], 5),
					shotType,
					...sound,
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.6-i2v',
		name: 'Wan 2.6',
		vendor: 'alibaba',
		uses: {
			imageToVideo: {
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
		},
	},
	{
		id: 'wan2.5-t2v-preview',
		name: 'Wan 2.5 Preview',
		vendor: 'alibaba',
		uses: {
			textToVideo: {
				parameters: {
					prompt,
					size: choice([...sizes480p, ...sizes720p, ...sizes1080p], '1280*720'),
					duration: choice([5, 10], 5),
					...sound,
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.5-i2v-preview',
		name: 'Wan 2.5 Preview',
		vendor: 'alibaba',
		uses: {
			imageToVideo: {
				parameters: {
					prompt,
					image,
					resolution: choice(['480P', '720P', '1080P'], '720P'),
					duration: choice([5, 10], 5),
					...sound,
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.2-t2v-plus',
		name: 'Wan 2.2 Plus',
		vendor: 'alibaba',
		uses: {
			textToVideo: {
				parameters: {
					prompt: shortPrompt,
					size: choice([...sizes480p, ...sizes1080p], '1920*1080'),
					duration: choice([5], 5),
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.2-i2v-plus',
		name: 'Wan 2.2 Plus',
		vendor: 'alibaba',
		uses: {
			imageToVideo: {
				parameters: {
					prompt: shortPrompt,
					image,
					resolution: choice(['480P', '1080P'], '1080P'),
					duration: choice([5], 5),
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.2-i2v-flash',
		name: 'Wan 2.2 Flash',
		vendor: 'alibaba',
		uses: {
			imageToVideo: {
				parameters: {
					prompt: shortPrompt,
					image,
					resolution: choice(['480P', '720P'], '720P'),
					duration: choice([5], 5),
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.1-kf2v-plus',
		name: 'Wan 2.1 Keyframes Plus',
		vendor: 'alibaba',
		uses: {
			imageToVideo: {
				parameters: {
					prompt: shortPrompt,
					image,
					lastFrame: { ...image, required: true },
					resolution: choice(['720P'], '720P'),
					duration: choice([5], 5),
					template: { kind: 'text' },
					...common,
				},
			},
		},
	},
];
