import { invalid } from '../../models/words';
import type { VideoFacts } from '../VideoWatch';
import type { Track } from './Clip';
import { mediaStart, timesOfClip, type ClipTimes } from './clipTimes';
import type { LabelledSource } from './copyPieces';
import { entryOfAll } from './entryOfAll';
import { layOutClips, layOutWithSound, type LabelledClip } from './filmLayout';
import { about } from './Misfit';
import type { Piece } from './PieceList';
import { joinPictures } from './pictureTrack';
import { silentSource } from './silentSource';
import { cutSound, joinSounds, type SoundPart } from './soundTrack';
import { commonTimescale } from './timescale';
import { NO_SHAPE, writeMovie, type FilmTrack } from './writeMovie';

/** What is to be written. */
export interface Film {
	/** All that stands before the sample data. */
	head: Buffer;
	/** The sample data. Sources are the clips, then the other sound or the silence. */
	pieces: readonly Piece[];
	/** Packets in which nothing is heard, where pauses are filled with them. */
	silence: LabelledSource | undefined;
	facts: Required<VideoFacts>;
}

/** A sound to hear in place of the clips' own. */
export interface OtherSound {
	label: string;
	sound: Track;
}

/**
 * Puts clips that fit together into one film.
 *
 * @throws Problem `invalidInput` when the times of one can't be kept
 */
export function arrangeFilm(clips: readonly LabelledClip[], other: OtherSound | undefined): Film {
	const pictures = clips.map(({ picture }) => picture);
	const timescale = commonTimescale(pictures);
	const times = clips.map(({ label, picture, sound }) =>
		named(label, () => timesOfClip(picture, sound, timescale)),
	);
	const joined = joinPictures(pictures, times);
	const starts = joined.starts.map((ticks) => ticks / timescale);
	const seconds = starts.at(-1) ?? 0;

	const sounds = other ? [wholeSound(other, seconds)] : clipSounds(clips, times, starts);
	const heard = sounds.length > 0 ? hear(sounds, clips) : undefined;
	const layout =
		other && sounds[0]
			? layOutWithSound(clips, { times, timescale }, { label: other.label, ...sounds[0] })
			: layOutClips(clips, heard?.silences);
	const [first] = pictures;
	const tracks: FilmTrack[] = [
		{
			kind: 'vide',
			timescale,
			entry: entryOfAll(pictures, seconds),
			shape: first?.shape ?? NO_SHAPE,
			...joined,
			chunks: layout.pictureChunks,
		},
	];
	if (heard) {
		const ofSounds = sounds.map(({ track }) => track);
		const entry = entryOfAll(ofSounds, seconds);
		tracks.push({ ...heard.track, entry, chunks: layout.soundChunks });
	}
	const head = writeMovie(tracks, layout.list.bytes);
	const frames = joined.sizes.reduce((sum, sizes) => sum + sizes.length, 0);
	return {
		head,
		pieces: layout.list.pieces,
		silence: heard?.silence,
		facts: {
			width: first?.width ?? 0,
			height: first?.height ?? 0,
			seconds: thousandths(seconds),
			fps: thousandths(frames / seconds),
			hasAudio: heard !== undefined,
			bytes: head.length + layout.list.bytes,
		},
	};
}

function hear(parts: readonly SoundPart[], clips: readonly LabelledClip[]) {
	const tracks = parts.map(({ track }) => track);
	const timescale = commonTimescale(tracks);
	const joined = joinSounds(parts, timescale);
	if (typeof joined === 'number') {
		throw invalid(
			`${clips[joined]?.label ?? 'A clip'} is too short for its sound`,
			'Leave it out, or make it longer.',
		);
	}
	const { durations, silences: counts } = joined;
	const packet = tracks[0]?.entry.silence ?? Buffer.alloc(0);
	const count = counts.reduce((sum, each) => sum + each, 0);
	const silent = (part: number) => new Uint32Array(counts[part] ?? 0).fill(packet.length);
	return {
		track: {
			kind: 'soun' as const,
			timescale,
			shape: NO_SHAPE,
			durations,
			offsets: undefined,
			sync: undefined,
			sizes: tracks.flatMap(({ sizes }, part) => [silent(part), sizes]),
		},
		silences: { counts, bytes: packet.length },
		silence: count > 0 ? silentSource(packet, count) : undefined,
	};
}

/** The clips' own sounds; none, where they have none. */
function clipSounds(
	clips: readonly LabelledClip[],
	times: readonly ClipTimes[],
	starts: readonly number[],
): SoundPart[] {
	return clips.flatMap(({ sound: track }, index) => {
		const [start = 0, end = 0] = starts.slice(index);
		return track ? [{ track, soundAt: times[index]?.soundAt ?? 0, start, end }] : [];
	});
}

/** A sound as the film's only one. */
function wholeSound({ label, sound }: OtherSound, seconds: number): SoundPart {
	const soundAt = named(label, () => mediaStart(sound));
	const { entry, ...cut } = cutSound(sound, soundAt, seconds);
	if (cut.sizes.length === 0) throw invalid(`${label} begins when the video has ended`);
	// There are no pauses between parts to fill.
	const track = { ...cut, entry: { ...entry, silence: undefined } };
	return { track, soundAt, start: 0, end: seconds };
}

function named<T>(label: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		throw about(label, error);
	}
}

function thousandths(value: number): number {
	return Math.round(value * 1000) / 1000;
}
