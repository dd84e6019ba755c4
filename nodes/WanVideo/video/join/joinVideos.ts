import { invalid } from '../../models/words';
import type { VideoFacts } from '../VideoWatch';
import { checkFit } from './checkFit';
import type { Clip, Picture, Track } from './Clip';
import type { ClipSource } from './ClipSource';
import { mediaStart, timesOfClip, type ClipTimes } from './clipTimes';
import { copyPieces } from './copyPieces';
import { entryOfAll } from './entryOfAll';
import { layOutClips, layOutWithSound, type FilmLayout } from './filmLayout';
import { about } from './Misfit';
import { joinPictures } from './pictureTrack';
import { readClip } from './readClip';
import { cutSound, joinSounds, type SoundPart } from './soundTrack';
import { commonTimescale } from './timescale';
import { NO_SHAPE, writeMovie, type FilmTrack } from './writeMovie';

/** A film that can be made of its clips. */
export interface JoinedVideo {
	/** What will be in it. */
	facts: Required<VideoFacts>;
	/**
	 * The film: an MP4 with its header in front, that can be played while it comes. Opens every source once more, one
	 * after another; nothing but what a source gives at a time is held.
	 *
	 * @throws Problem `invalidInput` when a source has become shorter
	 */
	read(): AsyncGenerator<Buffer, void>;
}

export interface JoinOptions {
	/** A sound to hear in place of the clips' own: an M4A, or an MP4 with AAC. It ends with the film. */
	sound?: ClipSource;
}

/**
 * Looks whether clips can be joined to one film without being encoded again, and how. Every frame and every packet of
 * sound is kept as it is, in order. Each source is opened once, and read as far as its header goes.
 *
 * @param sources in the order of the film; one alone will do
 * @throws Problem `invalidInput` that names a clip that can't be joined, or that doesn't fit to the others
 */
export async function joinVideos(
	sources: readonly ClipSource[],
	{ sound: soundSource }: JoinOptions = {},
): Promise<JoinedVideo> {
	if (sources.length === 0) throw invalid('There is no video to join');
	const clips: Clip[] = [];
	for (const [index, source] of sources.entries()) {
		clips.push(await readClip(source, labelOf(`Clip ${index + 1}`, source)));
	}
	const other =
		soundSource && (await readSound(soundSource, labelOf('The sound track', soundSource)));
	const pictures = checkFit(clips, other === undefined);
	const seen = clips.map(({ label, sound }, index) => ({
		label,
		picture: pictures[index] as Picture,
		sound: other ? undefined : sound,
	}));
	const film = arrange(seen, other);
	const all = [...clips, ...(other ? [other] : [])];
	return {
		facts: film.facts,
		async *read() {
			yield film.head;
			yield* copyPieces(film.pieces, all);
		},
	};
}

interface SeenClip {
	label: string;
	picture: Picture;
	sound: Track | undefined;
}

interface Sound extends Clip {
	sound: Track;
}

function arrange(clips: readonly SeenClip[], other: Sound | undefined) {
	const pictures = clips.map(({ picture }) => picture);
	const timescale = commonTimescale(pictures);
	const times = clips.map(({ label, picture, sound }) =>
		named(label, () => timesOfClip(picture, sound, timescale)),
	);
	const joined = joinPictures(pictures, times);
	const starts = joined.starts.map((ticks) => ticks / timescale);
	const seconds = starts.at(-1) ?? 0;

	const sounds = other ? [wholeSound(other, seconds)] : clipSounds(clips, times, starts);
	const layout = layOut(clips, { times, timescale }, other, sounds[0]);
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
	if (sounds.length > 0) tracks.push(soundTrack(sounds, layout, clips, seconds));
	const head = writeMovie(tracks, layout.list.bytes);
	const frames = joined.sizes.reduce((sum, sizes) => sum + sizes.length, 0);
	return {
		head,
		pieces: layout.list.pieces,
		facts: {
			width: first?.width ?? 0,
			height: first?.height ?? 0,
			seconds: thousandths(seconds),
			fps: thousandths(frames / seconds),
			hasAudio: sounds.length > 0,
			bytes: head.length + layout.list.bytes,
		},
	};
}

function soundTrack(
	parts: readonly SoundPart[],
	{ soundChunks }: FilmLayout,
	clips: readonly SeenClip[],
	seconds: number,
): FilmTrack {
	const tracks = parts.map(({ track }) => track);
	const timescale = commonTimescale(tracks);
	const durations = joinSounds(parts, timescale);
	if (typeof durations === 'number') {
		throw invalid(
			`${clips[durations]?.label ?? 'A clip'} is too short for its sound`,
			'Leave it out, or make it longer.',
		);
	}
	return {
		kind: 'soun',
		timescale,
		entry: entryOfAll(tracks, seconds),
		shape: NO_SHAPE,
		durations,
		offsets: undefined,
		sync: undefined,
		sizes: tracks.map(({ sizes }) => sizes),
		chunks: soundChunks,
	};
}

/** The clips' own sounds; none, where they have none. */
function clipSounds(
	clips: readonly SeenClip[],
	times: readonly ClipTimes[],
	starts: readonly number[],
): SoundPart[] {
	return clips.flatMap(({ sound: track }, index) => {
		const [start = 0, end = 0] = starts.slice(index);
		return track ? [{ track, soundAt: times[index]?.soundAt ?? 0, start, end }] : [];
	});
}

/** A sound as the film's only one. */
function wholeSound({ label, sound }: Sound, seconds: number): SoundPart {
	const soundAt = named(label, () => mediaStart(sound));
	const track = cutSound(sound, soundAt, seconds);
	if (track.sizes.length === 0) throw invalid(`${label} begins when the video has ended`);
	return { track, soundAt, start: 0, end: seconds };
}

function layOut(
	clips: readonly SeenClip[],
	picture: { times: readonly ClipTimes[]; timescale: number },
	other: Sound | undefined,
	part: SoundPart | undefined,
): FilmLayout {
	if (!other || !part) return layOutClips(clips);
	const { track: sound, soundAt } = part;
	return layOutWithSound(clips, picture, { label: other.label, sound, soundAt });
}

async function readSound(source: ClipSource, label: string): Promise<Sound> {
	const { sound, ...clip } = await readClip(source, label);
	if (!sound) throw invalid(`${label} has no sound`);
	if (sound.entry.codec !== 'AAC') {
		throw invalid(
			`${label} is ${sound.entry.codec}, and only AAC can be put under a video`,
			'Save it as M4A with AAC first.',
		);
	}
	return { ...clip, sound };
}

function labelOf(what: string, { name }: ClipSource): string {
	return name ? `${what} (${name})` : what;
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
