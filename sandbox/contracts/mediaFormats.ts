import type { AjvCustomizer } from 'openapi-backend';

import { isBase64, isDataUri, isLink } from '../media/mediaSource';

/** Teaches the validator the contracts' own formats `media-url` and `media`. */
export const addMediaFormats: AjvCustomizer = (ajv) =>
	ajv
		.addFormat('media-url', (text) => isLink(text) || isDataUri(text))
		.addFormat('media', (text) => isLink(text) || isDataUri(text) || isBase64(text));
