import type { INodeProperties } from 'n8n-workflow';

import type { ChoiceParameter, Setting } from '../models/Model';
import type { GenerateOperation } from '../models/operations';

type Texts = Pick<INodeProperties, 'description' | 'placeholder' | 'hint'>;

/** What the form says about a setting. */
export const TEXTS: Partial<Record<Setting, Texts>> = {
	prompt: { description: 'What the video should show, and how it should move' },
	function: { description: 'What becomes of the video' },
	mode: {
		description: 'Standard is quicker and costs fewer credits; Professional looks better',
	},
	controlCondition: { description: 'What is kept of the video while everything else is repainted' },
	resolution: { description: 'The shorter side of the video. More pixels cost more credits.' },
	aspectRatio: { description: 'Width to height of the video' },
	size: { description: 'Width × height of the video in pixels. More pixels cost more credits.' },
	duration: { description: 'Length of the video. Longer videos cost more credits.' },
	frames: { description: 'Length of the video, as a number of its frames' },
	framesPerSecond: { description: 'How many frames the video shows in a second' },
	keepFrames: {
		description:
			'Whether the new video has as many frames as the given one, instead of Number of Frames',
	},
	keepFrameRate: {
		description:
			'Whether the new video shows as many frames in a second as the given one, instead of Frames per Second',
	},
	negativePrompt: {
		description: 'What the video should not show',
		placeholder: 'e.g. blurry, text, watermark',
	},
	seed: {
		description: 'The same number with the same values gives a similar video. Random when not set.',
	},
	promptExpansion: {
		description: 'Whether the provider may write your prompt out in more detail before it is used',
	},
	watermark: { description: 'Whether to mark the video as made by AI, in its lower right corner' },
	shotType: { description: 'Whether the video is one continuous shot or cuts between several' },
	generateAudio: { description: 'Whether the video gets sound that fits it' },
	safetyFilter: { description: "Whether the provider checks the prompt and the video's content" },
	template: {
		description: "Name of one of the model's ready-made effects, used instead of the prompt",
		placeholder: 'e.g. hufu-1',
	},
	checkImage: {
		description:
			'Whether the provider first checks that the picture shows a person as it needs one',
	},
	audioSetting: {
		description:
			"Whether the new video keeps the given one's sound, or gets what the prompt asks for",
	},
	strength: { description: 'How much the video changes: 0 for least, 1 for most' },
	maskFrame: { description: 'The frame of the video that the mask image belongs to, from 1' },
	maskType: { description: 'Whether the mask follows what moves in it, or stays where it is' },
	expandRatio: { description: 'How far to go beyond the edge, as a part of the whole' },
	expandMode: { description: 'The shape in which the mask grows' },
	expandLeft: { description: 'Whether to add to the left of the video' },
	expandRight: { description: 'Whether to add to the right of the video' },
	expandTop: { description: 'Whether to add above the video' },
	expandBottom: { description: 'Whether to add below the video' },
	leftScale: { description: 'How far the frame reaches to the left: 1 as it is, 2 twice as far' },
	rightScale: { description: 'How far the frame reaches to the right: 1 as it is, 2 twice as far' },
	topScale: { description: 'How far the frame reaches up: 1 as it is, 2 twice as far' },
	bottomScale: { description: 'How far the frame reaches down: 1 as it is, 2 twice as far' },
	zoomFactor: { description: 'How far to zoom in, cutting off the edges: 0 not at all' },
	trimBorders: { description: 'Whether to cut off black bars first' },
};

/** What a file is for, where an operation gives it another meaning than its name says. */
export const MEDIA_TEXTS: Partial<
	Record<Setting, Partial<Record<GenerateOperation | 'any', string>>>
> = {
	image: {
		any: 'The picture that the video begins with',
		animate: 'The picture of the character',
		speechToVideo: 'The picture of the person who speaks',
	},
	lastFrame: { any: 'The picture that the video ends with' },
	video: {
		any: 'The video to change',
		extendVideo: 'The clip to continue',
		animate: 'The video with the movements, or with the character to replace',
	},
	maskImage: { any: 'White where the video is to change, black where it stays' },
	maskVideo: { any: 'White where the video is to change, black where it stays' },
	audio: { any: 'A WAV or MP3 file that the video should follow, instead of sound of its own' },
};

const CHOICE_NAMES: Partial<Record<Setting, (value: string | number) => string>> = {
	duration: (seconds) => `${seconds} Seconds`,
	size: (size) => String(size).replace(/[*x]/, ' × '),
	resolution: (lines) => String(lines).toLowerCase(),
	aspectRatio: (ratio) =>
		/\d/.test(String(ratio)) ? String(ratio) : titleOf(ratio) || 'Same as the Video',
	shotType: (shots) => (shots === 'multi' ? 'Multiple Shots' : 'Single Shot'),
	function: titleOf,
	controlCondition: (kept) =>
		({ posebody: 'Pose', posebodyface: 'Pose and Face' })[String(kept)] ?? titleOf(kept),
	mode: (mode) =>
		({ 'wan-std': 'Standard', 'wan-pro': 'Professional' })[String(mode)] ?? titleOf(mode),
	audioSetting: (sound) =>
		({ auto: 'As the Prompt Says', origin: 'Keep the Original' })[String(sound)] ?? titleOf(sound),
	maskType: titleOf,
	expandMode: (mode) => ({ bbox: 'Box' })[String(mode)] ?? titleOf(mode),
};

/** As the form names the values. */
export function choicesOf(setting: Setting, values: ChoiceParameter['values']) {
	return values.map((value) => ({ name: CHOICE_NAMES[setting]?.(value) ?? String(value), value }));
}

/** One for all: n8n's start waits for the form, and making one takes longer than all that it compares. */
const { compare } = new Intl.Collator('en', { numeric: true });

/** In alphabetical order, numbers by their size. */
export const byName = (a: { name: string }, b: { name: string }) => compare(a.name, b.name);

/** `video_edit` as "Video Edit" */
function titleOf(value: string | number): string {
	return String(value).replace(
		/(^|_)(.)/g,
		(_, gap: string, letter: string) => `${gap && ' '}${letter.toUpperCase()}`,
	);
}
