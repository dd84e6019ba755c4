import { BoxWalk } from '../boxes';
import { readHandler, readTimes, readTrackHeader } from '../movieBoxes';
import { Skeleton } from '../Skeleton';
import { containerType, HEAD_LENGTH } from '../videoType';
import { ticksOf, type Clip, type Picture, type Track } from './Clip';
import type { ClipSource } from './ClipSource';
import { readEditList } from './editList';
import { MOST_SECONDS } from './limits';
import { about, damaged, Misfit } from './Misfit';
import { readSampleEntry } from './sampleEntry';
import { readSampleTables } from './sampleTables';

/**
 * Reads a file's header: up to its end where that stands in front, else all of the file.
 *
 * @param label how a sentence about the file begins, such as "Clip 3"
 * @throws Problem `invalidInput` when it can't be joined with anything
 */
export async function readClip(source: ClipSource, label: string): Promise<Clip> {
	try {
		const { skeleton, bytes } = await readSkeleton(source);
		checkContainer(skeleton);
		return { source, label, ...readTracks(skeleton.toBuffer(), bytes) };
	} catch (error) {
		throw about(label, error);
	}
}

async function readSkeleton(source: ClipSource) {
	const skeleton = new Skeleton();
	for await (const chunk of await source.open()) {
		skeleton.feed(chunk);
		const isKnown = skeleton.bytes >= HEAD_LENGTH && !isMp4(skeleton);
		if (isKnown || skeleton.isTooLarge || skeleton.hasWhole('moov')) {
			return { skeleton, bytes: source.bytes };
		}
	}
	return { skeleton, bytes: skeleton.bytes };
}

function isMp4(skeleton: Skeleton): boolean {
	return containerType(skeleton.head)?.mimeType === 'video/mp4';
}

function checkContainer(skeleton: Skeleton): void {
	if (skeleton.bytes === 0) throw new Misfit('is empty');
	const container = containerType(skeleton.head);
	if (!isMp4(skeleton)) {
		const name = container?.extension.slice(1).toUpperCase();
		throw name
			? new Misfit(`is a ${name} file, and only MP4 files can be joined`, 'Save it as MP4 first.')
			: new Misfit('is no MP4 file', 'Check which field the video is in.');
	}
	if (skeleton.isTooLarge) throw new Misfit('has a header that is too large to be joined');
	if (!skeleton.hasWhole('moov')) throw damaged('it breaks off before its header ends');
}

/** @param bytes of the whole file, where they are known */
function readTracks(file: Buffer, bytes: number | undefined): Pick<Clip, 'picture' | 'sound'> {
	const walk = new BoxWalk();
	const movie = walk.contentAt(file, 'moov') ?? Buffer.alloc(0);
	if (walk.contentAt(movie, 'mvex')) {
		throw new Misfit(
			'is in fragments, as streams and recorders write it',
			'Save it as an ordinary MP4 first, for example with ffmpeg -i in.mp4 -c copy out.mp4.',
		);
	}
	const times = readTimes(walk.contentAt(movie, 'mvhd') ?? Buffer.alloc(0));
	const timescale = times?.timescale ?? 1000;
	const tracks = walk.contentsOf(movie, 'trak').map((track) => {
		const header = walk.contentAt(track, 'tkhd');
		const handler = walk.contentAt(track, 'mdia', 'hdlr');
		return {
			track,
			header: header ?? Buffer.alloc(0),
			kind: handler && readHandler(handler),
			isPlayed: ((header?.[3] ?? 0) & 1) === 1,
		};
	});
	const played = (kind: string) => {
		const ofKind = tracks.filter((each) => each.kind === kind);
		return ofKind.find(({ isPlayed }) => isPlayed) ?? ofKind[0];
	};
	const [seen, heard] = [played('vide'), played('soun')];
	const picture = seen && readPicture(walk, seen.track, seen.header, timescale, bytes);
	const sound = heard && readTrack(walk, heard.track, 'soun', timescale, bytes);
	return { picture, sound };
}

function readPicture(
	walk: BoxWalk,
	track: Buffer,
	header: Buffer,
	timescale: number,
	bytes: number | undefined,
): Picture {
	const shown = readTrackHeader(header);
	const picture = readTrack(walk, track, 'vide', timescale, bytes);
	if (!shown || !picture) throw damaged('it has no frames');
	if (picture.sync && picture.sync[0] !== 0) {
		throw new Misfit('does not begin with a whole picture', 'Encode it again first.');
	}
	const end = header[0] === 1 ? 96 : 84;
	// A copy: a part of the header would hold all of it.
	const shape = Buffer.from(header.subarray(end - 44, end));
	const turn = Math.atan2(shape.readInt32BE(4), shape.readInt32BE(0)) * (180 / Math.PI);
	const { width, height } = shown;
	return { ...picture, width, height, turn: (Math.round(turn) + 360) % 360, shape };
}

/** Undefined where there is nothing in it. */
function readTrack(
	walk: BoxWalk,
	track: Buffer,
	kind: 'vide' | 'soun',
	movieTimescale: number,
	bytes: number | undefined,
): Track | undefined {
	const media = walk.contentAt(track, 'mdia') ?? Buffer.alloc(0);
	const times = readTimes(walk.contentAt(media, 'mdhd') ?? Buffer.alloc(0));
	const table = walk.contentAt(media, 'minf', 'stbl');
	if (!times || !table) throw damaged('its header lacks a part');
	checkReferences(walk, media);
	const entry = readSampleEntry(walk, walk.contentAt(table, 'stsd'), kind);
	const samples = readSampleTables(walk, table);
	if (samples.sizes.length === 0) return undefined;
	const isThere = ({ offset, bytes: length }: { offset: number; bytes: number }) =>
		bytes === undefined || offset + length <= bytes;
	if (!samples.chunks.every(isThere)) throw damaged('it breaks off');
	const edit = readEditList(walk.contentAt(track, 'edts', 'elst'), movieTimescale);
	const read = { ...samples, timescale: times.timescale, edit, entry };
	const seconds = ticksOf(read) / read.timescale;
	if (seconds === 0) throw damaged('its frames last no time');
	if (seconds + edit.delay > MOST_SECONDS) throw new Misfit('is too long to be joined');
	return read;
}

/** `dref`, 8.7.2: its samples may be in another file. */
function checkReferences(walk: BoxWalk, media: Buffer): void {
	const references = walk.contentAt(media, 'minf', 'dinf', 'dref')?.subarray(8);
	if (!references) return;
	for (const { content } of walk.boxesIn(references)) {
		if (((content[3] ?? 0) & 1) === 0) throw new Misfit('has its frames in another file');
	}
}
