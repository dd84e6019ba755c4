import type { AjvCustomizer } from 'openapi-backend';

import { isBase64, isDataUri, isLink, isStored } from '../media/mediaSource';

/** Teaches the validator the contracts' own formats; what each means stands in the contracts that use it. */
export const addMediaFormats: AjvCustomizer = (ajv) =>
	ajv
		.addFormat('media-url', (text) => isLink(text) || isDataUri(text))
		.addFormat('media', (text) => isLink(text) || isDataUri(text) || isBase64(text))
		.addFormat('stored-media', (text) => isLink(text) || isStored(text) || isDataUri(text))
		.addFormat('stored-link', (text) => isLink(text) || isStored(text));
