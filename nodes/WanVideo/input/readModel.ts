import type { IExecuteFunctions } from 'n8n-workflow';

import { asText } from '../models/text';

/**
 * The id of the model: of the searchable list, or as plain text, which workflows of earlier versions and expressions
 * have.
 *
 * @returns '' when there is none
 */
export function readModel(context: IExecuteFunctions, itemIndex: number): string {
	const given: unknown = context.getNodeParameter('model', itemIndex, '');
	const isLocator = typeof given === 'object' && given !== null && 'value' in given;
	return asText(isLocator ? given.value : given).trim();
}
