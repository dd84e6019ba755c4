import type { Model, Parameters } from '../../../models/Model';
import type { Rule } from '../../../models/rules';
import {
	choice,
	common,
	fiveSeconds,
	MEGABYTE,
	negativePrompt,
	promptUpTo,
	singaporeAndBeijing,
	spelledInBeijing,
} from './parameters';

// Source: https://help.aliyun.com/zh/model-studio/legacy-image-to-video-by-first-and-last-frame-api-reference

const frame = { kind: 'image', limits: { maxBytes: 10 * MEGABYTE } } as const;

const shared: Parameters = {
	image: { ...frame, field: 'input.first_frame_url' },
	lastFrame: { ...frame, field: 'input.last_frame_url' },
	prompt: promptUpTo(800),
	negativePrompt,
	template: { kind: 'text' },
	duration: fiveSeconds,
	...common,
};

const rules: readonly Rule[] = [
	{ kind: 'needsOne', fields: ['input.last_frame_url', 'input.template'] },
];

/** Models that lead from one picture to another, or make an effect of one. Newest first. */
export const keyframes: Model[] = [
	{
		id: 'wan2.2-kf2v-flash',
		name: 'Wan 2.2 Keyframes Flash',
		regions: singaporeAndBeijing,
		uses: {
			imageToVideo: {
				parameters: { ...shared, resolution: choice(['480P', '720P', '1080P'], '720P') },
				rules,
			},
		},
	},
	{
		id: 'wan2.1-kf2v-plus',
		name: 'Wan 2.1 Keyframes Plus',
		...spelledInBeijing('wanx2.1-kf2v-plus'),
		uses: {
			imageToVideo: {
				parameters: { ...shared, resolution: choice(['720P'], '720P') },
				rules,
			},
		},
	},
];
