import type { Model } from '../../../models/Model';
import { choice } from './parameters';

// Source: https://help.aliyun.com/zh/model-studio/wan-s2v-api. Whether links to the temporary storage are taken, it
// leaves open.

export const speech: Model = {
	id: 'wan2.2-s2v',
	name: 'Wan 2.2 Speech to Video',
	regions: ['beijing'],
	uses: {
		speechToVideo: {
			parameters: {
				image: {
					kind: 'image',
					field: 'input.image_url',
					noDataUri: true,
					limits: {
						alpha: true,
						maxBytes: undefined,
						side: { minimum: 400, maximum: 7000 },
						maxRatio: undefined,
					},
				},
				audio: { kind: 'audio', limits: { seconds: { maximum: 20 } } },
				resolution: choice(['480P', '720P'], '480P'),
			},
		},
	},
};
