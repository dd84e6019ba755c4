import { brandType, containerType, HEAD_LENGTH } from './videoType';
import { BoxWalk } from './boxes';
import { readFragments } from './fragmentBoxes';
import {
	readFullDuration,
	readHandler,
	readSampleTimes,
	readTimes,
	readTrackHeader,
	type Samples,
	type Times,
	type TrackHeader,
} from './movieBoxes';

/** What a video's header tells. Whatever is absent isn't told, or stands where it isn't looked for. */
export interface VideoHeader {
	/** MIME type. */
	type: string;
	seconds?: number;
	/** Pixels, as it is shown: after its pixels are made square and it is rotated. */
	width?: number;
	height?: number;
	/** On average. */
	framesPerSecond?: number;
	hasPicture?: boolean;
	hasSound?: boolean;
}

/**
 * What a video is: of MP4 and MOV all that is in {@link VideoHeader}, of WebM, Matroska and AVI the type alone.
 * It works through the header, not through the pictures, and whatever the bytes are, in time that grows with their number
 * at most.
 * Source: ISO/IEC 14496-12.
 *
 * @returns undefined when the bytes are no video that this node knows
 */
export function readVideo(file: Buffer): VideoHeader | undefined {
	const container = containerType(file.subarray(0, HEAD_LENGTH));
	if (!container) return undefined;
	const isBoxes = container.mimeType === 'video/mp4' || container.mimeType === 'video/quicktime';
	return isBoxes ? readMovie(file) : { type: container.mimeType };
}

function readMovie(file: Buffer): VideoHeader | undefined {
	const walk = new BoxWalk();
	// A file without a brand is to be taken as MP4 (4.3.1).
	const brand = walk.contentAt(file, 'ftyp')?.toString('latin1', 0, 4) ?? 'mp41';
	const type = brandType(brand)?.mimeType;
	const movie = walk.contentAt(file, 'moov');
	if (!type || !movie) return type ? { type } : undefined;

	const tracks = walk.contentsOf(movie, 'trak').map((track) => readTrack(walk, track));
	const pictures = tracks.filter(({ kind }) => kind === 'vide');
	const picture = pictures.find(({ header }) => header?.enabled) ?? pictures[0];
	const shown = picture && timesOfFrames(walk, file, movie, picture);
	return {
		type,
		seconds: fullSeconds(walk, movie, shown),
		width: picture?.header?.width || undefined,
		height: picture?.header?.height || undefined,
		framesPerSecond: shown && ratio(shown.count, shown.seconds),
		hasPicture: picture !== undefined,
		hasSound: tracks.some(({ kind }) => kind === 'soun'),
	};
}

interface Track {
	kind: string | undefined;
	header: TrackHeader | undefined;
	times: Times | undefined;
	/** Those that the movie's header tells: of a fragmented movie the first ones, or none. */
	samples: Samples | undefined;
}

function readTrack(walk: BoxWalk, track: Buffer): Track {
	const handler = walk.contentAt(track, 'mdia', 'hdlr');
	const header = walk.contentAt(track, 'tkhd');
	const times = walk.contentAt(track, 'mdia', 'mdhd');
	const samples = walk.contentAt(track, 'mdia', 'minf', 'stbl', 'stts');
	return {
		kind: handler && readHandler(handler),
		header: header && readTrackHeader(header),
		times: times && readTimes(times),
		samples: samples && readSampleTimes(samples),
	};
}

/** How many frames a track has in all, and how long they last together; undefined where the file doesn't tell. */
function timesOfFrames(
	walk: BoxWalk,
	file: Buffer,
	movie: Buffer,
	{ header, times, samples }: Track,
) {
	const later =
		header && isFragmented(walk, movie)
			? readFragments(walk, file, movie, header.id)
			: { count: 0, duration: 0 };
	if (!times || !samples || !later) return undefined;
	return {
		count: samples.count + later.count,
		seconds: (samples.duration + later.duration) / times.timescale,
	};
}

/** The movie's own word; but of a fragmented one that is of its first fragment, so that the frames count. */
function fullSeconds(
	walk: BoxWalk,
	movie: Buffer,
	shown: { seconds: number } | undefined,
): number | undefined {
	const box = walk.contentAt(movie, 'mvhd');
	const times = box && readTimes(box);
	if (!isFragmented(walk, movie)) return times && ratio(times.duration, times.timescale);
	const full = walk.contentAt(movie, 'mvex', 'mehd');
	const told = full && times && ratio(readFullDuration(full) ?? 0, times.timescale);
	return told ?? (shown?.seconds || undefined);
}

function isFragmented(walk: BoxWalk, movie: Buffer): boolean {
	return walk.contentAt(movie, 'mvex') !== undefined;
}

/** Undefined rather than zero, or a division by zero. */
function ratio(of: number, to: number): number | undefined {
	return of > 0 && to > 0 ? of / to : undefined;
}
