import type { Model } from '../../../models/Model';
import { choice, MEGABYTE, off, on, singaporeAndBeijing } from './parameters';

// Source: https://help.aliyun.com/zh/model-studio/wan-animate-move-api and wan-animate-mix-api. They ask for public
// links and lead to the page of the temporary storage; whether links to that are taken, they leave open.

const uses: Model['uses'] = {
	animate: {
		parameters: {
			image: {
				kind: 'image',
				field: 'input.image_url',
				noDataUri: true,
				limits: {
					alpha: true,
					maxBytes: 5 * MEGABYTE,
					side: { minimum: 200, maximum: 4096 },
					maxRatio: 3,
				},
			},
			video: {
				kind: 'video',
				limits: {
					types: ['video/mp4', 'video/quicktime', 'video/x-msvideo'],
					maxBytes: 200 * MEGABYTE,
					seconds: { minimum: 2, maximum: 30 },
					side: { minimum: 200, maximum: 2048 },
					maxRatio: 3,
				},
			},
			mode: { ...choice(['wan-std', 'wan-pro'], 'wan-std'), required: true },
			checkImage: on,
			// Elsewhere it is among the parameters.
			watermark: { ...off, field: 'input.watermark' },
		},
	},
};

export const animate: Model[] = [
	{ id: 'wan2.2-animate-move', name: 'Wan 2.2 Animate Move', regions: singaporeAndBeijing, uses },
	{ id: 'wan2.2-animate-mix', name: 'Wan 2.2 Animate Mix', regions: singaporeAndBeijing, uses },
];
