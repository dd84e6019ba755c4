import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { asText } from '../models/text';

/** The key of a credential, without the spaces and line breaks that come along when it is copied. */
export function apiKeyOf({ apiKey }: ICredentialDataDecryptedObject): string {
	return asText(apiKey).trim();
}

/** As a header. */
export function bearer(credential: ICredentialDataDecryptedObject): { Authorization: string } {
	return { Authorization: `Bearer ${apiKeyOf(credential)}` };
}
