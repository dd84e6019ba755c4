import type { Model, Parameters } from '../../../models/Model';
import { on, prompt, seed, video } from './parameters';

// Source: https://docs.aimlapi.com/api-references/video-models/krea

const both: Parameters = {
	prompt,
	seed,
	promptExpansion: { ...on, field: 'enable_prompt_expansion' },
};

/** Krea's models, which are made of Wan 2.1. */
export const krea: Model[] = [
	{
		id: 'krea/krea-wan-14b/text-to-video',
		name: 'Krea Wan 14B',
		endpoints: ['unified'],
		uses: {
			textToVideo: {
				parameters: {
					...both,
					frames: { kind: 'integer', minimum: 18, maximum: 162, step: 12, default: 78 },
				},
			},
		},
	},
	{
		id: 'krea/krea-wan-14b/video-to-video',
		name: 'Krea Wan 14B',
		endpoints: ['unified'],
		uses: {
			editVideo: {
				parameters: {
					...both,
					video,
					strength: { kind: 'number', minimum: 0, maximum: 1, default: 0.85 },
				},
			},
		},
	},
];
