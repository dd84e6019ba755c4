import { invalid } from '../../models/words';
import type { VideoFacts } from '../VideoWatch';
import { arrangeFilm, type OtherSound } from './arrangeFilm';
import { checkFit } from './checkFit';
import type { Clip } from './Clip';
import type { ClipSource } from './ClipSource';
import { copyPieces, type LabelledSource } from './copyPieces';
import { readClip } from './readClip';

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
 * sound is kept as it is, in order; pauses in the sound are filled with silence. Each source is opened once, and read
 * as far as its header goes.
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
	const seen = pictures.map((picture, index) => ({
		label: clips[index]?.label ?? '',
		picture,
		sound: other ? undefined : clips[index]?.sound,
	}));
	const film = arrangeFilm(seen, other);
	const more = other ?? film.silence;
	// Without the clips' tables, which are as long as the film.
	const all = [...clips, ...(more ? [more] : [])].map(({ source, label }) => ({ source, label }));
	return {
		facts: film.facts,
		async *read() {
			yield film.head;
			yield* copyPieces(film.pieces, all);
		},
	};
}

async function readSound(source: ClipSource, label: string): Promise<OtherSound & LabelledSource> {
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
