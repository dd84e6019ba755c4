import { brokenClipRule, isClip, type ClipRules } from '../media/clip';
import type { Uploads } from '../files/uploads';
import { fetchMedia } from '../media/fetchMedia';
import { isLongerThan } from '../media/limits';
import { brokenPictureRule, measurePicture } from '../media/picture';
import { brokenRecordingRule } from '../media/recording';
import { UnusableMedia } from '../media/unusableMedia';
import type { FrameSize } from '../video/frameSize';
import type { Studio } from '../video/studio';
import type { Visual } from '../video/videoSpec';
import type { MediaRules, Source } from './order';

/** What the making of a video needs besides its order. */
export interface Means {
	studio: Studio;
	/** What clients have uploaded. */
	uploads: Uploads;
	signal: AbortSignal;
}

/** A client's picture, ready to be drawn. */
export interface Picture extends Visual, FrameSize {
	kind: 'picture';
}

/** A client's video, ready to be drawn. */
export interface Footage extends Visual, FrameSize {
	kind: 'clip';
	/** 0 when it does not tell. */
	seconds: number;
	framesPerSecond: number;
}

/** A client's recording, ready to be heard. */
export interface Recording {
	file: Visual['file'];
	/** `undefined` when it could not be measured. */
	seconds: number | undefined;
}

/** Fetches clients' media and holds them to the rules: each throws UnusableMedia for what breaks one. */
export function mediaReader(rules: MediaRules, { studio, uploads, signal }: Means) {
	const bytesOf = async (source: string) =>
		(await uploads.read(source)) ?? (await fetchMedia(source, signal));

	async function picture(source: string): Promise<Picture> {
		const bytes = await bytesOf(source);
		const broken = rules.picture && brokenPictureRule(bytes, rules.picture);
		if (broken) throw new UnusableMedia(broken);
		const size = measurePicture(bytes);
		if (!size) throw new UnusableMedia('The image cannot be read.');
		const { width, height } = size;
		return { kind: 'picture', width, height, file: await studio.store(bytes) };
	}

	async function footage(source: string, clipRules?: ClipRules): Promise<Footage> {
		const bytes = await bytesOf(source);
		const file = await studio.store(bytes);
		const measures = await studio.measure(file);
		if (!isClip(measures)) throw new UnusableMedia('The video cannot be read: it is no video.');
		const broken = clipRules && brokenClipRule(bytes, measures, clipRules);
		if (broken) throw new UnusableMedia(broken);
		return { kind: 'clip', file, seconds: measures.seconds, ...measures.picture };
	}

	return {
		picture,
		/** A source or reference video. */
		clip: (source: string) => footage(source, rules.clip),
		/** A reference of which only its bytes tell what it is. */
		either: async (source: string): Promise<Picture | Footage> =>
			measurePicture(await bytesOf(source)) ? picture(source) : footage(source, rules.clip),
		/** What a video begins or ends with. */
		end: ({ kind, source }: Source): Promise<Picture | Footage> =>
			kind === 'picture' ? picture(source) : footage(source, rules.end),
		/** A mask for a source video; no provider says what it asks of its length or size. */
		mask: ({ kind, source }: Source): Promise<Picture | Footage> =>
			kind === 'picture' ? picture(source) : footage(source),
		recording: async (source: string): Promise<Recording> => {
			const bytes = await bytesOf(source);
			const file = await studio.store(bytes);
			const seconds = (await studio.measure(file))?.seconds;
			const broken = rules.recording && brokenRecordingRule(bytes, seconds, rules.recording);
			if (broken) throw new UnusableMedia(broken);
			return { file, seconds };
		},
	};
}

/** @throws UnusableMedia when media are longer together than they may be */
export function limitTogether(
	what: string,
	media: { seconds?: number | undefined }[],
	limit: number | undefined,
): void {
	const seconds = media.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
	if (limit !== undefined && isLongerThan(seconds, limit)) {
		throw new UnusableMedia(
			`${what} must not be longer than ${limit} s together; they have ${seconds.toFixed(1)} s.`,
		);
	}
}
