import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { GenerateOperation, Provider } from '../models/Model';
import { fetchOperation } from './fetch';
import { generateOperation } from './generate';
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
	return operation === 'fetch'
		? await runOperation(context, provider, fetchOperation(context, provider))
		: await runOperation(context, provider, generateOperation(context, provider, operation));
}
