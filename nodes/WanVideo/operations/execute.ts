import { type IExecuteFunctions, type INodeExecutionData, NodeError } from 'n8n-workflow';

import type { GenerateOperation, Provider } from '../models/Model';
import { Problem } from '../problem';
import { fetchOperation } from './fetch';
import { generateOperation } from './generate';
import { toNodeError } from './nodeError';
import { runOperation } from './runOperation';

/**
 * Runs the chosen operation over all items.
 *
 * @throws NodeApiError or NodeOperationError, as n8n shows them
 */
export async function execute(
	context: IExecuteFunctions,
	provider: Provider,
	operation: GenerateOperation | 'fetch',
): Promise<INodeExecutionData[]> {
	try {
		return operation === 'fetch'
			? await runOperation(context, provider, fetchOperation(context, provider))
			: await runOperation(context, provider, generateOperation(context, provider, operation));
	} catch (error) {
		// Of the whole run rather than of an item: the credential, or an option that is read once.
		throw error instanceof NodeError
			? error
			: toNodeError(context.getNode(), Problem.from(error), 0);
	}
}
