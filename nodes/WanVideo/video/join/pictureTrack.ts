import type { Picture } from './Clip';
import type { ClipTimes } from './clipTimes';
import { Runs } from './Runs';

/** The frames of all clips, one clip behind the other. */
export interface JoinedPicture {
	durations: Runs;
	offsets: Runs | undefined;
	sync: number[] | undefined;
	sizes: Uint32Array[];
	/** Where each clip begins, and at last where the film ends: ticks of the film's picture. */
	starts: number[];
}

/** @param times of each picture, in its order */
export function joinPictures(
	pictures: readonly Picture[],
	times: readonly ClipTimes[],
): JoinedPicture {
	const durations = new Runs();
	const offsets = new Runs();
	const starts = [0];
	for (const { decoded, shown, ticks } of times) {
		for (const [frame, time] of decoded.entries()) {
			durations.add((decoded[frame + 1] ?? ticks) - time);
			offsets.add((shown[frame] ?? 0) - time);
		}
		starts.push((starts.at(-1) ?? 0) + ticks);
	}
	return {
		durations,
		offsets: offsets.values.some((offset) => offset !== 0) ? offsets : undefined,
		sync: joinSync(pictures),
		sizes: pictures.map(({ sizes }) => sizes),
		starts,
	};
}

function joinSync(pictures: readonly Picture[]): number[] | undefined {
	if (pictures.every(({ sync }) => sync === undefined)) return undefined;
	const all: number[] = [];
	let before = 0;
	for (const { sync, sizes } of pictures) {
		if (sync) for (const frame of sync) all.push(before + frame);
		else for (let frame = 0; frame < sizes.length; frame++) all.push(before + frame);
		before += sizes.length;
	}
	return all;
}
