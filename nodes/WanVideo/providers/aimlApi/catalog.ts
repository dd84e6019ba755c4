import { newestFirst } from '../../models/catalog';
import type { Catalog } from '../../models/Model';
import { krea } from './models/krea';
import { videoTools } from './models/videoTools';
import { wan } from './models/wan';

/** Bytes. No reference states how large a file may be; this is what a request can hold. */
const LARGEST_FILE = 40 * 1024 * 1024;

/** Wan models on AI/ML API. */
export const catalog: Catalog = {
	fields: {
		prompt: 'prompt',
		image: 'image_url',
		lastFrame: 'last_image_url',
		video: 'video_url',
		resolution: 'resolution',
		aspectRatio: 'aspect_ratio',
		duration: 'duration',
		frames: 'num_frames',
		framesPerSecond: 'frames_per_second',
		keepFrames: 'match_input_num_frames',
		keepFrameRate: 'match_input_frames_per_second',
		negativePrompt: 'negative_prompt',
		seed: 'seed',
		promptExpansion: 'enhance_prompt',
		watermark: 'watermark',
		shotType: 'shot_type',
		generateAudio: 'generate_audio',
		audio: 'audio_url',
		safetyFilter: 'enable_safety_checker',
		strength: 'strength',
		expandLeft: 'expand_left',
		expandRight: 'expand_right',
		expandTop: 'expand_top',
		expandBottom: 'expand_bottom',
		expandRatio: 'expand_ratio',
		zoomFactor: 'zoom_factor',
		trimBorders: 'trim_borders',
	},
	// No reference states limits for files, so only what is none of its kind is turned away, and what is too large for
	// a request. That videos are taken as data URIs is documented for Krea's models only; the others' fields are of the
	// same type.
	images: {
		types: ['image/jpeg', 'image/png', 'image/bmp', 'image/webp', 'image/gif'],
		alpha: true,
		maxBytes: LARGEST_FILE,
	},
	videoFiles: {
		types: ['video/mp4', 'video/quicktime', 'video/webm'],
		maxBytes: LARGEST_FILE,
	},
	audioFiles: { types: ['audio/wav', 'audio/mpeg'], maxBytes: LARGEST_FILE },
	models: newestFirst([...wan, ...videoTools, ...krea]),
	usual: {
		textToVideo: 'alibaba/wan-2-7-t2v',
		imageToVideo: 'alibaba/wan-2-7-i2v',
		referenceToVideo: 'alibaba/wan-3-0-video',
		editVideo: 'alibaba/wan2.2-vace-fun-a14b-depth',
		animate: 'alibaba/wan2.2-14b-animate-move',
	},
};
