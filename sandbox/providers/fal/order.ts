import type { Context } from 'openapi-backend';

import { videoTraits } from '../../contracts/videoTraits';
import type { Change, Follows, Material, Order, Source } from '../../generations/order';
import { frameSize } from '../../video/frameSize';
import type { Input } from './input';
import { mediaRulesOf } from './mediaRules';

/** What an endpoint makes that has neither a duration nor a number of frames, or whose model chooses. */
const SECONDS = 5;

/** The most that is taken of a source video, in seconds, where nothing else is said. */
const LONGEST_SOURCE = 60;

/** What a request asks the sandbox to make. */
export function readOrder(endpoint: string, input: Input, operation: Context['operation']): Order {
	const traits = videoTraits(operation, endpoint);
	const framesPerSecond = input.frames_per_second ?? traits.framesPerSecond;
	const follows = followsOf(endpoint, input, framesPerSecond);
	return {
		model: endpoint,
		prompt: input.prompt ?? input.subject ?? '',
		seed: input.seed,
		frame: frameOf(endpoint, input),
		framesPerSecond,
		seconds: secondsOf(input, framesPerSecond),
		...(follows && { follows }),
		sound: soundOf(input, traits.sound),
		material: materialOf(endpoint, input),
		rules: mediaRulesOf(endpoint),
	};
}

function secondsOf({ duration, num_frames: frames }: Input, framesPerSecond: number): number {
	if (frames !== undefined) return frames / framesPerSecond;
	return Number(duration ?? 0) || SECONDS;
}

function frameOf(endpoint: string, input: Input): Order['frame'] {
	const { resolution = usualResolution(endpoint), aspect_ratio: ratio } = input;
	const follows = ratio === undefined || ratio === 'auto' || ratio === 'adaptive';
	if (endpoint === 'fal-ai/krea-wan-14b/video-to-video') return frameSize('480p', '16:9');
	// What is like its source is not larger than it.
	if (resolution === 'auto') {
		return follows ? { resolution: '720p', atMost: true } : frameSize('720p', ratio);
	}
	return follows ? { resolution } : frameSize(resolution, ratio);
}

/** Of endpoints that leave no choice; those of the effects and of motion are not told. */
function usualResolution(endpoint: string): string {
	if (endpoint.startsWith('fal-ai/wan-pro/')) return '1080p';
	return endpoint === 'fal-ai/wan-motion' ? '720p' : '480p';
}

function followsOf(endpoint: string, input: Input, framesPerSecond: number): Follows | undefined {
	switch (endpoint) {
		case 'fal-ai/wan/v2.7/edit-video':
			return { length: 'seconds', most: Number(input.duration ?? 0) || 10 };
		case 'fal-ai/wan-vace-1-3b':
			// As many frames as the source has, up to 241.
			return { length: 'frames', most: 241 / framesPerSecond };
		case 'fal-ai/wan/v2.2-14b/animate/move':
		case 'fal-ai/wan/v2.2-14b/animate/replace':
		case 'fal-ai/wan-motion':
		case 'fal-ai/krea-wan-14b/video-to-video':
		case 'fal-ai/wan-vace-apps/long-reframe':
		case 'fal-ai/wan-vace-apps/video-edit':
			return { length: 'seconds', most: LONGEST_SOURCE };
		default:
			return undefined;
	}
}

/** No sound wins over a given one. */
function soundOf(input: Input, modelHasSound: boolean): Order['sound'] {
	if (input.audio === false || input.generate_audio === false) return 'none';
	const given = input.audio_url === undefined ? [] : [input.audio_url];
	const [first, ...others] = [...given, ...(input.reference_audio_urls ?? [])];
	if (first !== undefined) return { given: [first, ...others] };
	return modelHasSound ? 'composed' : 'none';
}

function materialOf(endpoint: string, input: Input): Material {
	const { video_url: clip, image_url: picture } = input;
	if (endpoint === 'fal-ai/wan/v2.7/image-to-video' && clip !== undefined) {
		const tail: Source | undefined = input.end_image_url
			? { kind: 'picture', source: input.end_image_url }
			: undefined;
		return { kind: 'extension', head: { kind: 'clip', source: clip }, tail };
	}
	if (clip !== undefined && picture !== undefined) {
		const manner = endpoint.endsWith('/replace') ? 'replace' : 'move';
		return { kind: 'animation', manner, clip, picture };
	}
	const frames = [input.first_frame_url, input.last_frame_url].flatMap((link) => link ?? []);
	const named = input.reference_image_url === undefined ? [] : [input.reference_image_url];
	const pictures = [
		...named,
		...(input.reference_image_urls ?? []),
		...(input.image_urls ?? []),
		...(input.ref_image_urls ?? []),
	];
	if (clip !== undefined) {
		const change = changeOf(endpoint, input);
		return { kind: 'edit', clip, change, pictures: [...pictures, ...frames] };
	}
	const clips = [...(input.reference_video_urls ?? []), ...(input.video_urls ?? [])];
	if (pictures.length > 0 || clips.length > 0) {
		return { kind: 'references', first: input.first_frame_url, pictures, clips };
	}
	return {
		kind: 'frames',
		first: picture ?? input.start_image_url ?? input.first_frame_url,
		last: input.end_image_url ?? input.last_frame_url,
	};
}

function changeOf(endpoint: string, input: Input): Change {
	switch (input.task ?? endpoint.split('/').at(-1)) {
		case 'inpainting':
			return { kind: 'replacePart', mask: maskOf(endpoint, input) };
		case 'outpainting': {
			const { expand_ratio: ratio = 0.25 } = input;
			const added = (asked: boolean | undefined) => (asked ? ratio : 0);
			return {
				kind: 'expand',
				left: added(input.expand_left),
				right: added(input.expand_right),
				top: added(input.expand_top),
				bottom: added(input.expand_bottom),
			};
		}
		case 'reframe':
		case 'long-reframe':
			return { kind: 'reframe', zoom: input.zoom_factor ?? 0 };
		case undefined:
		default:
			return { kind: 'recolour', strength: input.strength ?? 1 };
	}
}

/** Which of two masks counts is told at each endpoint, and not the same everywhere. */
function maskOf(endpoint: string, input: Input): Source | undefined {
	const { mask_image_url: picture, mask_video_url: clip } = input;
	const clipCounts = clip !== undefined && (endpoint.endsWith('/inpainting') || !picture);
	if (clipCounts) return { kind: 'clip', source: clip };
	return picture === undefined ? undefined : { kind: 'picture', source: picture };
}
