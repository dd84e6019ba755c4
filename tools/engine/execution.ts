import { stringify } from 'flatted';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	deepCopy,
	UnexpectedError,
	Workflow,
	type ICredentialsHelper,
	type INodeTypes,
	type IRunExecutionData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import { ExecutionResult, type SavedExecution } from './executionResult';
import type { WorkflowJson } from './workflowJson';

/** What happens to a node while a workflow runs. */
export type NodeEvent =
	| { phase: 'started'; node: string }
	| {
			phase: 'finished';
			node: string;
			milliseconds: number;
			/** Items on its first output. */
			items: number;
			/** Message of the error it failed with. */
			error?: string;
	  };

/** Called when a node starts and when it has finished. */
export type OnNode = (event: NodeEvent) => void;

/** A running execution. */
export interface Execution {
	id: string;
	/** Stops it as the editor's stop button does: the node's `getExecutionCancelSignal()` fires. */
	cancel(): void;
	/** Resolves once the last node has returned, also after {@link cancel}. A failed node is in the result. */
	done: Promise<ExecutionResult>;
}

/**
 * Runs the nodes on the stack of `data` until none is left, as n8n's WorkflowRunner does. The workflow setting
 * `executionTimeout` (seconds) cancels it.
 */
export function runExecution(of: {
	id: string;
	workflow: WorkflowJson;
	mode: WorkflowExecuteMode;
	data: IRunExecutionData;
	nodeTypes: INodeTypes;
	credentials: ICredentialsHelper;
	onNode?: OnNode;
}): Execution {
	const { id, mode, data, nodeTypes, credentials, onNode } = of;
	// n8n changes the nodes it runs, and the caller's workflow may be run again.
	const json = deepCopy(of.workflow);
	const { name = 'Workflow', nodes, connections, settings = {}, pinData } = json;
	const workflowId = json.id ?? 'workflow';
	const workflow = new Workflow({
		id: workflowId,
		name,
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings,
		pinData,
	});

	const hooks = new ExecutionLifecycleHooks(mode, id, {
		id: workflowId,
		name,
		nodes,
		connections,
		settings,
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
	});
	if (onNode) reportNodes(hooks, onNode);
	let saved: SavedExecution | undefined;
	hooks.addHandler('workflowExecuteAfter', ({ status, data }) => {
		saved = { status, data: stringify(data) };
	});

	const timeout = settings.executionTimeout ?? 0;
	const timeoutAt = timeout > 0 ? Date.now() + timeout * 1000 : undefined;
	const engine = new WorkflowExecute(
		additionalData({ executionId: id, workflowId, settings, credentials, hooks, timeoutAt }),
		mode,
		data,
	);
	const running = engine.processRunExecutionData(workflow);
	const cancel = () => {
		running.cancel();
	};
	const timer = timeout > 0 ? setTimeout(cancel, timeout * 1000) : undefined;

	const done = running.then((run) => {
		clearTimeout(timer);
		if (!saved) throw new UnexpectedError('The engine ended without saying so to its hooks');
		return new ExecutionResult(id, of.workflow, run, saved);
	});
	return { id, cancel, done };
}

function reportNodes(hooks: ExecutionLifecycleHooks, onNode: OnNode): void {
	hooks.addHandler('nodeExecuteBefore', (node) => {
		onNode({ phase: 'started', node });
	});
	hooks.addHandler('nodeExecuteAfter', (node, { data, executionTime, error }) => {
		onNode({
			phase: 'finished',
			node,
			milliseconds: executionTime,
			items: data?.main?.[0]?.length ?? 0,
			...(error && { error: error.message }),
		});
	});
}
