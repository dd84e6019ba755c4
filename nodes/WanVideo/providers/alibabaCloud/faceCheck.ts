import { fieldAt } from '../../models/fieldPaths';
import { asText } from '../../models/text';
import type { PreliminaryCheck } from '../ProviderApi';
import { fieldsOf } from '../reading';
import { wordsOf } from './refusals';
import { isStored, RESOLVE_STORED } from './uploads';

// Source: https://help.aliyun.com/zh/model-studio/wan-s2v-detect-api

const SPEECH = /-s2v$/;
const PICTURE = 'input.image_url';

/**
 * Whether a picture can be made to speak: asked before the video is ordered, which costs many times as much as the
 * question.
 */
export const check: PreliminaryCheck = {
	orderOf({ model, fields }) {
		const picture = fieldAt(fields, PICTURE);
		if (!SPEECH.test(model) || picture === undefined) return undefined;
		return { model: `${model}-detect`, fields: { input: { image_url: picture } } };
	},

	request: ({ model, fields }) => ({
		method: 'POST',
		path: '/api/v1/services/aigc/image2video/face-detect',
		...(isStored(fieldAt(fields, PICTURE)) && { headers: RESOLVE_STORED }),
		body: { model, ...fields },
	}),

	readObjection(answer) {
		const output = fieldsOf(fieldsOf(answer).output);
		// Only a clear no is one: the video's own checks come anyway.
		if (asText(output.check_pass).toLowerCase() !== 'false') return undefined;
		return wordsOf(output) ?? 'it shows nobody who could speak';
	},
};
