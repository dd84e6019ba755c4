import type { MuleRouterModel } from '../MuleRouterModel';
import { choice, common, image, prompt, shotType, sizes1080p, sound } from './parameters';

// Source: https://mulerouter.ai/docs/api-reference/endpoint/mulerouter. The text-to-video model is known from a
// client only.

/** MuleRouter's own variants. Newest first. */
export const spark: MuleRouterModel[] = [
	{
		id: 'wan2.6-t2v-spark',
		name: 'Wan 2.6 Spark',
		vendor: 'mulerouter',
		uses: {
			textToVideo: {
				parameters: {
					prompt,
					size: choice(sizes1080p, '1920*1080'),
					duration: choice([5, 10, 15], 5),
					shotType,
					...sound,
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.6-i2v-spark',
		name: 'Wan 2.6 Spark',
		vendor: 'mulerouter',
		uses: {
			imageToVideo: {
				parameters: {
					prompt,
					image,
					// In the example of the model's page, though not among its fields.
					lastFrame: image,
					resolution: choice(['1080P'], '1080P'),
					duration: choice([5, 10, 15], 5),
					shotType,
					...sound,
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.5-i2v-spark',
		name: 'Wan 2.5 Spark',
		vendor: 'mulerouter',
		uses: {
			imageToVideo: {
				parameters: {
					prompt,
					image,
					resolution: choice(['720P', '1080P'], '720P'),
					duration: choice([5, 10], 5),
					...sound,
					...common,
				},
			},
		},
	},
];
