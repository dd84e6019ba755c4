import type { AudioLimits, ImageLimits, VideoLimits } from './MediaLimits';
import type { GenerateOperation, MediaKind, MediaSetting } from './operations';
import type { Rule } from './rules';

/** What a user can set about a video, in the node's own words. A request has the provider's: see `Catalog.fields`. */
export type Setting =
	| MediaSetting
	| 'prompt'
	| 'negativePrompt'
	// The frame, the length and the sound.
	| 'resolution'
	| 'aspectRatio'
	| 'size'
	| 'duration'
	| 'frames'
	| 'framesPerSecond'
	| 'keepFrames'
	| 'keepFrameRate'
	| 'generateAudio'
	// How it is made.
	| 'seed'
	| 'promptExpansion'
	| 'watermark'
	| 'shotType'
	| 'safetyFilter'
	| 'template'
	| 'checkImage'
	| 'audioSetting'
	// What becomes of a given video.
	| 'function'
	| 'mode'
	| 'controlCondition'
	| 'strength'
	| 'maskFrame'
	| 'maskType'
	| 'expandRatio'
	| 'expandMode'
	| 'expandLeft'
	| 'expandRight'
	| 'expandTop'
	| 'expandBottom'
	| 'leftScale'
	| 'rightScale'
	| 'topScale'
	| 'bottomScale'
	| 'zoomFactor'
	| 'trimBorders';

interface AnyParameter {
	/** What the request calls it, where a model differs from its provider's other models; a path as in `fieldPaths`. */
	field?: string;
	/** The model has it only while its setting `function` has one of these values. */
	functions?: readonly string[];
}

/** Free text; `maxLength` in characters. */
export interface TextParameter extends AnyParameter {
	kind: 'text';
	required?: true;
	maxLength?: number;
}

/** One of a few values; the first that a user sees is `default`. With '' nothing is sent, so that the provider decides. */
export interface ChoiceParameter extends AnyParameter {
	kind: 'choice';
	values: ReadonlyArray<string | number>;
	default: string | number;
	/** The provider has no default of its own: where nothing is chosen, this one is sent. */
	required?: true;
}

/** A number; bounds are inclusive. */
export interface NumberParameter extends AnyParameter {
	/** A whole number, or any. */
	kind: 'integer' | 'number';
	minimum?: number;
	maximum?: number;
	/** It is the minimum, or so much more, or twice as much more … */
	step?: number;
	/** A value beside the range, and what it means. */
	also?: { value: number; meaning: string };
	/** What the provider does when the field is absent, where that is known. */
	default?: number;
}

/** On or off; `default` is what the provider does when the field is absent. */
export interface SwitchParameter extends AnyParameter {
	kind: 'switch';
	default: boolean;
}

/** A picture, a video or a sound, as an http(s) URL, a data URI, or a file that is uploaded. */
export interface MediaParameter extends AnyParameter {
	kind: MediaKind;
	required?: true;
	/** Not as a data URI, even where the provider takes these: a file is uploaded, or, where that can't be, refused. */
	noDataUri?: true;
	/** Where a file of this one has other limits than the provider's others, some of them. */
	limits?: Partial<ImageLimits & VideoLimits & AudioLimits>;
}

/** References of one kind. */
export interface ReferenceKind {
	/** The request's list of them. */
	field: string;
	minimum?: number;
	maximum: number;
	/** As in `MediaParameter`. */
	limits?: MediaParameter['limits'];
	/** As in `MediaParameter`. */
	noDataUri?: true;
	/** Seconds that all of them may have together. */
	totalSeconds?: number;
	/** Seconds that all of them and the video to be made may have together. */
	secondsWithDuration?: number;
	/** Seconds that the video to be made may have where there is one of them. */
	maxDuration?: number;
}

/** Pictures, videos and sounds that the video is to be like. */
export interface ReferencesParameter extends AnyParameter {
	kind: 'references';
	required?: true;
	/** By what is taken. */
	kinds: Partial<Record<MediaKind, ReferenceKind>>;
	/** Of all kinds together. */
	maximum?: number;
	/** The request's list that says of each picture whether it shows a thing or the background. */
	rolesField?: string;
	/** The field, beside a reference's link, for the sound of its voice: a sound is the voice of the reference before it. */
	voicesField?: string;
}

export type Parameter =
	| TextParameter
	| ChoiceParameter
	| NumberParameter
	| SwitchParameter
	| MediaParameter
	| ReferencesParameter;

export type Parameters = Partial<Record<Setting, Parameter>>;

/** A model under one operation. */
export interface Use {
	parameters: Parameters;
	/** Fields that go along with every request, in the provider's names. */
	constants?: Readonly<Record<string, string>>;
	/** What its fields may not be together, in the provider's names: they hold for Additional Fields as well. */
	rules?: readonly Rule[];
	/** Parameters that are others in a region, by its value in the credential; the form shows those of the other regions. */
	inRegion?: Readonly<Partial<Record<string, Parameters>>>;
}

export interface Model {
	/** As the provider's API spells it. */
	id: string;
	/** Other spellings that the provider takes for the same model. */
	aliases?: readonly string[];
	/** As the form shows it. */
	name: string;
	/** The addresses that have it, as `Provider.endpoints` has them; absent: all. */
	endpoints?: readonly string[];
	/** The regions that are known to have it, as `Provider.regions` has them; absent: all. */
	regions?: readonly string[];
	/** One of its spellings, where a region knows it by that alone. */
	idIn?: Readonly<Partial<Record<string, string>>>;
	/** What it can be started from, and what a user can set then. */
	uses: Partial<Record<GenerateOperation, Use>>;
}

/** Where files go that don't go along with the request. */
export interface Uploads {
	/** Bytes up to which a file is sent along, by kind; of a kind that is not named, none is. */
	inline: Partial<Record<MediaKind, number>>;
	/** Bytes of a file, at most. */
	maxBytes: number;
	/** What a user should know of it, as one sentence or two for the form. */
	note: string;
}

/** Everything a provider can generate, and what its API calls each setting. */
export interface Catalog {
	/** Paths as in `fieldPaths`. */
	fields: Partial<Record<Setting, string>>;
	images: ImageLimits;
	/** Absent: it takes a URL only. */
	videoFiles?: VideoLimits;
	/** Absent: it takes a URL only. */
	audioFiles?: AudioLimits;
	/** Absent: files go along with the request, as data URIs. */
	uploads?: Uploads;
	/** Newest first. */
	models: readonly Model[];
	/**
	 * The ids that the form begins with. They stay when a newer model comes: n8n does not store what is at its default,
	 * so a stored workflow would change its model.
	 */
	usual: Partial<Record<GenerateOperation, string>>;
}
