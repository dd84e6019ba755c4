export interface FrameSize {
	/** px, even: the codec stores colour for every second pixel */
	width: number;
	/** px, even */
	height: number;
}

const SIZES: Record<string, Record<string, readonly [width: number, height: number]>> = {
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

/**
 * The frame of a resolution and an aspect ratio.
 *
 * @param resolution `480p` to `1080p`, in either case
 * @param aspectRatio such as `16:9`
 * @throws when no model offers the combination
 */
export function frameSize(resolution: string, aspectRatio: string): FrameSize {
	const size = SIZES[resolution.toLowerCase()]?.[aspectRatio];
	if (!size) throw new Error(`No frame size for ${resolution} at ${aspectRatio}`);
	return { width: size[0], height: size[1] };
}

/** The frame that keeps a picture's aspect ratio and has as many pixels as a 16:9 one. */
export function frameLikePicture(resolution: string, picture: FrameSize): FrameSize {
	const { width, height } = frameSize(resolution, '16:9');
	const scale = Math.sqrt((width * height) / (picture.width * picture.height));
	return { width: nearestEven(picture.width * scale), height: nearestEven(picture.height * scale) };
}

/** Reads `1280*720`. */
export function parseFrameSize(size: string): FrameSize {
	const [width = 0, height = 0] = size.split('*').map(Number);
	return { width, height };
}

function nearestEven(length: number) {
	return Math.max(2, Math.round(length / 2) * 2);
}
