import { expect, test } from '@jest/globals';

import schema from '../../nodes/WanVideo/outputSchema.json';
import { toItem } from '../../nodes/WanVideo/output/outputItem';

test('the editor offers exactly the fields that a completed video comes with', () => {
	const { json } = toItem(
		{
			provider: 'aimlApi',
			model: 'alibaba/wan-2-7-t2v',
			generation: {
				status: 'completed',
				id: 'an-id',
				providerStatus: 'completed',
				videoUrl: 'https://example.com/video.mp4',
				usage: { credits: 1, usd: 2 },
				response: {},
			},
			times: {
				createdAt: '2026-11-20T10:00:00.000Z',
				completedAt: '2026-11-20T10:01:00.000Z',
				seconds: 60,
			},
			simplify: true,
		},
		0,
	);
	expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(json).sort());
	expect(Object.keys(schema.properties.usage.properties)).toEqual(
		Object.keys(json.usage as object),
	);
});
