/** A kind of file that a generation starts from. */
export type MediaKind = 'image' | 'video' | 'audio';

/** What a generation can be given besides text. */
export type MediaSetting =
	'image' | 'lastFrame' | 'video' | 'maskImage' | 'maskVideo' | 'audio' | 'references';

/** In the order of the form. */
export const MEDIA_SETTINGS: readonly MediaSetting[] = [
	'image',
	'lastFrame',
	'video',
	'maskImage',
	'maskVideo',
	'audio',
	'references',
];

/** A way to start a video. */
export interface Operation {
	/** As the form shows it. */
	name: string;
	/** As n8n's list of actions shows it. */
	action: string;
	description: string;
	/**
	 * What it starts from. What is required here is so for every model; what is optional is shown for the models that
	 * take it. A model may take other media: they stand in the options.
	 */
	media: Partial<Record<MediaSetting, 'required' | 'optional'>>;
	/** An example of a prompt. */
	prompt: string;
}

/**
 * All ways to start a video, by the values that users' workflows store, in the order in which a reader meets them. A
 * provider shows those that it has models for.
 */
export const OPERATIONS = {
	textToVideo: {
		name: 'Text to Video',
		action: 'Generate video from text',
		description: 'Generate a video from a description',
		media: {},
		prompt: 'A paper boat drifts down a rainy street at dusk, close to the water',
	},
	imageToVideo: {
		name: 'Image to Video',
		action: 'Generate video from image',
		description: 'Generate a video that starts with a picture',
		media: { image: 'required', lastFrame: 'optional' },
		prompt: 'The camera moves slowly closer while leaves fall in the wind',
	},
	referenceToVideo: {
		name: 'Reference to Video',
		action: 'Generate video from references',
		description:
			'Generate a video with the people, things and voices of pictures, videos and sounds',
		media: { references: 'required', image: 'optional' },
		prompt: 'The person of Image 1 pours tea from the pot of Image 2 and laughs',
	},
	editVideo: {
		name: 'Edit Video',
		action: 'Edit video',
		description: 'Change what a video shows, its frame or its style',
		media: {
			video: 'required',
			maskImage: 'optional',
			maskVideo: 'optional',
			references: 'optional',
		},
		prompt: 'The same street in winter, with snow on the roofs',
	},
	extendVideo: {
		name: 'Extend Video',
		action: 'Extend video',
		description: 'Generate what comes after a clip',
		media: { video: 'required' },
		prompt: 'She opens the door and walks out into the garden',
	},
	animate: {
		name: 'Animate',
		action: 'Animate character',
		description: "Give a picture's character the movements of a video, or put it into that video",
		media: { image: 'required', video: 'required' },
		prompt: '',
	},
	speechToVideo: {
		name: 'Speech to Video',
		action: 'Generate video from speech',
		description: 'Let the person of a picture speak or sing what is heard in a sound',
		media: { image: 'required', audio: 'required' },
		prompt: 'A news reader speaks calmly into the camera',
	},
} as const satisfies Record<string, Operation>;

export type GenerateOperation = keyof typeof OPERATIONS;

export const GENERATE_OPERATIONS = Object.keys(OPERATIONS) as GenerateOperation[];

export const operationNamed = (operation: GenerateOperation): Operation => OPERATIONS[operation];

/** What kind of file a setting takes; references are of all kinds. */
export const MEDIA_KINDS = {
	image: 'image',
	lastFrame: 'image',
	maskImage: 'image',
	video: 'video',
	maskVideo: 'video',
	audio: 'audio',
} as const satisfies Record<Exclude<MediaSetting, 'references'>, MediaKind>;
