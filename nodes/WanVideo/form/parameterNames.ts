import type { Setting } from '../models/Model';

/** Settings that stand in the Options collection instead of the main form, in alphabetical order of their labels. */
export const OPTION_SETTINGS: readonly Setting[] = [
	'audio',
	'template',
	'generateAudio',
	'negativePrompt',
	'promptExpansion',
	'safetyFilter',
	'seed',
	'shotType',
	'watermark',
];

/** What the form, and so every error, calls the field for the name of a file that comes in; n8n's own words. */
export const inputFieldLabel = (label: string) => `${label} Input Data Field Name`;

/** The same for the file that goes out. */
export const OUTPUT_FIELD_LABEL = 'Output Data Field Name';

/** The three fields that give one picture or sound. */
export interface MediaFields {
	source: string;
	url: string;
	binaryProperty: string;
}

/** Fields of the form for the pictures a generation starts (and ends) with, and of its sound in the options. */
export const MEDIA_FIELDS = {
	image: { source: 'imageSource', url: 'imageUrl', binaryProperty: 'imageBinaryProperty' },
	lastFrame: {
		source: 'lastFrameSource',
		url: 'lastFrameUrl',
		binaryProperty: 'lastFrameBinaryProperty',
	},
	audio: { source: 'audioSource', url: 'audioUrl', binaryProperty: 'audioBinaryProperty' },
} as const satisfies Partial<Record<Setting, MediaFields>>;
