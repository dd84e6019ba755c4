export interface FrameSize {
	/** px, even: the codec stores colour for every second pixel */
	width: number;
	/** px, even */
	height: number;
}

const SIZES: Record<string, Record<string, readonly [width: number, height: number]>> = {
	'240p': {
		'16:9': [426, 240],
		'9:16': [240, 426],
		'1:1': [320, 320],
	},
	'360p': {
		'16:9': [640, 360],
		'9:16': [360, 640],
		'1:1': [480, 480],
	},
	'480p': {
		'16:9': [832, 480],
		'9:16': [480, 832],
		'1:1': [624, 624],
		'4:3': [720, 544],
		'3:4': [544, 720],
	},
	'580p': {
		'16:9': [1024, 580],
		'9:16': [580, 1024],
		'1:1': [768, 768],
	},
	'720p': {
		'16:9': [1280, 720],
		'9:16': [720, 1280],
		'1:1': [960, 960],
		'4:3': [1088, 832],
		'3:4': [832, 1088],
	},
	'1080p': {
		'16:9': [1920, 1080],
		'9:16': [1080, 1920],
		'1:1': [1440, 1440],
		'4:3': [1632, 1248],
		'3:4': [1248, 1632],
	},
};

/** The resolutions above 1080p have twice the sides of another one. */
const TWICE: Record<string, string> = { '2k': '720p', '4k': '1080p' };

/**
 * The frame of a resolution and an aspect ratio.
 *
 * @param resolution `480p` to `4k`, in either case
 * @param aspectRatio such as `16:9`
 * @throws when no model offers the combination
 */
export function frameSize(resolution: string, aspectRatio: string): FrameSize {
	const name = resolution.toLowerCase();
	const half = TWICE[name];
	const size = SIZES[half ?? name]?.[aspectRatio];
	if (!size) throw new Error(`No frame size for ${resolution} at ${aspectRatio}`);
	const factor = half ? 2 : 1;
	return { width: size[0] * factor, height: size[1] * factor };
}

/** The frame that keeps the aspect ratio of a picture or video and has as many pixels as a 16:9 one. */
export function frameLike(resolution: string, shape: FrameSize): FrameSize {
	const { width, height } = frameSize(resolution, '16:9');
	return scaled(shape, Math.sqrt((width * height) / (shape.width * shape.height)));
}

/** The same, but not larger than the picture or video itself. */
export function frameLikeAtMost(resolution: string, shape: FrameSize): FrameSize {
	const frame = frameLike(resolution, shape);
	return frame.width < shape.width ? frame : scaled(shape, 1);
}

function scaled({ width, height }: FrameSize, factor: number): FrameSize {
	return { width: nearestEven(width * factor), height: nearestEven(height * factor) };
}

/** Reads `1280*720`, and `1280x720` as one model writes it. */
export function parseFrameSize(size: string): FrameSize {
	const [width = 0, height = 0] = size.split(/[*x]/).map(Number);
	return { width, height };
}

function nearestEven(length: number) {
	return Math.max(2, Math.round(length / 2) * 2);
}
