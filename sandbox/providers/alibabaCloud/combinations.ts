import type { Creation, Medium, MediumType } from './request';
import { brokenVaceRule } from './vaceParameters';

/** The only ones that Wan 2.7's image to video knows: https://help.aliyun.com/zh/model-studio/image-to-video-general-api-reference */
const OF_IMAGE_TO_VIDEO: readonly MediumType[][] = [
	['first_frame'],
	['first_frame', 'driving_audio'],
	['first_frame', 'last_frame'],
	['first_frame', 'last_frame', 'driving_audio'],
	['first_clip'],
	['first_clip', 'last_frame'],
];

/** How many of each Wan 3.0 takes: https://help.aliyun.com/zh/model-studio/wan3-video-generation-api-reference */
const MOST_OF_WAN_30: Partial<Record<MediumType, number>> = {
	first_frame: 1,
	last_frame: 1,
	reference_image: 10,
	reference_video: 5,
	reference_audio: 5,
	file: 1,
	link: 1,
};

/** Which rule a request breaks that the contract cannot express, as a sentence; `undefined` when it keeps them all. */
export function brokenRule(creation: Creation): string | undefined {
	const { model } = creation;
	if (model.startsWith('wan3.0-')) return brokenByWan30(creation);
	if (model.startsWith('wan2.7-i2v')) return brokenByImageToVideo(creation);
	if (model.startsWith('wan2.7-r2v')) return brokenByReferences(creation);
	if (model === 'wan2.7-videoedit') return brokenByVideoEdit(creation);
	return brokenVaceRule(creation);
}

function brokenByWan30({ input, parameters = {} }: Creation): string | undefined {
	const { prompt, media = [] } = input;
	if (prompt === undefined && media.length === 0)
		return 'Field required: input.prompt or input.media';
	const count = counter(media);
	for (const [type, most] of Object.entries(MOST_OF_WAN_30)) {
		if (count(type as MediumType) > most) return `There can be ${most} ${type} at most`;
	}
	const frames = count('first_frame', 'last_frame');
	if (frames > 0 && frames < media.length) {
		return 'The two modes are mutually exclusive: first_frame and last_frame cannot be mixed with references, file or link';
	}
	if (count('last_frame') > count('first_frame')) return 'last_frame requires first_frame';
	const documents = count('file', 'link');
	if (documents > 1) return 'file and link are mutually exclusive';
	if (documents > 0 && parameters.prompt_extend === false) {
		return 'parameters.prompt_extend must be true with file or link';
	}
	return undefined;
}

function brokenByImageToVideo({ input }: Creation): string | undefined {
	const nameOf = (types: MediumType[]) => [...types].sort().join('+');
	const given = nameOf((input.media ?? []).map(({ type }) => type));
	if (OF_IMAGE_TO_VIDEO.some((types) => nameOf(types) === given)) return undefined;
	const known = OF_IMAGE_TO_VIDEO.map((types) => types.join('+'));
	return `The combination of input.media is not supported; it must be one of ${known.join(', ')}`;
}

function brokenByReferences({ input, parameters = {} }: Creation): string | undefined {
	const count = counter(input.media ?? []);
	if (count('first_frame') > 1) return 'There can be 1 first_frame at most';
	const references = count('reference_image', 'reference_video');
	if (references < 1 || references > 5) {
		return 'There must be 1 to 5 of reference_image and reference_video together';
	}
	if (count('reference_video') > 0 && (parameters.duration ?? 0) > 10) {
		return 'parameters.duration must be 2 to 10 with a reference_video';
	}
	return undefined;
}

function brokenByVideoEdit({ input }: Creation): string | undefined {
	const count = counter(input.media ?? []);
	if (count('video') !== 1) return 'There must be exactly 1 video';
	return count('reference_image') > 4 ? 'There can be 4 reference_image at most' : undefined;
}

function counter(media: Medium[]) {
	return (...types: MediumType[]) => media.filter(({ type }) => types.includes(type)).length;
}
