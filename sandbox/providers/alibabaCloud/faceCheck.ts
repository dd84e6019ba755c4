import type { Answer } from '../../exchange';
import type { Uploads } from '../../files/uploads';
import { fetchMedia } from '../../media/fetchMedia';
import { brokenPictureRule } from '../../media/picture';
import { UnusableMedia } from '../../media/unusableMedia';
import { answer, problem } from './answers';
import { PICTURE_OF_SPEECH } from './mediaRules';

/** In a link to a picture, it says that there is nobody to be seen: the sandbox does not look. */
const NOBODY = 'nobody';

/**
 * Says whether a picture can be made to speak.
 *
 * Source: https://help.aliyun.com/zh/model-studio/wan-s2v-detect-api
 */
export async function checkFace(link: string, uploads: Uploads): Promise<Answer> {
	try {
		const bytes =
			(await uploads.read(link)) ?? (await fetchMedia(link, new AbortController().signal));
		const broken = brokenPictureRule(bytes, PICTURE_OF_SPEECH);
		if (broken)
			return checked({ humanoid: false, code: 'InvalidFile.Resolution', message: broken });
	} catch (error) {
		if (error instanceof UnusableMedia) return problem(400, 'InvalidURL', error.message);
		throw error;
	}
	if (link.includes(NOBODY)) {
		const message =
			'The input image has no human body. Please upload other image with single person.';
		return checked({ humanoid: false, code: 'InvalidFile.NoHuman', message });
	}
	return checked({ humanoid: true });
}

function checked(finding: { humanoid: boolean; code?: string; message?: string }): Answer {
	const output = { check_pass: finding.code === undefined, ...finding };
	return answer(200, { output, usage: { image_count: 1 } });
}
