/** What an endpoint is given, of any endpoint, after the contract has filled in the defaults; nulls are left out. */
export interface Input {
	prompt?: string;
	/** What the effect is about, in place of a prompt. */
	subject?: string;
	image_url?: string;
	start_image_url?: string;
	end_image_url?: string;
	/** Of VACE. */
	first_frame_url?: string;
	last_frame_url?: string;
	video_url?: string;
	audio_url?: string;
	mask_image_url?: string;
	mask_video_url?: string;
	image_urls?: string[];
	video_urls?: string[];
	ref_image_urls?: string[];
	reference_image_url?: string;
	reference_image_urls?: string[];
	reference_video_urls?: string[];
	reference_audio_urls?: string[];
	file_url?: string;
	web_url?: string;
	/** `720p`, or `auto` */
	resolution?: string;
	/** `16:9`, or `auto` or `adaptive` */
	aspect_ratio?: string;
	/** Seconds; 0 is as long as the source. */
	duration?: number | string;
	num_frames?: number;
	frames_per_second?: number;
	seed?: number;
	strength?: number;
	task?: 'depth' | 'pose' | 'inpainting' | 'outpainting' | 'reframe';
	expand_left?: boolean;
	expand_right?: boolean;
	expand_top?: boolean;
	expand_bottom?: boolean;
	expand_ratio?: number;
	zoom_factor?: number;
	audio?: boolean;
	generate_audio?: boolean;
	enable_thinking?: boolean;
	enable_prompt_expansion?: boolean;
	enhance_identity?: boolean;
}

/** Reads a body that keeps its contract. */
export function readInput(body: unknown): Input {
	const given = Object.entries(body as object).filter(([, value]) => value !== null);
	return Object.fromEntries(given);
}
