import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Ledger } from '../generation/Ledger';
import { readTask } from '../input/readTask';
import { outcomeOf } from './batch';
import { fetchOperation } from './fetch';
import { failRun } from './finishRun';
import { generateOperation } from './generate';
import { runOperation } from './runOperation';

/**
 * Runs the chosen operation over all items.
 *
 * @throws NodeApiError or NodeOperationError, as n8n shows them
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const ledger = Ledger.of(context);
	try {
		const task = await outcomeOf(() => readTask(context));
		if (!task.ok) return failRun(context, ledger, task.problem, {});
		const { provider, operation } = task.value;
		return operation === 'fetch'
			? await runOperation(context, provider, fetchOperation(context, provider), ledger)
			: await runOperation(
					context,
					provider,
					generateOperation(context, provider, operation),
					ledger,
				);
	} finally {
		ledger.release();
	}
}
