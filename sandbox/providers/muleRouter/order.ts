import type { Context } from 'openapi-backend';

import { videoTraits } from '../../contracts/videoTraits';
import type { Change, Material, Order, Source } from '../../generations/order';
import { frameSize, parseFrameSize } from '../../video/frameSize';
import { mediaRulesOf } from './mediaRules';

/** The fields that decide a video, of any model, after the contract has filled in the defaults. */
export interface Creation {
	prompt?: string;
	seed?: number;
	/** px: `1280*720` */
	size?: string;
	resolution?: string;
	ratio?: string;
	/** Seconds; -1 leaves it to the model. */
	duration?: number;
	audio?: boolean;
	audio_url?: string;
	image?: string;
	first_frame?: string;
	last_frame?: string;
	reference_images?: string[];
	reference_videos?: string[];
	reference_audios?: string[];
	function?: VaceFunction;
	images?: string[];
	obj_or_bg?: ('obj' | 'bg')[];
	video_url?: string;
	strength?: number;
	mask_image_url?: string;
	mask_video_url?: string;
	first_frame_url?: string;
	last_frame_url?: string;
	first_clip_url?: string;
	last_clip_url?: string;
	top_scale?: number;
	bottom_scale?: number;
	left_scale?: number;
	right_scale?: number;
}

type VaceFunction =
	'image_reference' | 'video_repainting' | 'video_edit' | 'video_extension' | 'video_outpainting';

/** What a model makes that is left to choose, or that has no duration. */
const SECONDS = 5;

/** What a request asks the sandbox to make. */
export function readOrder(creation: Creation, operation: Context['operation']): Order {
	const { prompt = '', seed, duration = SECONDS } = creation;
	const model = operation.operationId ?? '';
	const traits = videoTraits(operation, model);
	const material = materialOf(creation);
	return {
		model,
		prompt,
		seed,
		frame: frameOf(creation),
		framesPerSecond: traits.framesPerSecond,
		seconds: duration === -1 ? SECONDS : duration,
		// An edited video is as long as its source.
		...(material.kind === 'edit' && { follows: { length: 'seconds', rate: true } }),
		sound: readSound(creation, traits.sound),
		material,
		rules: mediaRulesOf(model),
	};
}

function frameOf(creation: Creation): Order['frame'] {
	const { size, resolution, ratio } = creation;
	if (size) return parseFrameSize(size);
	if (creation.function === 'image_reference') return frameSize('720p', '16:9');
	// Other videos of VACE are of 720p without a size, or smaller if their source is.
	if (!resolution) return { resolution: '720p', atMost: true };
	return ratio && ratio !== 'adaptive' ? frameSize(resolution, ratio) : { resolution };
}

/** A given recording overrides `audio`. */
function readSound(creation: Creation, modelHasSound: boolean): Order['sound'] {
	const [first, ...others] = creation.reference_audios ?? [creation.audio_url ?? []].flat();
	if (first !== undefined) return { given: [first, ...others] };
	return modelHasSound && creation.audio !== false ? 'composed' : 'none';
}

function materialOf(creation: Creation): Material {
	if (creation.function) return materialOfVace(creation, creation.function);
	const { reference_images: pictures = [], reference_videos: clips = [] } = creation;
	if (pictures.length > 0 || clips.length > 0) return { kind: 'references', pictures, clips };
	return {
		kind: 'frames',
		first: creation.image ?? creation.first_frame,
		last: creation.last_frame,
	};
}

function materialOfVace(creation: Creation, vaceFunction: VaceFunction): Material {
	// The contract sees to it that there is one where it is asked for here.
	const { video_url: clip = '', images: pictures = [] } = creation;
	switch (vaceFunction) {
		case 'image_reference':
			return { kind: 'references', pictures, clips: [] };
		case 'video_repainting': {
			const change: Change = { kind: 'recolour', strength: creation.strength ?? 1 };
			return { kind: 'edit', clip, change, pictures };
		}
		case 'video_edit': {
			const mask = sourceOf(creation.mask_image_url, creation.mask_video_url);
			return { kind: 'edit', clip, change: { kind: 'replacePart', mask }, pictures };
		}
		case 'video_extension': {
			const head = sourceOf(creation.first_frame_url, creation.first_clip_url);
			const tail = sourceOf(creation.last_frame_url, creation.last_clip_url);
			return { kind: 'extension', head, tail, motion: creation.video_url };
		}
		case 'video_outpainting':
			return { kind: 'edit', clip, change: outpainting(creation), pictures: [] };
	}
}

/** The scales are those of the way from the middle of the source to its sides. */
function outpainting(creation: Creation): Change {
	const added = (scale = 1) => (scale - 1) / 2;
	return {
		kind: 'expand',
		left: added(creation.left_scale),
		right: added(creation.right_scale),
		top: added(creation.top_scale),
		bottom: added(creation.bottom_scale),
	};
}

/** A clip, or else a picture; nothing without either. */
function sourceOf(picture: string | undefined, clip: string | undefined): Source | undefined {
	if (clip !== undefined) return { kind: 'clip', source: clip };
	return picture === undefined ? undefined : { kind: 'picture', source: picture };
}
