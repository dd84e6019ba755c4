import { newestFirst } from '../../models/catalog';
import type { Catalog } from '../../models/Model';
import { animate } from './models/animate';
import { keyframes } from './models/keyframes';
import { MEGABYTE } from './models/parameters';
import { speech } from './models/speech';
import { vace } from './models/vace';
import { wan22 } from './models/wan22';
import { wan26 } from './models/wan26';
import { wan27 } from './models/wan27';
import { wan30 } from './models/wan30';

/** Wan models of Alibaba Cloud Model Studio. */
export const catalog: Catalog = {
	fields: {
		prompt: 'input.prompt',
		negativePrompt: 'input.negative_prompt',
		image: 'input.media[first_frame]',
		lastFrame: 'input.media[last_frame]',
		video: 'input.video_url',
		maskImage: 'input.mask_image_url',
		maskVideo: 'input.mask_video_url',
		maskFrame: 'input.mask_frame_id',
		audio: 'input.audio_url',
		function: 'input.function',
		template: 'input.template',
		mode: 'parameters.mode',
		controlCondition: 'parameters.control_condition',
		resolution: 'parameters.resolution',
		aspectRatio: 'parameters.ratio',
		size: 'parameters.size',
		duration: 'parameters.duration',
		generateAudio: 'parameters.audio',
		audioSetting: 'parameters.audio_setting',
		seed: 'parameters.seed',
		promptExpansion: 'parameters.prompt_extend',
		watermark: 'parameters.watermark',
		shotType: 'parameters.shot_type',
		checkImage: 'parameters.check_image',
		strength: 'parameters.strength',
		maskType: 'parameters.mask_type',
		expandRatio: 'parameters.expand_ratio',
		expandMode: 'parameters.expand_mode',
		leftScale: 'parameters.left_scale',
		rightScale: 'parameters.right_scale',
		topScale: 'parameters.top_scale',
		bottomScale: 'parameters.bottom_scale',
	},
	// The limits that most models have; what is not in them, the models say.
	images: {
		types: ['image/jpeg', 'image/png', 'image/bmp', 'image/webp'],
		alpha: false,
		maxBytes: 20 * MEGABYTE,
		side: { minimum: 240, maximum: 8000 },
		maxRatio: 8,
	},
	videoFiles: {
		types: ['video/mp4', 'video/quicktime'],
		maxBytes: 100 * MEGABYTE,
		side: { minimum: 240, maximum: 4096 },
		maxRatio: 8,
	},
	audioFiles: { types: ['audio/wav', 'audio/mpeg'], maxBytes: 15 * MEGABYTE },
	// Source: https://www.alibabacloud.com/help/en/model-studio/get-temporary-file-url
	uploads: {
		// In Base64 that is ten megabytes, which its other models take at most; what is larger is uploaded.
		inline: { image: 7 * MEGABYTE },
		maxBytes: 1024 * MEGABYTE,
		note: "What is not sent along is kept in Alibaba Cloud's temporary storage for 48 hours. Alibaba means that for testing: in production, better give a link.",
	},
	models: newestFirst([
		...wan30,
		...wan27,
		...wan26,
		...wan22,
		...keyframes,
		vace,
		...animate,
		speech,
	]),
	// Wan 3.0 is in every region, so that a first try works with any key; the others are not.
	usual: {
		textToVideo: 'wan3.0-video',
		imageToVideo: 'wan3.0-video',
		referenceToVideo: 'wan3.0-video',
		editVideo: 'wan3.0-video',
		extendVideo: 'wan2.7-i2v',
		animate: 'wan2.2-animate-move',
		speechToVideo: 'wan2.2-s2v',
	},
};
