import type { SampleEntry } from './sampleEntry';
import type { Track } from './Clip';

/** Bytes: the size of the buffer, the highest bit rate and the average one, of 3, 4 and 4 bytes. */
const [HIGHEST_AT, AVERAGE_AT] = [3, 7];

/**
 * The first track's sample entry, with bit rates that are those of all tracks together.
 * Source: ISO/IEC 14496-1, 7.2.6.6.
 *
 * @param seconds of all of them
 */
export function entryOfAll(tracks: readonly Track[], seconds: number): Buffer {
	const [first] = tracks;
	if (!first) return Buffer.alloc(0);
	const entry = Buffer.from(first.entry.box);
	const at = first.entry.ratesAt;
	if (at === undefined) return entry;
	const all = tracks.map((track) => track.entry);
	entry.writeUIntBE(
		largest(all, (each, from) => each.readUIntBE(from, 3)),
		at,
		3,
	);
	entry.writeUInt32BE(
		largest(all, (each, from) => each.readUInt32BE(from + HIGHEST_AT)),
		at + HIGHEST_AT,
	);
	const bytes = tracks.reduce((sum, { chunks }) => sum + bytesOf(chunks), 0);
	const average = seconds > 0 ? Math.round((bytes * 8) / seconds) : 0;
	entry.writeUInt32BE(Math.min(average, 0xffff_ffff), at + AVERAGE_AT);
	return entry;
}

function bytesOf(chunks: Track['chunks']): number {
	return chunks.reduce((sum, { bytes }) => sum + bytes, 0);
}

function largest(
	entries: readonly SampleEntry[],
	read: (box: Buffer, at: number) => number,
): number {
	return entries.reduce(
		(most, { box, ratesAt }) => (ratesAt === undefined ? most : Math.max(most, read(box, ratesAt))),
		0,
	);
}
