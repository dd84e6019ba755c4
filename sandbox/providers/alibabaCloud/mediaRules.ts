import type { MediaRules } from '../../generations/order';
import type { ClipRules } from '../../media/clip';
import type { PictureRules } from '../../media/picture';
import type { RecordingRules } from '../../media/recording';

const MB = 2 ** 20;

// The limits stand on the API page of each model; the contract names the pages.

const PICTURE: PictureRules = {
	types: ['jpg', 'png', 'bmp', 'webp'],
	minSide: 240,
	maxSide: 8000,
	maxRatio: 8,
	maxBytes: 20 * MB,
	alphaAllowed: false,
};
/** Of 2.2 and 2.1. */
const SMALLER_PICTURE: PictureRules = { ...PICTURE, maxBytes: 10 * MB };
const CLIP: ClipRules = { maxBytes: 100 * MB, sides: [240, 4096], maxRatio: 8 };
const RECORDING: RecordingRules = { maxBytes: 15 * MB };

const OF_WAN_30: MediaRules = {
	picture: PICTURE,
	clip: { ...CLIP, minSeconds: 1, maxSeconds: 15, minFramesPerSecond: 16 },
	recording: { ...RECORDING, minSeconds: 1, maxSeconds: 15 },
	together: { clips: 15, recordings: 15, clipsAndVideo: 30 },
};
const OF_WAN_27: MediaRules = {
	picture: PICTURE,
	end: { ...CLIP, minSeconds: 2, maxSeconds: 10 },
	recording: { ...RECORDING, minSeconds: 2, maxSeconds: 30 },
};
const OF_REFERENCES_27: MediaRules = {
	picture: PICTURE,
	clip: { ...CLIP, minSeconds: 1, maxSeconds: 30 },
	recording: { ...RECORDING, minSeconds: 1, maxSeconds: 10 },
};
const OF_VIDEO_EDIT: MediaRules = {
	picture: PICTURE,
	clip: { ...CLIP, minSeconds: 2, maxSeconds: 10 },
};
const OF_WAN_26: MediaRules = {
	picture: PICTURE,
	clip: { maxBytes: 100 * MB, minSeconds: 1, maxSeconds: 30 },
	recording: { ...RECORDING, minSeconds: 3, maxSeconds: 30 },
	mostClips: 3,
};
// A source of more than five seconds is no mistake: its first five are used.
const OF_VACE: MediaRules = {
	picture: {
		types: ['jpg', 'png', 'bmp', 'tiff', 'webp'],
		minSide: 360,
		maxSide: 2000,
		maxBytes: 10 * MB,
		alphaAllowed: true,
	},
	clip: { minFramesPerSecond: 16, maxBytes: 50 * MB },
	end: { maxSeconds: 3, maxBytes: 50 * MB },
	together: { ends: 3 },
};
const OF_ANIMATION: MediaRules = {
	picture: {
		types: ['jpg', 'png', 'bmp', 'webp'],
		minSide: 200,
		maxSide: 4096,
		maxRatio: 3,
		maxBytes: 5 * MB,
		alphaAllowed: true,
	},
	clip: {
		formats: ['mp4', 'avi'],
		minSeconds: 2,
		maxSeconds: 30,
		sides: [200, 2048],
		maxRatio: 3,
		maxBytes: 200 * MB,
	},
};

/** What the face check asks of a picture, and speech to video, too; its bytes are not limited. */
export const PICTURE_OF_SPEECH: PictureRules = {
	types: ['jpg', 'png', 'bmp', 'webp'],
	minSide: 400,
	maxSide: 7000,
	maxBytes: Infinity,
	alphaAllowed: true,
};
const OF_SPEECH: MediaRules = {
	picture: PICTURE_OF_SPEECH,
	recording: { ...RECORDING, maxSeconds: 20 },
};

/** What the service asks of the media of a model. */
export function mediaRulesOf(model: string): MediaRules {
	if (model.startsWith('wan3.0-')) return OF_WAN_30;
	if (model.startsWith('wan2.7-r2v')) return OF_REFERENCES_27;
	if (model === 'wan2.7-videoedit') return OF_VIDEO_EDIT;
	if (model.startsWith('wan2.7-')) return OF_WAN_27;
	if (model.endsWith('-vace-plus')) return OF_VACE;
	if (model.startsWith('wan2.2-animate-')) return OF_ANIMATION;
	if (model === 'wan2.2-s2v') return OF_SPEECH;
	const isOlder = /^wanx?2\.[12]-/.test(model);
	return isOlder ? { picture: SMALLER_PICTURE } : OF_WAN_26;
}
