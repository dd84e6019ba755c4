import type { BoxWalk } from './boxes';
import type { Samples } from './movieBoxes';

/**
 * What the fragments of a movie hold of one track: recorders and streams write the frames' times there rather than in
 * front.
 * Source: ISO/IEC 14496-12, 8.8.
 *
 * @param file all of it
 * @param movie the content of `moov`
 * @returns undefined where a fragment doesn't tell
 */
export function readFragments(
	walk: BoxWalk,
	file: Buffer,
	movie: Buffer,
	trackId: number,
): Samples | undefined {
	const preset = defaultDuration(walk, movie, trackId);
	const samples = { count: 0, duration: 0 };
	for (const box of walk.boxesIn(file)) {
		if (box.type !== 'moof') continue;
		for (const track of walk.contentsOf(box.content, 'traf')) {
			const header = readTrackFragmentHeader(walk.contentAt(track, 'tfhd'));
			if (header?.trackId !== trackId) continue;
			for (const run of walk.contentsOf(track, 'trun')) {
				const more = readRun(run, header.duration ?? preset);
				if (!more) return undefined;
				samples.count += more.count;
				samples.duration += more.duration;
			}
		}
	}
	return samples;
}

/** How long a sample lasts where no fragment says it (`trex`, 8.8.3). */
function defaultDuration(walk: BoxWalk, movie: Buffer, trackId: number): number | undefined {
	const extend = walk.contentAt(movie, 'mvex');
	if (!extend) return undefined;
	const own = walk
		.contentsOf(extend, 'trex')
		.find((box) => box.length >= 16 && box.readUInt32BE(4) === trackId);
	return own?.readUInt32BE(12);
}

/** `tfhd`, 8.8.7; its duration is of one sample, for all that have none of their own. */
function readTrackFragmentHeader(box: Buffer | undefined) {
	if (!box || box.length < 8) return undefined;
	const flags = box.readUIntBE(1, 3);
	const at = 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
	const isTold = (flags & 0x8) !== 0 && box.length >= at + 4;
	return { trackId: box.readUInt32BE(4), duration: isTold ? box.readUInt32BE(at) : undefined };
}

/** `trun`, 8.8.8. */
function readRun(box: Buffer, preset: number | undefined): Samples | undefined {
	if (box.length < 8) return undefined;
	const flags = box.readUIntBE(1, 3);
	const count = box.readUInt32BE(4);
	if (!(flags & 0x100))
		return preset === undefined ? undefined : { count, duration: count * preset };

	// Of each sample there are its duration and whichever of its size, flags and time of composition.
	const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
	const first = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
	if (box.length < first + count * step) return undefined;
	let duration = 0;
	for (let sample = 0; sample < count; sample++)
		duration += box.readUInt32BE(first + sample * step);
	return { count, duration };
}
