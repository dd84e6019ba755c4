import type { MediaRules } from '../../generations/order';
import type { ClipRules } from '../../media/clip';
import type { PictureRules } from '../../media/picture';

const MB = 2 ** 20;

// The limits stand at the fields, in the endpoints' own schemas; an endpoint that tells none has none here.

const PICTURE: PictureRules = {
	types: ['jpg', 'png', 'bmp', 'webp'],
	minSide: 1,
	maxSide: Infinity,
	maxBytes: 20 * MB,
	alphaAllowed: true,
};
const CLIP: ClipRules = { maxBytes: 100 * MB, minSeconds: 2, maxSeconds: 10 };
const RECORDING = { maxBytes: 15 * MB, maxSeconds: 30 };

const OF_WAN_30: MediaRules = {
	clip: { minFramesPerSecond: 16 },
	together: { clips: 15, recordings: 15 },
};
const OF_WAN_27: MediaRules = { picture: PICTURE, clip: CLIP, end: CLIP };
const OF_REFERENCES_26: MediaRules = {
	picture: { ...PICTURE, minSide: 240, maxSide: 5000, maxBytes: 10 * MB, alphaAllowed: false },
	clip: { maxBytes: 100 * MB, minSeconds: 2, maxSeconds: 30, minFramesPerSecond: 16 },
};
const OF_PICTURES_26: MediaRules = {
	picture: { ...PICTURE, minSide: 240, maxSide: 7680, maxBytes: Infinity },
};

/** What the service asks of the media of an endpoint. */
export function mediaRulesOf(endpoint: string): MediaRules {
	if (endpoint.startsWith('alibaba/wan-3.0')) return OF_WAN_30;
	if (endpoint.startsWith('wan/v2.6/reference-')) return OF_REFERENCES_26;
	if (endpoint.startsWith('wan/v2.6/image-')) return OF_PICTURES_26;
	switch (endpoint) {
		case 'fal-ai/wan/v2.7/text-to-video':
			return { recording: { ...RECORDING, minSeconds: 3 } };
		case 'fal-ai/wan/v2.7/image-to-video':
			return { ...OF_WAN_27, recording: { ...RECORDING, minSeconds: 2 } };
		case 'fal-ai/wan/v2.7/reference-to-video':
			return { ...OF_WAN_27, clip: { maxBytes: 100 * MB, maxSeconds: 30 } };
		case 'fal-ai/wan/v2.7/edit-video':
			return OF_WAN_27;
		case 'fal-ai/krea-wan-14b/video-to-video':
			return { clip: { maxSeconds: 1000 / 16 } };
		default:
			return {};
	}
}
