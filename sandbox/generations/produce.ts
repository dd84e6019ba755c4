import { createHash } from 'node:crypto';

import { fetchMedia } from '../media/fetchMedia';
import { brokenPictureRule, measurePicture } from '../media/picture';
import { brokenRecordingRule } from '../media/recording';
import { UnusableMedia } from '../media/unusableMedia';
import { frameLikePicture, frameSize, type FrameSize } from '../video/frameSize';
import type { Studio } from '../video/studio';
import type { MediaFile, Scene, Sound } from '../video/videoSpec';
import { ContentRefused } from './failure';
import type { Order } from './order';

/** In a prompt, it makes the generation fail as a provider's content filter would. */
export const FAILING_PROMPT = '[fail]';

/** Few hues, so that a batch of many prompts does not need as many renders. */
const HUES = 12;

/** What the making of a video needs besides its order. */
interface Means {
	studio: Studio;
	signal: AbortSignal;
}

/**
 * Makes the video an order asks for.
 *
 * @returns the path of its MP4
 * @throws ContentRefused, UnusableMedia, or Error when ffmpeg fails or the signal ends it
 */
export async function produce(order: Order, means: Means): Promise<string> {
	if (order.prompt.includes(FAILING_PROMPT)) {
		throw new ContentRefused('The prompt was refused by the content policy of the model.');
	}
	const [first, last, sound] = await Promise.all([
		readPicture(order.pictures.first, order, means),
		readPicture(order.pictures.last, order, means),
		readSound(order, means),
	]);
	const { framesPerSecond, seconds } = order;
	const { width, height } = frameOf(order, first);
	const scene = sceneOf(order, first, last);
	return await means.studio.film(
		{ width, height, framesPerSecond, seconds, scene, sound },
		means.signal,
	);
}

interface Picture extends FrameSize {
	file: MediaFile;
}

async function readPicture(
	source: string | undefined,
	{ rules }: Order,
	{ studio, signal }: Means,
): Promise<Picture | undefined> {
	if (source === undefined) return undefined;
	const bytes = await fetchMedia(source, signal);
	const broken = rules && brokenPictureRule(bytes, rules.picture);
	if (broken) throw new UnusableMedia(broken);
	const size = measurePicture(bytes);
	if (!size) throw new UnusableMedia('The image cannot be read.');
	return { width: size.width, height: size.height, file: await studio.store(bytes) };
}

async function readSound({ sound, rules }: Order, { studio, signal }: Means): Promise<Sound> {
	if (sound === 'none') return { kind: 'none' };
	if (sound === 'composed') return { kind: 'chord' };
	const bytes = await fetchMedia(sound.given, signal);
	const broken = rules && brokenRecordingRule(bytes, rules.recording);
	if (broken) throw new UnusableMedia(broken);
	return { kind: 'recording', file: await studio.store(bytes) };
}

function frameOf({ frame }: Order, first: Picture | undefined): FrameSize {
	if ('width' in frame) return frame;
	return first ? frameLikePicture(frame.resolution, first) : frameSize(frame.resolution, '16:9');
}

function sceneOf({ prompt, seed }: Order, first?: Picture, last?: Picture): Scene {
	if (first && last) return { kind: 'transition', from: first.file, to: last.file };
	if (first) return { kind: 'picture', picture: first.file };
	const chance = createHash('sha256')
		.update(JSON.stringify([prompt, seed]))
		.digest();
	return { kind: 'colours', hue: ((chance.readUInt32BE() % HUES) * 2 * Math.PI) / HUES };
}
