import type { Context } from 'openapi-backend';

import { videoTraits } from '../../contracts/videoTraits';
import type { Change, Material, MediaRules, Order } from '../../generations/order';
import { frameSize } from '../../video/frameSize';

/** The fields that decide a video, of any model, after the contract has filled in the defaults. */
export interface Creation {
	model: string;
	prompt?: string;
	seed?: number;
	resolution?: string;
	aspect_ratio?: string;
	/** Seconds; a string only on the older path. */
	duration?: number | string;
	num_frames?: number;
	frames_per_second?: number;
	match_input_num_frames?: boolean;
	match_input_frames_per_second?: boolean;
	generate_audio?: boolean;
	audio_url?: string;
	audio_urls?: string[];
	image_url?: string;
	last_image_url?: string;
	first_frame_image?: string;
	image_urls?: string[];
	reference_image_urls?: string[];
	image_list?: string[];
	video_url?: string;
	video_urls?: string[];
	mask_video_url?: string;
	strength?: number;
	expand_left?: boolean;
	expand_right?: boolean;
	expand_top?: boolean;
	expand_bottom?: boolean;
	expand_ratio?: number;
	zoom_factor?: number;
}

const SECONDS_OF_MODELS_WITHOUT_DURATION = 5;
const RESOLUTION_OF_MODELS_WITHOUT_ONE = '480p';

/** Of Wan 3.0. What is given of other models has no documented limits. */
const RULES_OF_WAN_30: MediaRules = {
	together: { clips: 15, recordings: 15, clipsAndVideo: 30 },
};

/** What a request asks the sandbox to make. */
export function readOrder(creation: Creation, operation: Context['operation']): Order {
	const { model, prompt = '', seed, aspect_ratio: aspectRatio } = creation;
	const { resolution = RESOLUTION_OF_MODELS_WITHOUT_ONE, num_frames: frames } = creation;
	const traits = videoTraits(operation, model);
	const framesPerSecond = creation.frames_per_second ?? traits.framesPerSecond;
	const isFree = !aspectRatio || aspectRatio === 'auto' || aspectRatio === 'adaptive';
	return {
		model,
		prompt,
		seed,
		frame: isFree ? { resolution } : frameSize(resolution, aspectRatio),
		framesPerSecond,
		seconds: frames
			? frames / framesPerSecond
			: Number(creation.duration ?? SECONDS_OF_MODELS_WITHOUT_DURATION),
		follows: followsOf(creation),
		sound: readSound(creation, traits.sound),
		material: materialOf(creation),
		...(model === 'alibaba/wan-3-0-video' && { rules: RULES_OF_WAN_30 }),
	};
}

function followsOf(creation: Creation): NonNullable<Order['follows']> {
	const { video_url: source, num_frames: frames } = creation;
	// A model that is not told how long a video shall be makes it as long as its source.
	if (source && frames === undefined) return { length: 'seconds', rate: true };
	return {
		...(creation.match_input_num_frames && { length: 'frames' }),
		...(creation.match_input_frames_per_second && { rate: true }),
	};
}

function readSound(creation: Creation, modelHasSound: boolean): Order['sound'] {
	const [first, ...others] = creation.audio_urls ?? [creation.audio_url ?? []].flat();
	if (first !== undefined) return { given: [first, ...others] };
	return modelHasSound && creation.generate_audio !== false ? 'composed' : 'none';
}

function materialOf(creation: Creation): Material {
	const { image_url: image, video_url: clip } = creation;
	if (clip && image) {
		const manner = creation.model.endsWith('-move') ? 'move' : 'replace';
		return { kind: 'animation', manner, clip, picture: image };
	}
	if (clip) {
		const pictures = creation.image_list ?? [];
		return { kind: 'edit', clip, change: changeOf(creation), pictures };
	}
	const pictures = creation.image_urls ?? creation.reference_image_urls ?? [];
	const clips = creation.video_urls ?? [];
	if (pictures.length > 0 || clips.length > 0) {
		return { kind: 'references', first: creation.first_frame_image, pictures, clips };
	}
	const first = image ?? creation.first_frame_image;
	return { kind: 'frames', first, last: creation.last_image_url };
}

function changeOf(creation: Creation): Change {
	const { model, mask_video_url: mask } = creation;
	if (model.endsWith('-inpainting')) {
		return { kind: 'replacePart', ...(mask && { mask: { kind: 'clip', source: mask } }) };
	}
	if (model.endsWith('-outpainting')) {
		// A ratio of 0.25 adds a quarter of the source's size to each side asked for.
		const { expand_ratio: ratio = 0 } = creation;
		return {
			kind: 'expand',
			left: creation.expand_left ? ratio : 0,
			right: creation.expand_right ? ratio : 0,
			top: creation.expand_top ? ratio : 0,
			bottom: creation.expand_bottom ? ratio : 0,
		};
	}
	if (model.endsWith('-reframe')) return { kind: 'reframe', zoom: creation.zoom_factor ?? 0 };
	return { kind: 'recolour', strength: creation.strength ?? 1 };
}
