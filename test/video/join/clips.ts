import { encodedVideo } from '../../support/mediaFiles';
import { withLongOffsets } from './editedBoxes';

/** Settings of an encoder. Clips of one family fit together. */
export interface Family {
	name: string;
	framesPerSecond: number;
	/** For `-r` and `testsrc`, where frames per second are no whole number. */
	rate?: string;
	sound: boolean;
	options: string[];
}

const B_FRAMES = ['-preset', 'medium', '-bf', '3', '-g', '12', '-sc_threshold', '0'];
const NONE = ['-preset', 'ultrafast', '-bf', '0'];
const SMALL = ['-pix_fmt', 'yuv420p'];

export const families: Family[] = [
	{ name: '24 fps, B-frames, sound', framesPerSecond: 24, sound: true, options: B_FRAMES },
	{
		name: '24000/1001 fps, B-frames, sound of 48 kHz',
		framesPerSecond: 24000 / 1001,
		rate: '24000/1001',
		sound: true,
		options: [...B_FRAMES, '-ar', '48000', '-ac', '2'],
	},
	{ name: '16 fps, no B-frames, sound', framesPerSecond: 16, sound: true, options: NONE },
	{ name: '25 fps, B-frames, silent', framesPerSecond: 25, sound: false, options: B_FRAMES },
	{
		name: '30000/1001 fps, no B-frames, silent',
		framesPerSecond: 30000 / 1001,
		rate: '30000/1001',
		sound: false,
		options: NONE,
	},
	{
		name: 'H.265 of 24 fps, sound',
		framesPerSecond: 24,
		sound: true,
		options: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
	},
];

/** A clip of a family. */
export async function clip(
	{ framesPerSecond, rate, sound, options }: Omit<Family, 'name'>,
	seconds: number,
	more: string[] = [],
): Promise<Buffer> {
	return await encodedVideo('mp4', {
		size: '96x64',
		seconds,
		framesPerSecond,
		sound,
		options: [...(rate ? ['-r', rate] : []), ...SMALL, ...options, ...more],
	});
}

/** Clips of different lengths: with the header in front, behind, and with the places of chunks in 64 bits. */
export async function clipsOf(family: Family): Promise<Buffer[]> {
	const frame = 1 / family.framesPerSecond;
	return [
		await clip(family, 1.3),
		await clip(family, 0.7, ['-movflags', '+faststart']),
		withLongOffsets(await clip(family, 12 * frame)),
	];
}
