import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoadOptionsContext } from 'n8n-core';
import {
	createRunExecutionData,
	deepCopy,
	UserError,
	Workflow,
	type IBinaryData,
	type ICredentialsHelper,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import { loadBuiltPackage } from './builtPackage';
import { Credentials, type StoredCredential } from './credentials';
import { runExecution, type Execution, type OnNode } from './execution';
import type { ExecutionResult } from './executionResult';
import { binaryDataService, startServices, type BinaryDataMode } from './n8nServices';
import { NodeTypes } from './nodeTypes';
import { dataToRetry } from './retry';
import { standIns } from './standIns';
import type { WorkflowJson } from './workflowJson';

export interface EngineOptions {
	/** The folder of the built package. By default this one's. */
	package?: string;
	/** By the id with which nodes refer to them. */
	credentials?: Record<string, StoredCredential>;
	/** Node types besides the package's and the stand-ins, by full name such as `test.counter`. */
	nodeTypes?: Record<string, INodeType | IVersionedNodeType>;
	/** Default `memory`. */
	binaryData?: BinaryDataMode;
	/** Directory for n8n's files. By default one in the system's temporary folder, which {@link Engine.stop} removes. */
	storage?: string;
}

export interface ExecuteOptions {
	/** Items given to the first node. Default: a single empty one, as from a click on *Execute workflow*. */
	input?: INodeExecutionData[];
	/** `manual` from the editor, `trigger` in production. Default `manual`. */
	mode?: 'manual' | 'trigger';
	onNode?: OnNode;
}

export interface RetryOptions {
	/** *Retry with currently saved workflow*; by default the workflow as it was. */
	workflow?: WorkflowJson;
	onNode?: OnNode;
}

let started: Engine | undefined;

/**
 * n8n's own execution engine (`n8n-core`) with this package's built node in it, for tests and the demo. There is no
 * n8n around it: no database, no editor, no triggers, and of n8n's nodes only the stand-ins in ./standIns.
 */
export class Engine {
	private readonly running = new Set<Execution>();

	private lastId = 0;

	private constructor(
		private readonly nodeTypes: INodeTypes,
		private readonly credentials: ICredentialsHelper,
		private readonly temporaryStorage: string | undefined,
	) {}

	/** @throws when another engine is up in this process, or the package has not been built */
	static async start(options: EngineOptions = {}): Promise<Engine> {
		if (started) throw new UserError('Another engine is up in this process: stop it first');
		const temporary = options.storage === undefined;
		const storage = options.storage ?? (await mkdtemp(join(tmpdir(), 'n8n-engine-')));
		try {
			await startServices(storage, options.binaryData ?? 'memory');
			const { nodeTypes, credentialTypes } = await loadBuiltPackage(options.package);
			started = new Engine(
				new NodeTypes(
					new Map([...standIns, ...nodeTypes, ...Object.entries(options.nodeTypes ?? {})]),
				),
				new Credentials(credentialTypes, options.credentials ?? {}),
				temporary ? storage : undefined,
			);
			return started;
		} catch (error) {
			if (temporary) await rm(storage, { recursive: true, force: true });
			throw error;
		}
	}

	/** Runs a workflow from its trigger (or its only node) to the end. A failed node is in the result. */
	async execute(workflow: WorkflowJson, options?: ExecuteOptions): Promise<ExecutionResult> {
		return await this.begin(workflow, options).done;
	}

	/**
	 * Like {@link execute}, for an execution that is to be cancelled.
	 *
	 * @throws when the workflow can't start, e.g. for want of a required parameter
	 */
	begin(workflow: WorkflowJson, options: ExecuteOptions = {}): Execution {
		const start = this.load(workflow).getStartNode();
		if (!start) throw new UserError('The workflow has no node to start from');
		const input = deepCopy(options.input ?? [{ json: {} }]);
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [input] }, source: null }],
			},
			resultData: { pinData: workflow.pinData },
		});
		return this.run(workflow, options.mode ?? 'manual', data, options.onNode);
	}

	/** A new execution that takes up a failed one where it failed, as *Retry* in n8n's list of executions does. */
	async retry(previous: ExecutionResult, options?: RetryOptions): Promise<ExecutionResult> {
		return await this.beginRetry(previous, options).done;
	}

	/** Like {@link retry}, for an execution that is to be cancelled. */
	beginRetry(previous: ExecutionResult, { workflow, onNode }: RetryOptions = {}): Execution {
		const data = dataToRetry(previous, workflow && this.load(workflow).nodes);
		return this.run(workflow ?? previous.workflow, 'retry', data, onNode);
	}

	/** As n8n loads a workflow: parameters that are not set get their defaults. */
	private load(workflow: WorkflowJson): Workflow {
		return new Workflow({ ...deepCopy(workflow), active: false, nodeTypes: this.nodeTypes });
	}

	/**
	 * What the editor shows when a searchable list of a node is opened.
	 *
	 * @param method of the node's `listSearch`
	 * @param filter what the user has typed
	 */
	async search(
		workflow: WorkflowJson,
		nodeName: string,
		method: string,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const loaded = this.load(workflow);
		const node = loaded.getNode(nodeName);
		const type = node && this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const list = type?.methods?.listSearch?.[method];
		if (!node || !list) throw new UserError(`There is no list ${method} of a node ${nodeName}`);
		const data = additionalData({
			executionId: '',
			workflowId: loaded.id,
			settings: loaded.settings,
			credentials: this.credentials,
			currentNodeParameters: node.parameters,
		});
		return await list.call(new LoadOptionsContext(loaded, node, data, ''), filter);
	}

	/** The content of a file an item carries, e.g. `result.output('Wan Video')[0]?.binary?.data`. */
	async readBinary(binaryData: IBinaryData): Promise<Buffer> {
		return await binaryDataService().getAsBuffer(binaryData);
	}

	/** Cancels what still runs, waits for it, and removes the files. */
	async stop(): Promise<void> {
		const running = [...this.running];
		for (const execution of running) execution.cancel();
		await Promise.allSettled(running.map(({ done }) => done));
		if (started === this) started = undefined;
		if (this.temporaryStorage) await rm(this.temporaryStorage, { recursive: true, force: true });
	}

	private run(
		workflow: WorkflowJson,
		mode: 'manual' | 'trigger' | 'retry',
		data: Parameters<typeof runExecution>[0]['data'],
		onNode: OnNode | undefined,
	): Execution {
		if (started !== this) throw new UserError('The engine has been stopped');
		const execution = runExecution({
			id: `${++this.lastId}`,
			workflow,
			mode,
			data,
			nodeTypes: this.nodeTypes,
			credentials: this.credentials,
			onNode,
		});
		this.running.add(execution);
		const forget = () => this.running.delete(execution);
		execution.done.then(forget, forget);
		return execution;
	}
}
