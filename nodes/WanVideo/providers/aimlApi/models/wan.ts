import type { Model } from '../../../models/Model';
import type { Rule } from '../../../models/rules';
import {
	aspectRatio,
	audio,
	choice,
	duration,
	image,
	negativePrompt,
	off,
	on,
	prompt,
	references,
	resolution,
	seed,
	shotType,
	wideSquareOrTall,
} from './parameters';

// Source: the model pages of https://docs.aimlapi.com/api-references/video-models/alibaba-cloud; the aliases are
// from the list of models that its API gives.

const forWan26 = {
	resolution: resolution(['720p', '1080p'], '1080p'),
	duration: duration(5, 10, 15),
	negativePrompt,
	shotType,
	generateAudio: on,
	audio,
	seed,
	promptExpansion: on,
};
const forWan25 = {
	resolution: resolution(['480p', '720p', '1080p'], '1080p'),
	aspectRatio: wideSquareOrTall,
	duration: duration(5, 10),
	negativePrompt,
	seed,
	promptExpansion: on,
};
const forWan22 = {
	resolution: resolution(['480P', '1080P'], '1080P'),
	negativePrompt,
	watermark: off,
	seed,
	promptExpansion: on,
};
const forWan30 = {
	prompt: { ...prompt, maxLength: 20_000 },
	resolution: resolution(['480p', '720p', '1080p'], '1080p'),
	aspectRatio: choice(['adaptive', '16:9', '4:3', '1:1', '3:4', '9:16'], 'adaptive'),
	duration: { kind: 'integer', minimum: 2, maximum: 30, default: 5 },
	generateAudio: on,
	seed,
	watermark: off,
} as const;

// Source of the rules: the descriptions of the fields on the model's page.
const rulesOfWan30: readonly Rule[] = [
	{
		kind: 'excludes',
		fields: ['image_url'],
		others: ['reference_image_urls', 'video_urls', 'audio_urls', 'file_url', 'link_url'],
	},
	{ kind: 'requires', field: 'last_image_url', needs: 'image_url' },
	{ kind: 'excludes', fields: ['file_url'], others: ['link_url'] },
];

/** Newest first. */
export const wan: Model[] = [
	{
		id: 'alibaba/wan-3-0-video',
		aliases: ['alibaba/wan3.0-video'],
		name: 'Wan 3.0',
		endpoints: ['unified'],
		uses: {
			textToVideo: { parameters: forWan30, rules: rulesOfWan30 },
			imageToVideo: {
				parameters: { ...forWan30, image, lastFrame: image },
				rules: rulesOfWan30,
			},
			referenceToVideo: {
				parameters: {
					...forWan30,
					references: references({
						image: { field: 'reference_image_urls', maximum: 10 },
						video: {
							field: 'video_urls',
							maximum: 5,
							totalSeconds: 15,
							secondsWithDuration: 30,
						},
						audio: { field: 'audio_urls', maximum: 5, totalSeconds: 15 },
					}),
				},
				rules: rulesOfWan30,
			},
		},
	},
	{
		id: 'alibaba/wan-2-7-t2v',
		aliases: ['alibaba/wan2.7-t2v'],
		name: 'Wan 2.7',
		uses: { textToVideo: { parameters: { prompt, aspectRatio, ...forWan26 } } },
	},
	{
		id: 'alibaba/wan-2-7-i2v',
		aliases: ['alibaba/wan2.7-i2v'],
		name: 'Wan 2.7',
		uses: {
			imageToVideo: {
				parameters: {
					prompt,
					image,
					resolution: resolution(['720p', '1080p'], '1080p'),
					duration: duration(5, 10, 15),
					negativePrompt: { kind: 'text', maxLength: 500 },
					audio,
					watermark: off,
					seed,
					promptExpansion: on,
				},
			},
		},
	},
	{
		id: 'alibaba/wan-2-7-r2v',
		aliases: ['alibaba/wan2.7-r2v'],
		name: 'Wan 2.7',
		uses: {
			referenceToVideo: {
				parameters: {
					prompt,
					references: references({
						image: { field: 'image_urls', maximum: 5 },
						video: { field: 'video_urls', maximum: 5 },
					}),
					image: { ...image, field: 'first_frame_image' },
					resolution: resolution(['720p', '1080p'], '1080p'),
					aspectRatio,
					duration: duration(5, 10, 15),
					negativePrompt: { kind: 'text', maxLength: 500 },
					watermark: off,
					seed,
					promptExpansion: on,
				},
			},
		},
	},
	{
		id: 'alibaba/wan-2-6-t2v',
		aliases: ['alibaba/wan2.6-t2v'],
		name: 'Wan 2.6',
		uses: { textToVideo: { parameters: { prompt, aspectRatio, ...forWan26 } } },
	},
	{
		id: 'alibaba/wan-2-6-i2v',
		aliases: ['alibaba/wan2.6-i2v'],
		name: 'Wan 2.6',
		uses: { imageToVideo: { parameters: { prompt, image, ...forWan26 } } },
	},
	{
		id: 'alibaba/wan-2-6-image-to-video-flash',
		aliases: ['alibaba/wan2.6-i2v-flash'],
		name: 'Wan 2.6 Flash',
		uses: {
			imageToVideo: {
				parameters: {
					prompt,
					image,
					...forWan26,
					resolution: resolution(['720p', '1080p'], '720p'),
				},
			},
		},
	},
	{
		id: 'alibaba/wan-2-6-r2v',
		aliases: ['alibaba/wan2.6-r2v'],
		name: 'Wan 2.6',
		uses: {
			referenceToVideo: {
				parameters: {
					prompt,
					references: references({ video: { field: 'video_urls', minimum: 1, maximum: 3 } }),
					resolution: resolution(['720p', '1080p'], '1080p'),
					aspectRatio,
					duration: duration(5, 10, 15),
					negativePrompt,
					shotType,
					seed,
					promptExpansion: on,
				},
			},
		},
	},
	{
		id: 'alibaba/wan2.5-t2v-preview',
		name: 'Wan 2.5 Preview',
		uses: { textToVideo: { parameters: { prompt, ...forWan25 } } },
	},
	{
		id: 'alibaba/wan2.5-i2v-preview',
		name: 'Wan 2.5 Preview',
		uses: { imageToVideo: { parameters: { prompt, image, ...forWan25 } } },
	},
	{
		id: 'alibaba/wan2.2-t2v-plus',
		name: 'Wan 2.2 Plus',
		uses: { textToVideo: { parameters: { prompt, aspectRatio, ...forWan22 } } },
	},
	{
		id: 'alibaba/wan2.2-i2v-plus',
		name: 'Wan 2.2 Plus',
		uses: { imageToVideo: { parameters: { prompt, image, ...forWan22 } } },
	},
	{
		id: 'alibaba/wan2.1-t2v-plus',
		name: 'Wan 2.1 Plus',
		uses: {
			textToVideo: {
				parameters: { prompt, aspectRatio, ...forWan22, resolution: resolution(['720P'], '720P') },
			},
		},
	},
	{
		id: 'alibaba/wan2.1-t2v-turbo',
		name: 'Wan 2.1 Turbo',
		uses: {
			textToVideo: {
				parameters: {
					prompt,
					aspectRatio,
					...forWan22,
					resolution: resolution(['480P', '720P'], '720P'),
				},
			},
		},
	},
];
