import type { MediaRules } from '../../generations/order';

const MB = 2 ** 20;

// The limits stand at the fields, on the models' own pages; a model that tells none has none here.

const RECORDING = { maxBytes: 15 * MB, minSeconds: 3, maxSeconds: 30 };
const OF_WAN_3: MediaRules = {
	picture: {
		types: ['jpg', 'png', 'bmp', 'webp'],
		minSide: 1,
		maxSide: Infinity,
		maxBytes: 10 * MB,
		alphaAllowed: true,
	},
};

/** What the service asks of the media of a model. */
export function mediaRulesOf(model: string): MediaRules {
	if (model.startsWith('alibaba/wan-3')) return OF_WAN_3;
	return /wan-2\.[56]-/.test(model) ? { recording: RECORDING } : {};
}
