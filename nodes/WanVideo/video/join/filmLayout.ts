import type { Picture, Track } from './Clip';
import type { ClipTimes } from './clipTimes';
import { PieceList } from './PieceList';
import { about } from './Misfit';
import type { Chunk } from './sampleTables';

export interface FilmLayout {
	list: PieceList;
	/** In the order of the samples. */
	pictureChunks: Chunk[];
	soundChunks: Chunk[];
}

/** A clip that fits to the others. */
export interface LabelledClip {
	label: string;
	picture: Picture;
	/** Of its own, if that is to be heard. */
	sound: Track | undefined;
}

/** Packets in which nothing is heard, to fill pauses; their source has the number behind the last clip's. */
export interface Silences {
	/** Before the sound of each clip. */
	counts: readonly number[];
	/** Of a packet. */
	bytes: number;
}

/**
 * The clips' sample data as each file has it, one file behind the other: frames and packets that are played together
 * stand together there.
 *
 * @throws Problem `invalidInput`, as all functions here, when a file can't be read from front to back
 */
export function layOutClips(clips: readonly LabelledClip[], silences?: Silences): FilmLayout {
	const film: FilmLayout = { list: new PieceList(), pictureChunks: [], soundChunks: [] };
	let silence = 0;
	for (const [source, { label, picture, sound }] of clips.entries()) {
		const samples = silences?.counts[source] ?? 0;
		const bytes = samples * (silences?.bytes ?? 0);
		if (samples > 0) {
			const chunk = { offset: silence, bytes, samples, at: 0 };
			place(film.list, clips.length, label, chunk);
			film.soundChunks.push(chunk);
			silence += bytes;
		}
		const heard = sound?.chunks ?? [];
		for (const chunk of inFile([...picture.chunks, ...heard])) {
			place(film.list, source, label, chunk);
		}
		for (const chunk of picture.chunks) film.pictureChunks.push(chunk);
		for (const chunk of heard) film.soundChunks.push(chunk);
	}
	return film;
}

/** Seconds of a sound that are put between frames at a time. */
const PORTION = 0.5;

/**
 * The clips' frames with another file's sound: before each chunk of frames the sound that is heard with them, so that
 * a player needs nothing from further behind.
 *
 * @param times of each clip
 * @param timescale of the picture's times
 * @param track of the sound; its source has the number behind the last clip's
 * @param soundAt seconds from the film's beginning to the first tick of the sound's own clock
 */
export function layOutWithSound(
	clips: readonly LabelledClip[],
	{ times, timescale }: { times: readonly ClipTimes[]; timescale: number },
	{ label, track: sound, soundAt }: { label: string; track: Track; soundAt: number },
): FilmLayout {
	const film: FilmLayout = { list: new PieceList(), pictureChunks: [], soundChunks: [] };
	const portions = portionsOf(sound);
	const soundEnds = portionEnds(sound, portions);
	let next = 0;
	const placeSound = (until: number) => {
		for (; next < portions.length; next++) {
			const begin = soundAt + (next === 0 ? 0 : (soundEnds[next - 1] ?? 0)) / sound.timescale;
			const portion = portions[next];
			if (!portion || begin >= until) return;
			place(film.list, clips.length, label, portion);
			film.soundChunks.push(portion);
		}
	};
	let start = 0;
	for (const [source, clip] of clips.entries()) {
		const { chunks } = clip.picture;
		const { decoded, ticks = 0 } = times[source] ?? {};
		const ends = new Map<Chunk, number>();
		let frames = 0;
		for (const chunk of chunks) {
			frames += chunk.samples;
			ends.set(chunk, (start + (decoded?.[frames] ?? ticks)) / timescale);
		}
		for (const chunk of inFile(chunks)) {
			placeSound(ends.get(chunk) ?? 0);
			place(film.list, source, clip.label, chunk);
		}
		for (const chunk of chunks) film.pictureChunks.push(chunk);
		start += ticks;
	}
	placeSound(Infinity);
	return film;
}

function inFile(chunks: readonly Chunk[]): Chunk[] {
	return [...chunks].sort((a, b) => a.offset - b.offset);
}

/** @param source which one the chunk is in */
function place(list: PieceList, source: number, label: string, chunk: Chunk): void {
	try {
		chunk.at = list.add(source, chunk.offset, chunk.bytes);
	} catch (error) {
		throw about(label, error);
	}
}

/** A sound's chunks, none longer than a {@link PORTION}. */
function portionsOf({ chunks, sizes, durations, timescale }: Track): Chunk[] {
	const portions: Chunk[] = [];
	let sample = 0;
	for (const { offset, samples } of chunks) {
		let portion: Chunk | undefined;
		let at = offset;
		let ticks = 0;
		for (const end = sample + samples; sample < end; sample++) {
			const bytes = sizes[sample] ?? 0;
			if (!portion || ticks >= PORTION * timescale) {
				portion = { offset: at, bytes: 0, samples: 0, at: 0 };
				portions.push(portion);
				ticks = 0;
			}
			portion.bytes += bytes;
			portion.samples += 1;
			at += bytes;
			ticks += durations[sample] ?? 0;
		}
	}
	return portions;
}

/** When each portion ends, in ticks of the sound's own clock. */
function portionEnds({ durations }: Track, portions: readonly Chunk[]): number[] {
	let [sample, ticks] = [0, 0];
	return portions.map(({ samples }) => {
		for (const end = sample + samples; sample < end; sample++) ticks += durations[sample] ?? 0;
		return ticks;
	});
}
