import type { Picture, Track } from './Clip';
import type { ClipTimes } from './clipTimes';
import { PieceList } from './PieceList';
import { about } from './Misfit';
import type { Chunk } from './sampleTables';

/** Where a chunk is in the film's sample data. */
export interface PlacedChunk {
	at: number;
	samples: number;
}

export interface FilmLayout {
	list: PieceList;
	/** In the order of the samples. */
	pictureChunks: PlacedChunk[];
	soundChunks: PlacedChunk[];
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

interface WaitingChunk {
	/** Which source it is in. */
	source: number;
	label: string;
	chunk: Chunk;
	/** Where its place is noted. */
	placed: PlacedChunk;
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
			const at = film.list.add(clips.length, silence, bytes);
			film.soundChunks.push({ at, samples });
			silence += bytes;
		}
		const seen = waiting(source, label, picture.chunks);
		const heard = waiting(source, label, sound?.chunks ?? []);
		for (const each of inFile([...seen, ...heard])) place(film.list, each);
		for (const { placed } of seen) film.pictureChunks.push(placed);
		for (const { placed } of heard) film.soundChunks.push(placed);
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
	const portions = waiting(clips.length, label, portionsOf(sound));
	const ends = portionEnds(sound, portions);
	let next = 0;
	const placeSound = (until: number) => {
		for (; next < portions.length; next++) {
			const begin = soundAt + (next === 0 ? 0 : (ends[next - 1] ?? 0)) / sound.timescale;
			const portion = portions[next];
			if (!portion || begin >= until) return;
			place(film.list, portion);
			film.soundChunks.push(portion.placed);
		}
	};
	let start = 0;
	for (const [source, clip] of clips.entries()) {
		const { decoded = [], ticks = 0 } = times[source] ?? {};
		const seen = waiting(source, clip.label, clip.picture.chunks);
		const last = new Map<WaitingChunk, number>();
		let frames = 0;
		for (const each of seen) {
			frames += each.chunk.samples;
			last.set(each, (start + (decoded[frames] ?? ticks)) / timescale);
		}
		for (const each of inFile(seen)) {
			placeSound(last.get(each) ?? 0);
			place(film.list, each);
		}
		for (const { placed } of seen) film.pictureChunks.push(placed);
		start += ticks;
	}
	placeSound(Infinity);
	return film;
}

function waiting(source: number, label: string, chunks: readonly Chunk[]): WaitingChunk[] {
	return chunks
		.filter(({ samples }) => samples > 0)
		.map((chunk) => ({ source, label, chunk, placed: { at: 0, samples: chunk.samples } }));
}

function inFile(chunks: readonly WaitingChunk[]): WaitingChunk[] {
	return [...chunks].sort((a, b) => a.chunk.offset - b.chunk.offset);
}

function place(list: PieceList, { source, label, chunk, placed }: WaitingChunk): void {
	try {
		placed.at = list.add(source, chunk.offset, chunk.bytes);
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
				portion = { offset: at, bytes: 0, samples: 0 };
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
function portionEnds({ durations }: Track, portions: readonly WaitingChunk[]): number[] {
	let [sample, ticks] = [0, 0];
	return portions.map(({ chunk }) => {
		for (const end = sample + chunk.samples; sample < end; sample++)
			ticks += durations[sample] ?? 0;
		return ticks;
	});
}
