import { newestFirst } from '../../models/catalog';
import type { Catalog } from '../../models/Model';
import type { MuleRouterModel } from './MuleRouterModel';
import { alibaba } from './models/alibaba';
import { spark } from './models/spark';
import { vace } from './models/vace';
import { wan30 } from './models/wan30';

export const models = newestFirst<MuleRouterModel>([...wan30, ...alibaba, ...spark, vace]);

/** Wan models on MuleRouter and MuleRun. */
export const catalog: Catalog = {
	fields: {
		prompt: 'prompt',
		image: 'image',
		lastFrame: 'last_frame',
		video: 'video_url',
		maskImage: 'mask_image_url',
		maskVideo: 'mask_video_url',
		function: 'function',
		controlCondition: 'control_condition',
		resolution: 'resolution',
		aspectRatio: 'ratio',
		size: 'size',
		duration: 'duration',
		negativePrompt: 'negative_prompt',
		seed: 'seed',
		promptExpansion: 'prompt_extend',
		shotType: 'shot_type',
		generateAudio: 'audio',
		audio: 'audio_url',
		safetyFilter: 'safety_filter',
		template: 'template',
		strength: 'strength',
		maskFrame: 'mask_frame_id',
		maskType: 'mask_type',
		expandRatio: 'expand_ratio',
		expandMode: 'expand_mode',
		leftScale: 'left_scale',
		rightScale: 'right_scale',
		topScale: 'top_scale',
		bottomScale: 'bottom_scale',
	},
	images: {
		types: ['image/jpeg', 'image/png', 'image/bmp', 'image/webp'],
		alpha: false,
		maxBytes: 10 * 1024 * 1024,
		side: { minimum: 360, maximum: 2000 },
	},
	models,
	usual: {
		textToVideo: 'wan2.6-t2v',
		imageToVideo: 'wan2.6-i2v',
		referenceToVideo: 'w3.0-video',
		editVideo: 'wan2.1-vace-plus',
		extendVideo: 'wan2.1-vace-plus',
	},
};
