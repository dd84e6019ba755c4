import { Misfit } from './Misfit';

/** When a track is played, as an edit list has it. */
export interface Edit {
	/** Seconds from the movie's beginning to the track's. */
	delay: number;
	/** Ticks of the track's own clock that are left out in front: of a picture that which passes before its first frame is
	 * shown, of a sound what an encoder puts before it. */
	skip: number;
	/** Seconds that are played; undefined where it is all of the rest. */
	seconds: number | undefined;
}

interface Entry {
	duration: number;
	mediaTime: number;
	rate: number;
}

/**
 * `elst`.
 * Source: ISO/IEC 14496-12, 8.6.6.
 *
 * @param box undefined where there is none: then a track is played from the first moment on
 * @param timescale ticks of the movie in a second
 * @throws Misfit when it plays parts of a track, or at another speed
 */
export function readEditList(box: Buffer | undefined, timescale: number): Edit {
	const entries = box ? readEntries(box) : [];
	const first = entries.findIndex(({ mediaTime }) => mediaTime >= 0);
	if (first === -1) return { delay: 0, skip: 0, seconds: undefined };
	const [entry, ...more] = entries.slice(first);
	const isOne = more.length === 0 && entry?.rate === 1;
	if (!entry || !isOne) throw cut();
	const before = entries.slice(0, first).reduce((sum, { duration }) => sum + duration, 0);
	return {
		delay: before / timescale,
		skip: entry.mediaTime,
		seconds: entry.duration === 0 ? undefined : entry.duration / timescale,
	};
}

/** An edit list that leaves out what can be seen or heard: without edit lists, it would come back. */
export function cut(): Misfit {
	return new Misfit(
		'was cut without being encoded again: it still holds what was cut off',
		'Encode it again first.',
	);
}

function readEntries(box: Buffer): Entry[] {
	if (box.length < 8) return [];
	const isLong = box[0] === 1;
	const bytes = isLong ? 20 : 12;
	const count = Math.min(box.readUInt32BE(4), Math.floor((box.length - 8) / bytes));
	return Array.from({ length: count }, (_, entry) => {
		const at = 8 + entry * bytes;
		return {
			duration: isLong ? Number(box.readBigUInt64BE(at)) : box.readUInt32BE(at),
			mediaTime: isLong ? Number(box.readBigInt64BE(at + 8)) : box.readInt32BE(at + 4),
			// A whole number of 16 bits; the fraction behind it is 0 by the specification.
			rate: box.readInt16BE(at + bytes - 4),
		};
	});
}
