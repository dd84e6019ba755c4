import { parse } from 'flatted';
import {
	migrateRunExecutionData,
	UserError,
	type INodes,
	type IRunExecutionData,
	type IRunExecutionDataAll,
} from 'n8n-workflow';

import type { ExecutionResult } from './executionResult';

/**
 * The data a new execution starts from when a user presses *Retry* in n8n's list of executions: what was saved of the
 * failed one, without its error and without the failed node's last run. The failed node is first on the stack, with
 * its input; the context its earlier runs left is still there. Follows `retry` in n8n's execution.service.ts.
 *
 * @param nodes by name, for *Retry with currently saved workflow*: those on the stack are taken from it
 * @throws UserError when the execution succeeded or nothing of it was left to run
 */
export function dataToRetry(
	{ saved }: ExecutionResult,
	nodes: INodes | undefined,
): IRunExecutionData {
	if (saved.status === 'success') {
		throw new UserError('The execution succeeded, so it cannot be retried.');
	}
	const data = migrateRunExecutionData(parse(saved.data) as IRunExecutionDataAll);
	if (!data.executionData) throw new UserError('Nothing was saved of the execution to retry.');

	const { resultData } = data;
	if (resultData.lastNodeExecuted) {
		delete resultData.error;
		const runs = resultData.runData[resultData.lastNodeExecuted];
		if (runs?.at(-1)?.error !== undefined) runs.pop();
	}
	if (nodes) {
		for (const entry of data.executionData.nodeExecutionStack) {
			const node = nodes[entry.node.name];
			if (!node) throw new UserError(`The workflow has no node "${entry.node.name}" to retry.`);
			entry.node = node;
		}
	}
	return data;
}
