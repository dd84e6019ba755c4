import type { ClipSource } from './ClipSource';
import type { Edit } from './editList';
import type { SampleEntry } from './sampleEntry';
import type { SampleTables } from './sampleTables';

/** A picture or a sound, with all that is needed to put it behind another one. */
export interface Track extends SampleTables {
	/** Ticks in a second. */
	timescale: number;
	edit: Edit;
	entry: SampleEntry;
}

export interface Picture extends Track {
	/** Pixels, as it is shown: after its pixels are made square and it is rotated. */
	width: number;
	height: number;
	/** Degrees by which it is turned on being shown. */
	turn: number;
	/** Matrix, width and height, as the end of a `tkhd` has them. */
	shape: Buffer;
}

/** A file to join: its header, not its samples. */
export interface Clip {
	source: ClipSource;
	/** As a sentence begins with it: "Clip 3 (beach.mp4)". */
	label: string;
	picture: Picture | undefined;
	/** The one that is played, if there are several. */
	sound: Track | undefined;
}

/** Ticks that all samples of a track last together. */
export function ticksOf({ durations }: Track): number {
	let ticks = 0;
	for (const duration of durations) ticks += duration;
	return ticks;
}

/** On average, to a hundredth. */
export function framesPerSecond(picture: Picture): number {
	const seconds = ticksOf(picture) / picture.timescale;
	return Math.round((picture.sizes.length / seconds) * 100) / 100;
}
