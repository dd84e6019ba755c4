import type { Model, Parameters } from '../../../models/Model';
import type { Rule } from '../../../models/rules';
import {
	aspectRatio,
	aspectRatios,
	choice,
	common,
	image,
	negativePrompt,
	neededPromptUpTo,
	promptUpTo,
	resolution,
	secondsUpTo,
	singaporeAndBeijing as regions,
	soundOf,
} from './parameters';

// Source: the pages text-to-video-api-reference, image-to-video-general-api-reference, wan-video-to-video-api-reference
// and wan-video-editing-api-reference of https://help.aliyun.com/zh/model-studio/

const prompt = promptUpTo(5000);
const neededPrompt = neededPromptUpTo(5000);

const shared: Parameters = {
	negativePrompt,
	resolution,
	duration: secondsUpTo(15),
	...common,
};
const audio = soundOf({ minimum: 2, maximum: 30 });

const textToVideo: Model['uses'] = {
	textToVideo: { parameters: { ...shared, prompt: neededPrompt, aspectRatio, audio } },
};

/** A last picture goes with a first one and with a clip. */
const clipRules: readonly Rule[] = [
	{
		kind: 'excludes',
		fields: ['input.media[first_clip]'],
		others: ['input.media[first_frame]', 'input.media[driving_audio]'],
	},
];

const imageToVideo: Model['uses'] = {
	imageToVideo: {
		parameters: {
			...shared,
			prompt,
			image,
			lastFrame: image,
			audio: { ...audio, field: 'input.media[driving_audio]' },
		},
		rules: clipRules,
	},
	extendVideo: {
		parameters: {
			...shared,
			prompt,
			video: {
				kind: 'video',
				field: 'input.media[first_clip]',
				limits: { seconds: { minimum: 2, maximum: 10 } },
			},
			lastFrame: image,
		},
		rules: clipRules,
	},
};

const referenceToVideo: Model['uses'] = {
	referenceToVideo: {
		parameters: {
			...shared,
			prompt: neededPrompt,
			references: {
				kind: 'references',
				kinds: {
					image: { field: 'input.media[reference_image]', maximum: 5 },
					video: {
						field: 'input.media[reference_video]',
						maximum: 5,
						limits: { seconds: { minimum: 1, maximum: 30 } },
						maxDuration: 10,
					},
					audio: {
						field: 'reference_voice',
						maximum: 5,
						limits: { seconds: { minimum: 1, maximum: 10 } },
					},
				},
				maximum: 5,
				voicesField: 'reference_voice',
			},
			image,
			// Where there is a first picture, the video has its aspect ratio.
			aspectRatio,
		},
	},
};

const editVideo: Model['uses'] = {
	editVideo: {
		parameters: {
			...shared,
			prompt,
			video: {
				kind: 'video',
				field: 'input.media[video]',
				limits: { seconds: { minimum: 2, maximum: 10 } },
			},
			references: {
				kind: 'references',
				kinds: { image: { field: 'input.media[reference_image]', maximum: 4 } },
			},
			// Only where there is none, the video keeps its own.
			aspectRatio: choice(['', ...aspectRatios], ''),
			duration: {
				kind: 'integer',
				minimum: 2,
				maximum: 10,
				default: 0,
				also: { value: 0, meaning: 'the video stays as long as it is' },
			},
			audioSetting: choice(['auto', 'origin'], 'auto'),
		},
	},
};

/** The name without a date stands for a version that changes; those with one stay. Newest first. */
export const wan27: Model[] = [
	{ id: 'wan2.7-t2v', name: 'Wan 2.7', regions, uses: textToVideo },
	{ id: 'wan2.7-t2v-2026-06-12', name: 'Wan 2.7 (2026-06-12)', regions, uses: textToVideo },
	{ id: 'wan2.7-t2v-2026-04-25', name: 'Wan 2.7 (2026-04-25)', regions, uses: textToVideo },
	{ id: 'wan2.7-i2v', name: 'Wan 2.7', regions, uses: imageToVideo },
	{ id: 'wan2.7-i2v-2026-04-25', name: 'Wan 2.7 (2026-04-25)', regions, uses: imageToVideo },
	{ id: 'wan2.7-r2v', name: 'Wan 2.7', regions, uses: referenceToVideo },
	{ id: 'wan2.7-r2v-2026-06-12', name: 'Wan 2.7 (2026-06-12)', regions, uses: referenceToVideo },
	{ id: 'wan2.7-videoedit', name: 'Wan 2.7', regions, uses: editVideo },
];
