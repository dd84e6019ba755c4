import type { Context } from 'openapi-backend';

import type { VideoTraits } from '../../contracts/videoTraits';
import type { Follows, Material, Order, Source } from '../../generations/order';
import { frameSize, parseFrameSize } from '../../video/frameSize';
import { mediaRulesOf } from './mediaRules';

/** What a prediction is made of, of any model, after the contract has filled in the defaults. */
export interface Input {
	prompt?: string;
	image?: string;
	last_image?: string;
	first_frame?: string;
	last_frame?: string;
	first_clip?: string;
	reference_image?: string;
	reference_images?: string[];
	reference_videos?: string[];
	video?: string;
	character_image?: string;
	audio?: string;
	/** px: `1280*720` */
	size?: string;
	/** `720p`, and of animation `720` */
	resolution?: string;
	aspect_ratio?: string;
	/** Seconds; 0 is as long as the source. */
	duration?: number;
	num_frames?: number;
	frame_num?: number;
	frames?: number;
	frames_per_second?: number;
	interpolate_output?: boolean;
	merge_audio?: boolean;
	seed?: number;
	/** Of Wan 2.1 with LoRA. */
	model?: '1.3b' | '14b';
}

/** What a model makes that has neither a duration nor a number of frames. */
const SECONDS = 5;

/** What is interpolated has this rate in the end. */
const INTERPOLATED = 30;

/** What a prediction asks the sandbox to make. */
export function readOrder(model: string, input: Input, operation: Context['operation']): Order {
	const traits = traitsOf(operation);
	const rate = input.frames_per_second ?? traits.framesPerSecond;
	const follows = followsOf(model, input);
	return {
		model,
		prompt: input.prompt ?? '',
		seed: input.seed,
		frame: frameOf(model, input),
		framesPerSecond: input.interpolate_output ? INTERPOLATED : rate,
		seconds: secondsOf(input, rate),
		...(follows && { follows }),
		sound: soundOf(input, traits.sound),
		material: materialOf(model, input),
		rules: mediaRulesOf(model),
	};
}

/** `x-video` of the schema that an input was validated with. */
function traitsOf(operation: Context['operation']): VideoTraits {
	const { requestBody } = operation as unknown as {
		requestBody: {
			content: {
				'application/json': { schema: { properties: { input: { 'x-video': VideoTraits } } } };
			};
		};
	};
	return requestBody.content['application/json'].schema.properties.input['x-video'];
}

function secondsOf(input: Input, rate: number): number {
	const frames = input.num_frames ?? input.frame_num ?? input.frames;
	return frames === undefined ? input.duration || SECONDS : frames / rate;
}

function frameOf(model: string, input: Input): Order['frame'] {
	if (input.size) return parseFrameSize(input.size);
	const given = input.resolution ?? usualResolution(model);
	const resolution = given.endsWith('p') ? given : `${given}p`;
	const { aspect_ratio: ratio = 'auto' } = input;
	// A picture decides, where there is one.
	const follows = ['auto', 'adaptive'].includes(ratio) || input.image !== undefined;
	return follows ? { resolution } : frameSize(resolution, ratio);
}

/** What is taken where a request says nothing, and no page does. */
function usualResolution(model: string): string {
	if (model.endsWith('-720p')) return '720p';
	if (model.endsWith('-480p') || /wan-2\.2/.test(model)) return '480p';
	return '720p';
}

function followsOf(model: string, { duration }: Input): Follows | undefined {
	if (model.endsWith('-videoedit')) return { length: 'seconds', most: duration || 10 };
	if (model.includes('-animate-')) return { length: 'seconds' };
	return model.endsWith('-s2v') ? { length: 'recordings', most: 20 } : undefined;
}

function soundOf(input: Input, modelHasSound: boolean): Order['sound'] {
	if (input.audio !== undefined) return { given: [input.audio] };
	return modelHasSound || input.merge_audio ? 'composed' : 'none';
}

function materialOf(model: string, input: Input): Material {
	const { video, character_image: character, first_clip: clip, last_frame: last } = input;
	if (video !== undefined && character !== undefined) {
		const manner = model.endsWith('-replace') ? 'replace' : 'move';
		return { kind: 'animation', manner, clip: video, picture: character };
	}
	if (video !== undefined) {
		const pictures = input.reference_image === undefined ? [] : [input.reference_image];
		return { kind: 'edit', clip: video, change: { kind: 'recolour', strength: 1 }, pictures };
	}
	if (clip !== undefined) {
		const tail: Source | undefined = last ? { kind: 'picture', source: last } : undefined;
		return { kind: 'extension', head: { kind: 'clip', source: clip }, tail };
	}
	const { reference_images: pictures = [], reference_videos: clips = [] } = input;
	if (pictures.length > 0 || clips.length > 0) return { kind: 'references', pictures, clips };
	return {
		kind: 'frames',
		first: input.image ?? input.first_frame,
		last: input.last_image ?? last,
	};
}
