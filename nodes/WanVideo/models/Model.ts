import type { AudioLimits, ImageLimits } from './MediaLimits';

/** Who runs the model. The values are stored in users' workflows. */
export type Provider = 'aimlApi' | 'muleRouter';

/** What a generation starts from. The values are stored in users' workflows. */
export type GenerateOperation = 'textToVideo' | 'imageToVideo';

/** What a user can set about a video, in the node's own words; each provider has its own (see `Catalog.fields`). */
export type Setting =
	| 'prompt'
	| 'image'
	| 'lastFrame'
	| 'resolution'
	| 'aspectRatio'
	| 'size'
	| 'duration'
	| 'negativePrompt'
	| 'seed'
	| 'promptExpansion'
	| 'watermark'
	| 'shotType'
	| 'generateAudio'
	| 'audio'
	| 'safetyFilter'
	| 'template';

/** Free text; `maxLength` in characters. */
export interface TextParameter {
	kind: 'text';
	required?: true;
	maxLength?: number;
}

/** One of a few values; the first that a user sees is `default`. */
export interface ChoiceParameter {
	kind: 'choice';
	values: ReadonlyArray<string | number>;
	default: string | number;
}

/** A whole number; bounds are inclusive. */
export interface IntegerParameter {
	kind: 'integer';
	minimum?: number;
	maximum?: number;
}

/** On or off; `default` is what the provider does when the field is absent. */
export interface SwitchParameter {
	kind: 'switch';
	default: boolean;
}

/** A picture or a sound, as an http(s) URL or a data URI. */
export interface MediaParameter {
	kind: 'image' | 'audio';
	required?: true;
}

export type Parameter =
	TextParameter | ChoiceParameter | IntegerParameter | SwitchParameter | MediaParameter;

export interface Model {
	/** As the provider's API spells it. */
	id: string;
	/** Other spellings that the provider takes for the same model. */
	aliases?: readonly string[];
	/** As the form shows it. */
	name: string;
	operation: GenerateOperation;
	parameters: Partial<Record<Setting, Parameter>>;
}

/** Everything a provider can generate, and what its API calls each setting. */
export interface Catalog {
	fields: Partial<Record<Setting, string>>;
	images: ImageLimits;
	/** Absent: it takes a sound as a URL only. */
	audioFiles?: AudioLimits;
	/** Newest first: the first of an operation is the form's default. */
	models: readonly Model[];
}
