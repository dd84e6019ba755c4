import type { Context } from 'openapi-backend';

import { videoTraits } from '../../contracts/videoTraits';
import type { Change, Follows, Material, Order, Source } from '../../generations/order';
import { frameLike, frameSize, parseFrameSize } from '../../video/frameSize';
import { mediaRulesOf } from './mediaRules';
import type { Creation, Input, MediumType, VaceFunction } from './request';

/** What a model makes that is left to choose, or that has no duration. */
const SECONDS = 5;

/** Wan 2.7 has other frames than the models before it: https://help.aliyun.com/zh/model-studio/text-to-video-api-reference */
const SIZES_OF_27: Record<string, string> = {
	'720P 4:3': '1104*832',
	'720P 3:4': '832*1104',
	'1080P 4:3': '1648*1248',
	'1080P 3:4': '1248*1648',
};

/** What a request asks the sandbox to make. */
export function readOrder(creation: Creation, operation: Context['operation']): Order {
	const { model, input, parameters = {} } = creation;
	const traits = videoTraits(operation, model);
	const { duration = SECONDS, seed } = parameters;
	const follows = followsOf(creation);
	return {
		model,
		prompt: input.prompt ?? '',
		// Both are "any".
		seed: seed === -1 ? undefined : seed,
		frame: frameOf(creation),
		framesPerSecond: traits.framesPerSecond,
		seconds: duration > 0 ? duration : SECONDS,
		...(follows && { follows }),
		sound: soundOf(creation, traits.sound),
		material: materialOf(creation),
		rules: mediaRulesOf(model),
	};
}

function frameOf({ model, input, parameters = {} }: Creation): Order['frame'] {
	const { size, resolution, ratio } = parameters;
	switch (input.function) {
		case 'image_reference':
		case 'video_edit':
			return parseFrameSize(size ?? '1280*720');
		case 'video_repainting':
		case 'video_extension':
		case 'video_outpainting':
			return { resolution: '720p', atMost: true };
		case undefined:
			break;
	}
	if (size) return parseFrameSize(size);
	// How large animations are is not said.
	if (!resolution) return { resolution: '720p' };
	const hasFirstFrame = linksOf(input, 'first_frame').length > 0;
	if (!ratio || ratio === 'adaptive' || hasFirstFrame) return { resolution };
	if (ratio === '21:9') return frameLike(resolution, { width: 21, height: 9 });
	const own = model.startsWith('wan2.7-') ? SIZES_OF_27[`${resolution} ${ratio}`] : undefined;
	return own === undefined ? frameSize(resolution, ratio) : parseFrameSize(own);
}

function followsOf({ model, input, parameters = {} }: Creation): Follows | undefined {
	if (model === 'wan2.7-videoedit') {
		return { length: 'seconds', rate: true, most: parameters.duration || 10 };
	}
	if (model.startsWith('wan2.2-animate-')) return { length: 'seconds', rate: true };
	if (model === 'wan2.2-s2v') return { length: 'recordings', most: 20 };
	const edits: (VaceFunction | undefined)[] = [
		'video_repainting',
		'video_edit',
		'video_outpainting',
	];
	// Of a longer source the first five seconds are used.
	return edits.includes(input.function)
		? { length: 'seconds', rate: true, most: SECONDS }
		: undefined;
}

/** No sound wins over a given one. */
function soundOf({ input, parameters = {} }: Creation, modelHasSound: boolean): Order['sound'] {
	if (parameters.audio === false) return 'none';
	const voices = (input.media ?? []).flatMap(({ reference_voice: voice }) => voice ?? []);
	const [first, ...others] = [
		...(input.audio_url === undefined ? [] : [input.audio_url]),
		...linksOf(input, 'driving_audio', 'reference_audio'),
		...voices,
	];
	if (first !== undefined) return { given: [first, ...others] };
	return modelHasSound ? 'composed' : 'none';
}

function materialOf(creation: Creation): Material {
	const { model, input } = creation;
	if (input.function) return materialOfVace(creation, input.function);
	if (input.media) return materialOfMedia(input);
	if (input.image_url !== undefined && input.video_url !== undefined) {
		const manner = model.endsWith('-move') ? 'move' : 'replace';
		return { kind: 'animation', manner, clip: input.video_url, picture: input.image_url };
	}
	const { reference_urls: either = [], reference_video_urls: clips = [] } = input;
	if (either.length > 0 || clips.length > 0) {
		return { kind: 'references', pictures: [], clips, either };
	}
	const first = input.img_url ?? input.first_frame_url ?? input.image_url;
	return { kind: 'frames', first, last: input.last_frame_url };
}

function materialOfMedia(input: Input): Material {
	const [first] = linksOf(input, 'first_frame');
	const [last] = linksOf(input, 'last_frame');
	const [beginning] = linksOf(input, 'first_clip');
	const [source] = linksOf(input, 'video');
	const pictures = linksOf(input, 'reference_image');
	const clips = linksOf(input, 'reference_video');
	if (source !== undefined) {
		return { kind: 'edit', clip: source, change: { kind: 'recolour', strength: 1 }, pictures };
	}
	if (beginning !== undefined) {
		return {
			kind: 'extension',
			head: { kind: 'clip', source: beginning },
			tail: sourceOf(last, undefined),
		};
	}
	if (pictures.length > 0 || clips.length > 0) {
		return { kind: 'references', first, pictures, clips };
	}
	return { kind: 'frames', first, last };
}

function materialOfVace({ input, parameters = {} }: Creation, name: VaceFunction): Material {
	// The contract sees to it that there is one where it is asked for here.
	const { video_url: clip = '', ref_images_url: pictures = [] } = input;
	switch (name) {
		case 'image_reference':
			return { kind: 'references', pictures, clips: [] };
		case 'video_repainting': {
			const change: Change = { kind: 'recolour', strength: parameters.strength ?? 1 };
			return { kind: 'edit', clip, change, pictures };
		}
		case 'video_edit': {
			const mask = sourceOf(input.mask_image_url, input.mask_video_url);
			return { kind: 'edit', clip, change: { kind: 'replacePart', mask }, pictures };
		}
		case 'video_extension': {
			const head = sourceOf(input.first_frame_url, input.first_clip_url);
			const tail = sourceOf(input.last_frame_url, input.last_clip_url);
			return { kind: 'extension', head, tail, motion: input.video_url };
		}
		case 'video_outpainting': {
			// The scales are those of the way from the middle of the source to its sides.
			const added = (scale = 1) => (scale - 1) / 2;
			const change: Change = {
				kind: 'expand',
				left: added(parameters.left_scale),
				right: added(parameters.right_scale),
				top: added(parameters.top_scale),
				bottom: added(parameters.bottom_scale),
			};
			return { kind: 'edit', clip, change, pictures: [] };
		}
	}
}

/** A clip, or else a picture; nothing without either. */
function sourceOf(picture: string | undefined, clip: string | undefined): Source | undefined {
	if (clip !== undefined) return { kind: 'clip', source: clip };
	return picture === undefined ? undefined : { kind: 'picture', source: picture };
}

/** The links of `input.media` that are of these types, in their order. */
function linksOf({ media = [] }: Input, ...types: MediumType[]): string[] {
	return media.filter(({ type }) => types.includes(type)).map(({ url }) => url);
}
