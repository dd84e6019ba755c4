import type { MediaRules } from '../../generations/order';
import { inlineBytes } from '../../media/mediaSource';
import { brokenPictureRule, type PictureRules } from '../../media/picture';
import type { Creation } from './order';

const MB = 2 ** 20;

const PICTURE: PictureRules = {
	types: ['jpg', 'png', 'bmp', 'webp'],
	minSide: 360,
	maxSide: 2000,
	maxBytes: 10 * MB,
	alphaAllowed: false,
};

const OF_MOST: MediaRules = {
	picture: PICTURE,
	recording: { minSeconds: 3, maxSeconds: 30, maxBytes: 15 * MB },
};

const OF_WAN_30: MediaRules = {
	picture: { ...PICTURE, maxBytes: 20 * MB },
	recording: { minSeconds: 1, maxSeconds: 15, maxBytes: 15 * MB },
	clip: { minSeconds: 1, maxSeconds: 15, maxBytes: 100 * MB, sides: [240, 4096], maxRatio: 8 },
	together: { clips: 15, recordings: 15, clipsAndVideo: 30 },
};

const OF_VACE: MediaRules = {
	picture: PICTURE,
	clip: { maxSeconds: 5, minFramesPerSecond: 16, maxBytes: 50 * MB },
	end: { maxSeconds: 3, maxBytes: 50 * MB },
	together: { ends: 3 },
};

/** What the provider asks of the media of a model. */
export function mediaRulesOf(model: string): MediaRules {
	if (model.endsWith('-vace-plus')) return OF_VACE;
	return /^(w3\.0|berry)-/.test(model) ? OF_WAN_30 : OF_MOST;
}

/**
 * Which rule a request breaks that the contract cannot express, as a sentence; `undefined` when it keeps them all.
 * Pictures sent along are looked at; those behind links fail the task later.
 */
export function brokenRule(creation: Creation, model: string): string | undefined {
	return brokenReferences(creation) ?? brokenPicture(creation, mediaRulesOf(model).picture);
}

function brokenReferences({ images = [], obj_or_bg: kinds, function: name }: Creation) {
	if (name !== 'image_reference') return undefined;
	// A single image is an object unless something else is said.
	if (kinds ? kinds.length !== images.length : images.length > 1) {
		return 'obj_or_bg must have as many entries as images.';
	}
	const backgrounds = kinds?.filter((kind) => kind === 'bg') ?? [];
	return backgrounds.length > 1 ? "obj_or_bg may have 'bg' only once." : undefined;
}

function brokenPicture(creation: Creation, rules: PictureRules = PICTURE): string | undefined {
	const pictures = [
		...[creation.image, creation.first_frame, creation.last_frame],
		...[creation.first_frame_url, creation.last_frame_url, creation.mask_image_url],
		...[...(creation.images ?? []), ...(creation.reference_images ?? [])],
	];
	for (const picture of pictures) {
		const bytes = picture === undefined ? undefined : inlineBytes(picture);
		const broken = bytes && brokenPictureRule(bytes, rules);
		if (broken) return broken;
	}
	return undefined;
}
