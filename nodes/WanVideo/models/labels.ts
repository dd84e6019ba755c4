import type { Setting } from './Model';

/** What the form, and so every error, calls a setting. */
export const SETTING_LABELS: Record<Setting, string> = {
	prompt: 'Prompt',
	image: 'Image',
	lastFrame: 'Last Frame',
	resolution: 'Resolution',
	aspectRatio: 'Aspect Ratio',
	size: 'Size',
	duration: 'Duration',
	negativePrompt: 'Negative Prompt',
	seed: 'Seed',
	promptExpansion: 'Prompt Expansion',
	watermark: 'Watermark',
	shotType: 'Shot Type',
	generateAudio: 'Generate Audio',
	audio: 'Audio',
	safetyFilter: 'Safety Filter',
	template: 'Effect Template',
};
