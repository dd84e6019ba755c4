/**
 * One function for each box that tells something about a movie. Each takes the box's content and gives undefined where
 * that is too short. A box with a version has it in the first byte: version 1 has longer numbers; three bytes of flags
 * follow.
 * Source: ISO/IEC 14496-12, clause 8; the boxes of QuickTime are alike.
 */

/** How long something is, in a clock of its own. */
export interface Times {
	/** Ticks in a second; never 0. */
	timescale: number;
	/** Ticks; 0 where the box doesn't tell. */
	duration: number;
}

/** A duration of all ones, in 32 or 64 bits, is unknown (8.2.2). */
const UNKNOWN = new Set([0xffff_ffff, Number(0xffff_ffff_ffff_ffffn)]);

/** The clock of a movie (`mvhd`, 8.2.2) or of a track (`mdhd`, 8.4.2): they begin alike. */
export function readTimes(box: Buffer): Times | undefined {
	const isLong = box[0] === 1;
	if (box.length < (isLong ? 32 : 20)) return undefined;
	const timescale = box.readUInt32BE(isLong ? 20 : 12);
	const duration = isLong ? Number(box.readBigUInt64BE(24)) : box.readUInt32BE(16);
	return timescale === 0
		? undefined
		: { timescale, duration: UNKNOWN.has(duration) ? 0 : duration };
}

export interface TrackHeader {
	id: number;
	/** Whether it is played. */
	enabled: boolean;
	/** Pixels, as it is shown: after its pixels are made square and it is rotated. */
	width: number;
	height: number;
}

/** `tkhd`, 8.3.2. */
export function readTrackHeader(box: Buffer): TrackHeader | undefined {
	const more = box[0] === 1 ? 12 : 0;
	if (box.length < 84 + more) return undefined;
	// Rows of three: the first two of the first row are a and b, of the second c and d. A quarter turn has b and c alone.
	const matrix = 40 + more;
	const [a, b] = [box.readInt32BE(matrix), box.readInt32BE(matrix + 4)];
	const [width, height] = [fixedPoint(box, 76 + more), fixedPoint(box, 80 + more)];
	const isQuarterTurn = Math.abs(b) > Math.abs(a);
	return {
		id: box.readUInt32BE(more === 0 ? 12 : 20),
		enabled: ((box[3] ?? 0) & 1) === 1,
		width: isQuarterTurn ? height : width,
		height: isQuarterTurn ? width : height,
	};
}

/** A number of 16 bits before the point and 16 behind it, to the nearest whole. */
function fixedPoint(box: Buffer, offset: number): number {
	return Math.round(box.readUInt32BE(offset) / 0x1_0000);
}

/** What a track holds (`hdlr`, 8.4.3): `vide`, `soun`, or something else. */
export function readHandler(box: Buffer): string {
	return box.toString('latin1', 8, 12);
}

/** Some samples of a track: the frames of a picture, in the track's ticks. */
export interface Samples {
	count: number;
	duration: number;
}

/** `stts`, 8.6.1.2: runs of samples that last equally long. */
export function readSampleTimes(box: Buffer): Samples {
	const samples = { count: 0, duration: 0 };
	if (box.length < 8) return samples;
	const end = Math.min(8 + box.readUInt32BE(4) * 8, box.length - 7);
	for (let entry = 8; entry < end; entry += 8) {
		const count = box.readUInt32BE(entry);
		samples.count += count;
		samples.duration += count * box.readUInt32BE(entry + 4);
	}
	return samples;
}

/** How long a fragmented movie is in all (`mehd`, 8.8.2), in ticks of the movie. */
export function readFullDuration(box: Buffer): number | undefined {
	const isLong = box[0] === 1;
	if (box.length < (isLong ? 12 : 8)) return undefined;
	return isLong ? Number(box.readBigUInt64BE(4)) : box.readUInt32BE(4);
}
