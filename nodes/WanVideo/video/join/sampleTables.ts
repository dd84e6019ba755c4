import type { BoxWalk } from '../boxes';
import { MOST_SAMPLES } from './limits';
import { damaged, Misfit } from './Misfit';

/** Samples that stand in a file one after another. */
export interface Chunk {
	/** Where it begins, in bytes of the file. */
	offset: number;
	bytes: number;
	samples: number;
	/** Where it begins in the film's sample data, once it has a place there. */
	at: number;
}

/**
 * The samples of a track, which are frames of a picture or packets of sound, in the order they are decoded in. Times are
 * ticks of the track's own clock.
 */
export interface SampleTables {
	/** Bytes. */
	sizes: Uint32Array;
	/** From the moment a sample is decoded at to that of the next. */
	durations: Uint32Array;
	/** From the moment a sample is decoded at to that at which it is shown; all 0 where samples are shown as they come. */
	offsets: Int32Array;
	/** Which can be decoded without those before, counted from 0; undefined where all can. */
	sync: number[] | undefined;
	chunks: Chunk[];
}

/**
 * The boxes of a sample table (`stbl`) that say how long, how large and where the samples are.
 * Source: ISO/IEC 14496-12, 8.6.1 to 8.7.5.
 *
 * @throws Misfit where they contradict each other, or have been cut short
 */
export function readSampleTables(walk: BoxWalk, table: Buffer): SampleTables {
	const sizes = readSizes(walk, table);
	const chunks = readChunks(walk, table, sizes);
	const durations = new Uint32Array(sizes.length);
	fillRuns(durations, content(walk, table, 'stts'), (box, at) => box.readUInt32BE(at));
	const offsets = new Int32Array(sizes.length);
	const composition = walk.contentAt(table, 'ctts');
	// In version 0 they can't be negative; writers that make them so anyway mean it.
	if (composition) fillRuns(offsets, composition, (box, at) => box.readInt32BE(at));
	const sync = walk.contentAt(table, 'stss');
	return { sizes, durations, offsets, sync: sync && readSync(sync), chunks };
}

/** `stsz` or `stz2`, 8.7.3. */
function readSizes(walk: BoxWalk, table: Buffer): Uint32Array {
	const box = walk.contentAt(table, 'stsz');
	if (!box) return readCompactSizes(content(walk, table, 'stz2'));
	if (box.length < 12) throw contradiction();
	const [size, count] = [box.readUInt32BE(4), countOf(box.readUInt32BE(8))];
	if (size !== 0) return new Uint32Array(count).fill(size);
	if (box.length < 12 + count * 4) throw contradiction();
	const sizes = new Uint32Array(count);
	for (let sample = 0; sample < count; sample++) sizes[sample] = box.readUInt32BE(12 + sample * 4);
	return sizes;
}

function readCompactSizes(box: Buffer): Uint32Array {
	if (box.length < 12) throw contradiction();
	const [bits, count] = [box.readUInt8(7), countOf(box.readUInt32BE(8))];
	if (![4, 8, 16].includes(bits) || box.length < 12 + Math.ceil((count * bits) / 8)) {
		throw contradiction();
	}
	return Uint32Array.from({ length: count }, (_, sample) => {
		if (bits === 16) return box.readUInt16BE(12 + sample * 2);
		if (bits === 8) return box.readUInt8(12 + sample);
		const pair = box.readUInt8(12 + (sample >> 1));
		return sample % 2 === 0 ? pair >> 4 : pair & 15;
	});
}

/** Where the samples are: `stsc`, 8.7.4, and `stco` or `co64`, 8.7.5. */
function readChunks(walk: BoxWalk, table: Buffer, sizes: Uint32Array): Chunk[] {
	const offsets = readOffsets(walk, table);
	const runs = content(walk, table, 'stsc');
	const count = countOf(entriesOf(runs, 12));
	const chunks: Chunk[] = [];
	let sample = 0;
	for (let run = 0; run < count; run++) {
		const [first, samples, description] = [0, 4, 8].map((at) =>
			runs.readUInt32BE(8 + run * 12 + at),
		);
		const isLast = run + 1 === count;
		const end = isLast ? offsets.length : runs.readUInt32BE(8 + (run + 1) * 12) - 1;
		if (first !== chunks.length + 1 || end > offsets.length || samples === undefined) {
			throw contradiction();
		}
		if (description !== 1) {
			throw new Misfit('changes its settings along the way', 'Encode it again in one piece.');
		}
		while (chunks.length < end) {
			const next = sample + samples;
			if (next > sizes.length) throw contradiction();
			let bytes = 0;
			for (; sample < next; sample++) bytes += sizes[sample] ?? 0;
			chunks.push({ offset: offsets[chunks.length] ?? 0, bytes, samples, at: 0 });
		}
	}
	if (sample !== sizes.length || chunks.length !== offsets.length) throw contradiction();
	return chunks.filter(({ samples }) => samples > 0);
}

function readOffsets(walk: BoxWalk, table: Buffer): Float64Array {
	const short = walk.contentAt(table, 'stco');
	if (short) {
		const length = countOf(entriesOf(short, 4));
		return Float64Array.from({ length }, (_, chunk) => short.readUInt32BE(8 + chunk * 4));
	}
	const long = content(walk, table, 'co64');
	const length = countOf(entriesOf(long, 8));
	return Float64Array.from({ length }, (_, chunk) => Number(long.readBigUInt64BE(8 + chunk * 8)));
}

/** `stss`, 8.6.2. */
function readSync(box: Buffer): number[] {
	const length = countOf(entriesOf(box, 4));
	return Array.from({ length }, (_, entry) => box.readUInt32BE(8 + entry * 4) - 1);
}

/** `stts` and `ctts`, 8.6.1: runs of samples that have the same value. */
function fillRuns(
	values: Uint32Array | Int32Array,
	box: Buffer,
	read: (box: Buffer, at: number) => number,
): void {
	const count = entriesOf(box, 8);
	let sample = 0;
	for (let run = 0; run < count; run++) {
		const next = sample + box.readUInt32BE(8 + run * 8);
		if (next > values.length) throw contradiction();
		values.fill(read(box, 12 + run * 8), sample, next);
		sample = next;
	}
	if (sample !== values.length) throw contradiction();
}

/** How many entries of so many bytes a table says it has. */
function entriesOf(box: Buffer, bytes: number): number {
	if (box.length < 8) throw contradiction();
	const count = box.readUInt32BE(4);
	if (box.length < 8 + count * bytes) throw contradiction();
	return count;
}

function countOf(count: number): number {
	if (count > MOST_SAMPLES) throw new Misfit('is too long to be joined');
	return count;
}

function content(walk: BoxWalk, table: Buffer, type: string): Buffer {
	const box = walk.contentAt(table, type);
	if (!box) throw damaged(`its header lacks a part (${type})`);
	return box;
}

function contradiction(): Misfit {
	return damaged('what its header says of its frames does not fit together');
}
