import type { Measures } from '../video/ffprobe';
import { isLongerThan, isShorterThan, megabytes } from './limits';

/** What a provider asks of a source video. */
export interface ClipRules {
	/** As ffprobe names them, and it knows MP4 and MOV as one family; these two unless said otherwise. */
	formats?: [string, ...string[]];
	maxBytes?: number;
	minSeconds?: number;
	maxSeconds?: number;
	minFramesPerSecond?: number;
	/** Shortest and longest side, px. */
	sides?: [min: number, max: number];
	/** The longer side in shorter ones. */
	maxRatio?: number;
}

/** A video as far as it has been measured. */
export interface Clip extends Measures {
	picture: NonNullable<Measures['picture']>;
}

/** Whether what was measured is a video that moves. */
export function isClip(measures: Measures | undefined): measures is Clip {
	return measures?.picture !== undefined;
}

/** Which rule a video breaks, as a sentence; `undefined` when it keeps them all. */
export function brokenClipRule(bytes: Buffer, clip: Clip, rules: ClipRules): string | undefined {
	const { maxBytes, minSeconds = 0, maxSeconds, minFramesPerSecond = 0, sides, maxRatio } = rules;
	const { formats = ['mp4'] } = rules;
	const { seconds, picture } = clip;
	const { width, height, framesPerSecond } = picture;
	if (!formats.some((name) => clip.formats.includes(name))) {
		const others = formats.filter((name) => name !== 'mp4').map((name) => name.toUpperCase());
		return `The video must be ${['MP4', ...others].join(', ')} or MOV.`;
	}
	if (maxBytes !== undefined && bytes.length > maxBytes) {
		return `The video must not be larger than ${megabytes(maxBytes)}.`;
	}
	if (isShorterThan(seconds, minSeconds)) return `The video must have at least ${minSeconds} s.`;
	if (maxSeconds !== undefined && isLongerThan(seconds, maxSeconds)) {
		return `The video must not be longer than ${maxSeconds} s; it has ${seconds.toFixed(1)} s.`;
	}
	if (framesPerSecond < minFramesPerSecond - 0.1) {
		return `The video must have at least ${minFramesPerSecond} frames per second.`;
	}
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	if (sides && (shorter < sides[0] || longer > sides[1])) {
		return `Both sides of the video must be ${sides[0]} to ${sides[1]} px; it is ${width}x${height}.`;
	}
	if (maxRatio !== undefined && longer > shorter * maxRatio) {
		return `The video's longer side must not be more than ${maxRatio} times the shorter one.`;
	}
	return undefined;
}
