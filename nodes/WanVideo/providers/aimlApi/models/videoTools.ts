import type { Model, Parameters } from '../../../models/Model';
import { choice, image, negativePrompt, off, on, prompt, resolution, video } from './parameters';

// Source: the model pages of https://docs.aimlapi.com/api-references/video-models/alibaba-cloud. What steers the
// sampling, the encoding and the interpolation of frames goes through Additional Fields.

const lines = resolution(['480p', '580p', '720p'], '480p');
const safetyFilter = off;

const animating: Parameters = { image, video, resolution: lines, safetyFilter };

const editing: Parameters = {
	prompt,
	video,
	resolution: lines,
	aspectRatio: choice(['auto', '16:9', '1:1', '9:16'], 'auto'),
	negativePrompt,
	frames: { kind: 'integer', minimum: 17, maximum: 241, default: 81 },
	framesPerSecond: { kind: 'integer', minimum: 5, maximum: 30, default: 16 },
	keepFrames: off,
	keepFrameRate: off,
	promptExpansion: { ...off, field: 'enable_prompt_expansion' },
	safetyFilter,
};

const editor = (id: string, name: string, own: Parameters = {}): Model => ({
	id: `alibaba/wan2.2-vace-fun-a14b-${id}`,
	name: `Wan 2.2 VACE ${name}`,
	uses: { editVideo: { parameters: { ...editing, ...own } } },
});

/** Models of Wan 2.2 that take a video. */
export const videoTools: Model[] = [
	{
		id: 'alibaba/wan2.2-14b-animate-move',
		name: 'Wan 2.2 Animate Move',
		uses: { animate: { parameters: animating } },
	},
	{
		id: 'alibaba/wan2.2-14b-animate-replace',
		name: 'Wan 2.2 Animate Replace',
		uses: { animate: { parameters: animating } },
	},
	editor('depth', 'Depth'),
	editor('inpainting', 'Inpainting', {
		maskVideo: { kind: 'video', field: 'mask_video_url' },
		references: {
			kind: 'references',
			// No reference states how many; more than these would hardly fit into a picture.
			kinds: { image: { field: 'image_list', maximum: 10 } },
		},
	}),
	editor('outpainting', 'Outpainting', {
		expandLeft: on,
		expandRight: on,
		expandTop: on,
		expandBottom: on,
		expandRatio: { kind: 'number', default: 0.25 },
	}),
	editor('pose', 'Pose'),
	editor('reframe', 'Reframe', {
		prompt: { kind: 'text' },
		zoomFactor: { kind: 'number' },
		trimBorders: on,
	}),
];
