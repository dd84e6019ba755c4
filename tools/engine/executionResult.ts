import type {
	ExecutionError,
	ExecutionStatus,
	IDataObject,
	INodeExecutionData,
	IRun,
	IRunData,
} from 'n8n-workflow';

import type { WorkflowJson } from './workflowJson';

/** An execution as n8n would have written it to its database. */
export interface SavedExecution {
	status: ExecutionStatus;
	/** The execution's data, serialised with `flatted` like n8n's table `execution_data`. */
	data: string;
}

/** How an execution ended. */
export class ExecutionResult {
	constructor(
		readonly id: string,
		/** The workflow that ran. */
		readonly workflow: WorkflowJson,
		/** What the engine answered: `run.data` is the execution's data with every node's runs, context and stack. */
		readonly run: IRun,
		readonly saved: SavedExecution,
	) {}

	/** `success`, `error` or `canceled`, as n8n's list of executions would show it. */
	get status(): ExecutionStatus {
		return this.saved.status;
	}

	/**
	 * Why it failed or was cancelled. The engine copies the error into a plain object, so test its `name`, `message`,
	 * `description` and `context.itemIndex` rather than its class.
	 */
	get error(): ExecutionError | undefined {
		return this.run.data.resultData.error;
	}

	/** Each node's runs by its name: several in a loop. */
	get runData(): IRunData {
		return this.run.data.resultData.runData;
	}

	/**
	 * The items a node put out; none if it did not run or failed.
	 *
	 * @param outputIndex counted from 0; with *Continue (using error output)* the error output is the last one
	 * @param runIndex the round of a loop, counted from 0; the last round if left out
	 */
	output(nodeName: string, outputIndex = 0, runIndex?: number): INodeExecutionData[] {
		const runs = this.runData[nodeName] ?? [];
		return runs.at(runIndex ?? -1)?.data?.main?.[outputIndex] ?? [];
	}

	/** What a node kept in `getContext('node')`. */
	context(nodeName: string): IDataObject {
		return this.run.data.executionData?.contextData[`node:${nodeName}`] ?? {};
	}
}
