import { UnusableMedia } from '../media/unusableMedia';
import { frameLike, frameLikeAtMost, frameSize, type FrameSize } from '../video/frameSize';
import type { Sound } from '../video/videoSpec';
import { ContentRefused } from './failure';
import type { Order } from './order';
import { limitTogether, mediaReader, type Footage, type Means, type Recording } from './readMedia';
import { sceneOf, type ReadMaterial } from './scenes';

/** In a prompt, it makes the generation fail as a provider's content filter would. */
export const FAILING_PROMPT = '[fail]';

/** The longest video, whatever the source video would make of it. */
const MOST_SECONDS = 60;

/** A video that was made. */
export interface Product extends FrameSize {
	/** The path of its MP4. */
	file: string;
	seconds: number;
	/** How long the source and reference videos were together; 0 without one. */
	clipSeconds: number;
}

/**
 * Makes the video an order asks for.
 *
 * @throws ContentRefused, UnusableMedia, or Error when ffmpeg fails or the signal ends it
 */
export async function produce(order: Order, means: Means): Promise<Product> {
	if (order.prompt.includes(FAILING_PROMPT)) {
		throw new ContentRefused('The prompt was refused by the content policy of the model.');
	}
	const { rules = {} } = order;
	const reader = mediaReader(rules, means);
	const [material, recordings] = await Promise.all([
		readMaterial(order.material, reader),
		typeof order.sound === 'string' ? [] : Promise.all(order.sound.given.map(reader.recording)),
	]);
	const timing = timingOf(order, material, recordings);
	judgeLengths(order, material, recordings, timing.seconds);

	const { width, height } = frameOf(order, material);
	const video = { width, height, ...timing };
	const scene = sceneOf(order, material, video);
	const file = await means.studio.film(
		{ ...video, scene, sound: soundOf(order, recordings) },
		means.signal,
	);
	const clipSeconds = secondsOf(clipsOf(material));
	return { file, width, height, seconds: timing.seconds, clipSeconds };
}

type Reader = ReturnType<typeof mediaReader>;

async function readMaterial(material: Order['material'], reader: Reader): Promise<ReadMaterial> {
	const ifAny = async <T, R>(source: T | undefined, read: (source: T) => Promise<R>) =>
		source === undefined ? undefined : await read(source);
	switch (material.kind) {
		case 'frames': {
			const [first, last] = await Promise.all([
				ifAny(material.first, reader.picture),
				ifAny(material.last, reader.picture),
			]);
			return { kind: 'frames', first, last };
		}
		case 'references': {
			const [first, pictures, clips, either] = await Promise.all([
				ifAny(material.first, reader.picture),
				Promise.all(material.pictures.map(reader.picture)),
				Promise.all(material.clips.map(reader.clip)),
				Promise.all((material.either ?? []).map(reader.either)),
			]);
			return { kind: 'references', first, visuals: [...pictures, ...clips, ...either] };
		}
		case 'edit': {
			const { change } = material;
			const source = change.kind === 'replacePart' ? change.mask : undefined;
			const [clip, mask, pictures] = await Promise.all([
				reader.clip(material.clip),
				ifAny(source, reader.mask),
				Promise.all(material.pictures.map(reader.picture)),
			]);
			const read =
				change.kind === 'replacePart' ? { kind: change.kind, ...(mask && { mask }) } : change;
			return { kind: 'edit', clip, change: read, pictures };
		}
		case 'animation': {
			const { manner } = material;
			const [clip, picture] = await Promise.all([
				reader.clip(material.clip),
				reader.picture(material.picture),
			]);
			return { kind: 'animation', manner, clip, picture };
		}
		case 'extension': {
			const [head, tail, motion] = await Promise.all([
				ifAny(material.head, reader.end),
				ifAny(material.tail, reader.end),
				ifAny(material.motion, reader.clip),
			]);
			return { kind: 'extension', head, tail, motion };
		}
	}
}

function timingOf(order: Order, material: ReadMaterial, recordings: Recording[]) {
	const { follows = {} } = order;
	const [source] = clipsOf(material);
	const rate = follows.rate ? source?.framesPerSecond : undefined;
	const framesPerSecond = rate ?? order.framesPerSecond;
	// A source that does not tell its length is not followed.
	const seconds = source && source.seconds > 0 ? followed(source) : heard();
	return { framesPerSecond, seconds: Math.min(seconds, follows.most ?? MOST_SECONDS) };

	function heard(): number {
		return (follows.length === 'recordings' && secondsOf(recordings)) || order.seconds;
	}

	function followed(footage: Footage): number {
		switch (follows.length) {
			case undefined:
				return order.seconds;
			case 'recordings':
				return heard();
			case 'seconds':
				return footage.seconds;
			case 'frames':
				return Math.round(footage.seconds * footage.framesPerSecond) / framesPerSecond;
		}
	}
}

/** The source and reference videos. */
function clipsOf(material: ReadMaterial): Footage[] {
	switch (material.kind) {
		case 'frames':
			return [];
		case 'references':
			return material.visuals.filter((visual) => visual.kind === 'clip');
		case 'edit':
		case 'animation':
			return [material.clip];
		case 'extension':
			return material.motion ? [material.motion] : [];
	}
}

/** The clips that a video begins and ends with. */
function endsOf(material: ReadMaterial): Footage[] {
	if (material.kind !== 'extension') return [];
	return [material.head, material.tail].filter((end) => end?.kind === 'clip');
}

function secondsOf(media: { seconds?: number | undefined }[]): number {
	return media.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
}

function judgeLengths(
	{ rules }: Order,
	material: ReadMaterial,
	recordings: Recording[],
	seconds: number,
): void {
	const together = rules?.together ?? {};
	const clips = clipsOf(material);
	const { mostClips = Infinity } = rules ?? {};
	if (clips.length > mostClips) {
		throw new UnusableMedia(`There must not be more than ${mostClips} videos.`);
	}
	limitTogether('The videos', clips, together.clips);
	limitTogether('The recordings', recordings, together.recordings);
	if (clips.length > 0) {
		limitTogether(
			'The reference videos and the video to be made',
			[...clips, { seconds }],
			together.clipsAndVideo,
		);
	}
	limitTogether('The first and the last clip', endsOf(material), together.ends);
}

function frameOf({ frame }: Order, material: ReadMaterial): FrameSize {
	if ('width' in frame) return frame;
	const { resolution, atMost = false } = frame;
	const shape = shapeOf(material);
	if (!shape) return frameSize(resolution, '16:9');
	return atMost ? frameLikeAtMost(resolution, shape) : frameLike(resolution, shape);
}

/** What the video takes its aspect ratio from. */
function shapeOf(material: ReadMaterial): FrameSize | undefined {
	switch (material.kind) {
		case 'frames':
			return material.first ?? material.last;
		case 'references':
			return material.first ?? material.visuals[0];
		case 'edit':
			return expanded(material);
		case 'animation':
			return material.manner === 'move' ? material.picture : material.clip;
		case 'extension':
			return material.head ?? material.tail ?? material.motion;
	}
}

function expanded({ clip, change }: ReadMaterial & { kind: 'edit' }): FrameSize {
	if (change.kind !== 'expand') return clip;
	const { left, right, top, bottom } = change;
	return { width: clip.width * (1 + left + right), height: clip.height * (1 + top + bottom) };
}

function soundOf({ sound }: Order, recordings: Recording[]): Sound {
	if (sound === 'none') return { kind: 'none' };
	const [first, ...others] = recordings.map(({ file }) => file);
	return first ? { kind: 'recordings', files: [first, ...others] } : { kind: 'chord' };
}
