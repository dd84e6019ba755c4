import { isStored } from '../../media/mediaSource';

/** A request to create, of any model, after the contract has filled in the defaults. */
export interface Creation {
	model: string;
	input: Input;
	/** The face check has none. */
	parameters?: Parameters;
}

/** What a video is made of. */
export interface Input {
	prompt?: string;
	/** Wan 2.7 and newer. */
	media?: Medium[];
	audio_url?: string;
	img_url?: string;
	template?: string;
	first_frame_url?: string;
	last_frame_url?: string;
	reference_urls?: string[];
	reference_video_urls?: string[];
	/** Of animation and speech. */
	image_url?: string;
	video_url?: string;
	function?: VaceFunction;
	ref_images_url?: string[];
	mask_image_url?: string;
	mask_video_url?: string;
	first_clip_url?: string;
	last_clip_url?: string;
}

/** One of `input.media`. */
export interface Medium {
	type: MediumType;
	url: string;
	reference_voice?: string;
}

export type MediumType =
	| 'first_frame'
	| 'last_frame'
	| 'first_clip'
	| 'driving_audio'
	| 'reference_image'
	| 'reference_video'
	| 'reference_audio'
	| 'video'
	| 'file'
	| 'link';

/** How it is made. */
export interface Parameters {
	/** `720P` */
	resolution?: string;
	ratio?: string;
	/** px: `1280*720` */
	size?: string;
	/** Seconds; -1 or 0 leaves it to the model or the source. */
	duration?: number;
	audio?: boolean;
	prompt_extend?: boolean;
	seed?: number;
	mode?: 'wan-std' | 'wan-pro';
	obj_or_bg?: ('obj' | 'bg')[];
	control_condition?: string;
	strength?: number;
	top_scale?: number;
	bottom_scale?: number;
	left_scale?: number;
	right_scale?: number;
}

export type VaceFunction =
	'image_reference' | 'video_repainting' | 'video_edit' | 'video_extension' | 'video_outpainting';

/** The `oss://` links in an input. */
export function storedLinksIn(input: Input): string[] {
	// A prompt leads nowhere, whatever it says.
	return textsIn({ ...input, prompt: undefined }).filter(isStored);
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
