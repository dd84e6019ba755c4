import { createHash } from 'node:crypto';

import type { FrameSize } from './frameSize';

/** Raise it when the same spec should look different, so that no old render is found. */
const LOOKS = 1;

/** A file with a client's picture or sound, named after its content. */
export interface MediaFile {
	digest: string;
	path: string;
}

/** What is to be seen. */
export type Scene =
	| { kind: 'colours'; hue: number }
	| { kind: 'picture'; picture: MediaFile }
	| { kind: 'transition'; from: MediaFile; to: MediaFile };

/** What is to be heard. */
export type Sound = { kind: 'none' } | { kind: 'chord' } | { kind: 'recording'; file: MediaFile };

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
