import { createHash } from 'node:crypto';

import type { FrameSize } from './frameSize';

/** Raise it when the same spec should look different, so that no old render is found. */
const LOOKS = 3;

/** A file with a client's picture, video or sound, named after its content. */
export interface MediaFile {
	digest: string;
	path: string;
}

/** Something of a client's to be seen. */
export interface Visual {
	kind: 'picture' | 'clip';
	file: MediaFile;
}

/** A part of the frame, in fractions of its width and height. */
export interface Box {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** The whole frame. */
export const WHOLE: Box = { left: 0, top: 0, width: 1, height: 1 };

/** Something of a client's, somewhere in the frame. */
export interface Layer {
	visual: Visual;
	box: Box;
	/** Fill the box and lose what stands over, or stay whole within it. */
	fit: 'fill' | 'within';
	/** By how many degrees its hues are turned. */
	turned?: number;
	/** What lies under it shows where this is white. */
	hole?: Visual;
	/** When a clip begins to play, in seconds of the video; it fades in before it. */
	startsAt?: number;
	/** When it begins to fade out, in seconds of the video. A clip stands still by then. */
	endsAt?: number;
}

/** What is to be seen. */
export type Scene =
	| { kind: 'colours'; hue: number }
	| { kind: 'picture'; picture: MediaFile }
	| { kind: 'transition'; from: MediaFile; to: MediaFile }
	/** Layers over colours, the last on top. `repeats`: a few seconds of it stand for all. */
	| { kind: 'collage'; hue: number; layers: Layer[]; repeats: boolean };

/** What is to be heard: recordings play one after another. */
export type Sound =
	{ kind: 'none' } | { kind: 'chord' } | { kind: 'recordings'; files: [MediaFile, ...MediaFile[]] };

/** Everything that decides what a video is like. */
export interface VideoSpec extends FrameSize {
	framesPerSecond: number;
	seconds: number;
	scene: Scene;
	sound: Sound;
}

/** A name for the video of a spec: equal specs have equal keys, wherever their media lies. */
export function videoKey(spec: VideoSpec): string {
	const content = JSON.stringify([LOOKS, spec], (name, value: unknown) =>
		name === 'path' ? undefined : value,
	);
	return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
