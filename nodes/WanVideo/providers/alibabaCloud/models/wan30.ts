import type { Model, Parameters } from '../../../models/Model';
import type { Rule } from '../../../models/rules';
import { choice, image, neededPromptUpTo, off, on, promptUpTo } from './parameters';

// Source: https://help.aliyun.com/zh/model-studio/wan3-video-generation-api-reference. It knows no
// negative prompt, though a copy of it does.

const LONGEST_PROMPT = 20_000;

const shared: Parameters = {
	resolution: choice(['480P', '720P', '1080P'], '1080P'),
	aspectRatio: choice(['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], 'adaptive'),
	duration: {
		kind: 'integer',
		minimum: 2,
		maximum: 30,
		default: 5,
		also: { value: -1, meaning: 'the model chooses' },
	},
	generateAudio: on,
	promptExpansion: on,
	watermark: off,
	// With -1 it is random.
	seed: { kind: 'integer', minimum: -1, maximum: 2147483647 },
};
const optionalPrompt = promptUpTo(LONGEST_PROMPT);

const videoLimits = {
	seconds: { minimum: 1, maximum: 15 },
	framesPerSecond: { minimum: 16 },
} as const;
const pictures = { field: 'input.media[reference_image]', maximum: 10 };
const videos = {
	field: 'input.media[reference_video]',
	maximum: 5,
	limits: videoLimits,
	totalSeconds: 15,
	secondsWithDuration: 30,
};
const sounds = {
	field: 'input.media[reference_audio]',
	maximum: 5,
	limits: { seconds: { minimum: 1, maximum: 15 } },
	totalSeconds: 15,
};

// What is made of a file or a link needs prompt expansion, too: the service says so itself where it is off.
const rules: readonly Rule[] = [
	{
		kind: 'excludes',
		fields: ['input.media[first_frame]', 'input.media[last_frame]'],
		others: [
			'input.media[reference_image]',
			'input.media[reference_video]',
			'input.media[reference_audio]',
			'input.media[file]',
			'input.media[link]',
		],
	},
	{ kind: 'requires', field: 'input.media[last_frame]', needs: 'input.media[first_frame]' },
	{ kind: 'excludes', fields: ['input.media[file]'], others: ['input.media[link]'] },
];

/** One model for everything; the prompt says what becomes of references, so that it edits a video as well. */
const uses: Model['uses'] = {
	textToVideo: { parameters: { ...shared, prompt: neededPromptUpTo(LONGEST_PROMPT) }, rules },
	imageToVideo: {
		parameters: { ...shared, prompt: optionalPrompt, image, lastFrame: image },
		rules,
	},
	referenceToVideo: {
		parameters: {
			...shared,
			prompt: optionalPrompt,
			references: {
				kind: 'references',
				kinds: { image: pictures, video: videos, audio: sounds },
			},
		},
		rules,
	},
	editVideo: {
		parameters: {
			...shared,
			prompt: optionalPrompt,
			video: { kind: 'video', field: videos.field, limits: videoLimits },
			references: { kind: 'references', kinds: { image: pictures, audio: sounds } },
		},
		rules,
	},
};

export const wan30: Model[] = [
	{ id: 'wan3.0-video', name: 'Wan 3.0', uses },
	// As able, and sooner done.
	{ id: 'wan3.0-video-prime', name: 'Wan 3.0 Prime', uses },
];
