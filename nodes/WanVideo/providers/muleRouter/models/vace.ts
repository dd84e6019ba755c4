import type { Parameter, Parameters } from '../../../models/Model';
import type { MuleRouterModel } from '../MuleRouterModel';
import { choice, common, image, on, shortPrompt } from './parameters';

// Source: the model as MuleRouter's own command line client has it (openmule/mulerouter-cli,
// packages/core/src/models/alibaba/wan2.1-vace-plus.ts), and for which field belongs to which function Alibaba's page
// https://www.alibabacloud.com/help/en/model-studio/wan-vace-api-reference. The client spells one of `expand_mode`'s
// values "orginal"; it stands here as on the page and in MuleRouter's older client. Neither was tried.

const video = { kind: 'video' } as const;
const size = choice(['1280x720', '720x1280', '960x960', '832x1088', '1088x832'], '1280x720');
const duration = choice([5], 5);

const shared: Parameters = { prompt: shortPrompt, ...common, safetyFilter: on };

const only = <P extends Parameter>(parameter: P, ...functions: string[]) => ({
	...parameter,
	functions,
});
const scale = only(
	{ kind: 'number', minimum: 1, maximum: 2, default: 1 } as const,
	'video_outpainting',
);

export const vace: MuleRouterModel = {
	id: 'wan2.1-vace-plus',
	name: 'Wan 2.1 VACE Plus',
	vendor: 'alibaba',
	uses: {
		referenceToVideo: {
			constants: { model: 'wan2.1-vace-plus', function: 'image_reference' },
			parameters: {
				...shared,
				references: {
					kind: 'references',
					kinds: { image: { field: 'images', minimum: 1, maximum: 3 } },
					rolesField: 'obj_or_bg',
				},
				size,
				duration,
			},
		},
		editVideo: {
			constants: { model: 'wan2.1-vace-plus' },
			parameters: {
				...shared,
				function: {
					...choice(['video_repainting', 'video_edit', 'video_outpainting'], 'video_repainting'),
					required: true,
				},
				video,
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
					{ kind: 'references', kinds: { image: { field: 'images', maximum: 1 } } } as const,
					'video_repainting',
					'video_edit',
				),
				maskImage: only({ ...image, noDataUri: true } as const, 'video_edit'),
				maskVideo: only({ kind: 'video' } as const, 'video_edit'),
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
				duration: only(duration, 'video_edit', 'video_outpainting'),
			},
			rules: [{ kind: 'excludes', fields: ['mask_image_url'], others: ['mask_video_url'] }],
		},
		extendVideo: {
			constants: { model: 'wan2.1-vace-plus', function: 'video_extension' },
			parameters: {
				...shared,
				video: { ...video, field: 'first_clip_url' },
				duration,
			},
		},
		imageToVideo: {
			constants: { model: 'wan2.1-vace-plus', function: 'video_extension' },
			parameters: {
				...shared,
				image: { ...image, noDataUri: true, field: 'first_frame_url' },
				lastFrame: { ...image, noDataUri: true, field: 'last_frame_url' },
				duration,
			},
		},
	},
};
