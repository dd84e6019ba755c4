import { BoxWalk } from '../boxes';
import type { Runs } from './Runs';
import { box, fullBox, longWords, words } from './writeBoxes';

/** A track as it is written: the samples of all clips, in order. */
export interface FilmTrack {
	kind: 'vide' | 'soun';
	/** Ticks in a second. */
	timescale: number;
	/** Sample entry, with its header. */
	entry: Buffer;
	/** Matrix, width and height, as the end of a `tkhd` has them. */
	shape: Buffer;
	durations: Runs;
	/** From decoding to showing; may be negative. Undefined where all are 0. */
	offsets: Runs | undefined;
	/** Bytes of each sample. */
	sizes: readonly Uint32Array[];
	/** Samples that can be decoded by themselves, counted from 0; undefined where all can. */
	sync: readonly number[] | undefined;
	/** `at` is where a chunk is in the film's sample data. */
	chunks: ReadonlyArray<{ at: number; samples: number }>;
}

const MOST_WORD = 0xffff_ffff;
/** Bytes of a header, for which there is to be room below {@link MOST_WORD}: more than any has. */
const MOST_HEADER = 512 * 1024 * 1024;
/** Rows of three; unchanged. */
const MATRIX = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
/** For a sound. */
export const NO_SHAPE = words([...MATRIX, 0, 0]);
/** No language is told: `und`, five bits a letter. */
const UNDETERMINED = 0x55c4;

/**
 * All of a film that stands before its sample data: `ftyp`, `moov` and the header of `mdat`. There are no edit lists:
 * where frames are shown in another order than they are decoded in, offsets are negative for some instead, so that the
 * first frame is shown at 0.
 * Source: ISO/IEC 14496-12, clause 8; negative offsets are its version 1 of `ctts`, 8.6.1.3, which needs the brand `iso4`.
 *
 * @param bytes of the sample data
 */
export function writeMovie(tracks: readonly FilmTrack[], bytes: number): Buffer {
	const type = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso4mp41mp42', 'latin1'));
	const data = dataHeader(bytes);
	const mayBeLong = bytes > MOST_WORD - MOST_HEADER;
	const header = writeHeader(tracks, mayBeLong);
	moveChunks(header, type.length + header.length + data.length, mayBeLong);
	return Buffer.concat([type, header, data]);
}

/** Adds to where all chunks begin: how long the header is, is known once it is written. */
function moveChunks(header: Buffer, bytes: number, isLong: boolean): void {
	const walk = new BoxWalk();
	const movie = walk.contentAt(header, 'moov') ?? Buffer.alloc(0);
	for (const track of walk.contentsOf(movie, 'trak')) {
		const type = isLong ? 'co64' : 'stco';
		const places = walk.contentAt(track, 'mdia', 'minf', 'stbl', type) ?? Buffer.alloc(0);
		for (let at = 8; at < places.length; at += isLong ? 8 : 4) {
			if (isLong) places.writeBigUInt64BE(places.readBigUInt64BE(at) + BigInt(bytes), at);
			else places.writeUInt32BE(places.readUInt32BE(at) + bytes, at);
		}
	}
}

/** `mdat`, 8.1.1. */
function dataHeader(bytes: number): Buffer {
	const header = box('mdat');
	if (bytes + header.length <= MOST_WORD) {
		header.writeUInt32BE(bytes + header.length);
		return header;
	}
	header.writeUInt32BE(1);
	return Buffer.concat([header, longWords([bytes + header.length + 8])]);
}

/** `moov`, 8.2.1; its chunks begin as if the sample data were at the beginning of the film. */
function writeHeader(tracks: readonly FilmTrack[], isLong: boolean): Buffer {
	const timescale = tracks[0]?.timescale ?? 1000;
	const lengths = tracks.map((track) =>
		Math.round((track.durations.sum * timescale) / track.timescale),
	);
	const film = [timescale, Math.max(0, ...lengths)] as const;
	return box(
		'moov',
		timesBox('mvhd', 0, film, [
			words([0x1_0000, 0x0100_0000, 0, 0, ...MATRIX, 0, 0, 0, 0, 0, 0]),
			words([tracks.length + 1]),
		]),
		...tracks.map((track, index) =>
			box(
				'trak',
				trackHeader(track, index + 1, lengths[index] ?? 0),
				box(
					'mdia',
					timesBox(
						'mdhd',
						0,
						[track.timescale, track.durations.sum],
						[words([UNDETERMINED << 16])],
					),
					handler(track.kind),
					box(
						'minf',
						track.kind === 'vide'
							? fullBox('vmhd', 0, 1, words([0, 0]))
							: fullBox('smhd', 0, 0, words([0])),
						// Its samples are in this same file.
						box('dinf', fullBox('dref', 0, 0, words([1]), fullBox('url ', 0, 1))),
						sampleTable(track, isLong),
					),
				),
			),
		),
	);
}

/** `mvhd`, 8.2.2, and `mdhd`, 8.4.2, begin alike; times of making are left out. */
function timesBox(
	type: string,
	flags: number,
	[timescale, duration]: readonly [number, number],
	rest: Buffer[],
): Buffer {
	return duration > MOST_WORD
		? fullBox(type, 1, flags, words([0, 0, 0, 0, timescale]), longWords([duration]), ...rest)
		: fullBox(type, 0, flags, words([0, 0, timescale, duration]), ...rest);
}

/** `tkhd`, 8.3.2. */
function trackHeader({ kind, shape }: FilmTrack, id: number, duration: number): Buffer {
	const isPlayed = 3;
	const volume = kind === 'soun' ? 0x0100_0000 : 0;
	const rest = [words([0, 0, 0, volume]), shape];
	return duration > MOST_WORD
		? fullBox('tkhd', 1, isPlayed, words([0, 0, 0, 0, id, 0]), longWords([duration]), ...rest)
		: fullBox('tkhd', 0, isPlayed, words([0, 0, id, 0, duration]), ...rest);
}

/** `hdlr`, 8.4.3. */
function handler(kind: FilmTrack['kind']): Buffer {
	const name = kind === 'vide' ? 'VideoHandler\0' : 'SoundHandler\0';
	return fullBox('hdlr', 0, 0, Buffer.from(`\0\0\0\0${kind}${'\0'.repeat(12)}${name}`, 'latin1'));
}

/** `stbl`, 8.5.1. */
function sampleTable(track: FilmTrack, isLong: boolean): Buffer {
	const { entry, durations, offsets, sync, sizes, chunks } = track;
	const times = durations.pairs();
	const count = sizes.reduce((sum, each) => sum + each.length, 0);
	const places = chunks.map(({ at }) => at);
	return box(
		'stbl',
		fullBox('stsd', 0, 0, words([1]), entry),
		fullBox('stts', 0, 0, words([times.length / 2]), words(times)),
		...(offsets ? [composition(offsets)] : []),
		...(sync
			? [fullBox('stss', 0, 0, words([sync.length]), words(sync.map((each) => each + 1)))]
			: []),
		sampleToChunk(chunks),
		fullBox('stsz', 0, 0, words([0, count]), ...sizes.map(words)),
		isLong
			? fullBox('co64', 0, 0, words([places.length]), longWords(places))
			: fullBox('stco', 0, 0, words([places.length]), words(places)),
	);
}

/** `ctts`, 8.6.1.3. */
function composition(offsets: Runs): Buffer {
	const pairs = offsets.pairs();
	const version = offsets.values.some((offset) => offset < 0) ? 1 : 0;
	return fullBox('ctts', version, 0, words([pairs.length / 2]), words(pairs));
}

/** `stsc`, 8.7.4: from which chunk on there are how many samples in each. */
function sampleToChunk(chunks: FilmTrack['chunks']): Buffer {
	const runs = chunks.flatMap(({ samples }, index) =>
		chunks[index - 1]?.samples === samples ? [] : [index + 1, samples, 1],
	);
	return fullBox('stsc', 0, 0, words([runs.length / 3]), words(runs));
}
