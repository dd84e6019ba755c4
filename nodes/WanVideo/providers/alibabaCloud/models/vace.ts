import type { Model, Parameter, Parameters } from '../../../models/Model';
import type { Rule } from '../../../models/rules';
import {
	anyFrame,
	choice,
	common,
	fiveSeconds,
	MEGABYTE,
	neededPromptUpTo,
	spelledInBeijing,
} from './parameters';

// Source: https://help.aliyun.com/zh/model-studio/legacy-wanx-vace-api-reference

const pictureLimits = {
	types: ['image/jpeg', 'image/png', 'image/bmp', 'image/tiff', 'image/webp'],
	alpha: true,
	maxBytes: 10 * MEGABYTE,
	side: { minimum: 360, maximum: 2000 },
	maxRatio: undefined,
} as const;
const clipLimits = { ...anyFrame, types: ['video/mp4'], maxBytes: 50 * MEGABYTE } as const;

const image = { kind: 'image', noDataUri: true, limits: pictureLimits } as const;
/** Of one that is longer than five seconds, the first five are used. */
const video = {
	kind: 'video',
	limits: { ...clipLimits, framesPerSecond: { minimum: 16 } },
} as const;
const pictures = {
	field: 'input.ref_images_url',
	noDataUri: true,
	limits: pictureLimits,
} as const;
const size = choice(['1280*720', '720*1280', '960*960', '832*1088', '1088*832'], '1280*720');

const shared: Parameters = { prompt: neededPromptUpTo(800), ...common };

const only = <P extends Parameter>(parameter: P, ...functions: string[]) => ({
	...parameter,
	functions,
});
const scale = only(
	{ kind: 'number', minimum: 1, maximum: 2, default: 1 } as const,
	'video_outpainting',
);

const ofFunction = (name: string) => ({ 'input.function': name });

const rulesOfExtension: readonly Rule[] = [
	{ kind: 'requires', field: 'input.video_url', needs: 'parameters.control_condition' },
];

export const vace: Model = {
	id: 'wan2.1-vace-plus',
	name: 'Wan 2.1 VACE Plus',
	...spelledInBeijing('wanx2.1-vace-plus'),
	uses: {
		referenceToVideo: {
			constants: ofFunction('image_reference'),
			parameters: {
				...shared,
				references: {
					kind: 'references',
					kinds: { image: { ...pictures, minimum: 1, maximum: 3 } },
					rolesField: 'parameters.obj_or_bg',
				},
				size,
				duration: fiveSeconds,
			},
		},
		editVideo: {
			parameters: {
				...shared,
				function: {
					...choice(['video_repainting', 'video_edit', 'video_outpainting'], 'video_repainting'),
					required: true,
				},
				video,
				// With Video Edit it is none or one of two: rare, and to be had by Additional Fields.
				controlCondition: only(
					{
						...choice(['posebodyface', 'posebody', 'depth', 'scribble'], 'posebodyface'),
						required: true,
					} as const,
					'video_repainting',
				),
				strength: only(
					{ kind: 'number', minimum: 0, maximum: 1, default: 1 } as const,
					'video_repainting',
				),
				references: only(
					{ kind: 'references', kinds: { image: { ...pictures, maximum: 1 } } } as const,
					'video_repainting',
					'video_edit',
				),
				maskImage: only(image, 'video_edit'),
				maskVideo: only(video, 'video_edit'),
				maskFrame: only({ kind: 'integer', minimum: 1, default: 1 } as const, 'video_edit'),
				maskType: only(choice(['tracking', 'fixed'], 'tracking'), 'video_edit'),
				expandRatio: only(
					{ kind: 'number', minimum: 0, maximum: 1, default: 0.05 } as const,
					'video_edit',
				),
				expandMode: only(choice(['hull', 'bbox', 'original'], 'hull'), 'video_edit'),
				size: only(size, 'video_edit'),
				leftScale: scale,
				rightScale: scale,
				topScale: scale,
				bottomScale: scale,
				duration: only(fiveSeconds, 'video_edit', 'video_outpainting'),
			},
			rules: [
				{
					kind: 'excludes',
					fields: ['input.mask_image_url'],
					others: ['input.mask_video_url'],
				},
			],
		},
		extendVideo: {
			constants: ofFunction('video_extension'),
			parameters: {
				...shared,
				video: {
					kind: 'video',
					field: 'input.first_clip_url',
					limits: { ...clipLimits, seconds: { maximum: 3 } },
				},
				duration: fiveSeconds,
			},
			rules: rulesOfExtension,
		},
		imageToVideo: {
			constants: ofFunction('video_extension'),
			parameters: {
				...shared,
				image: { ...image, field: 'input.first_frame_url' },
				lastFrame: { ...image, field: 'input.last_frame_url' },
				duration: fiveSeconds,
			},
			rules: rulesOfExtension,
		},
	},
};
