import { jest } from '@jest/globals';
import type { IBinaryData, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { PROVIDERS } from '../../nodes/WanVideo/providers/registry';
import { KEYS } from '../../sandbox/keys';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import {
	chain,
	Engine,
	type EngineOptions,
	type Execution,
	type ExecutionResult,
	type NodeSketch,
	type StoredCredential,
} from '../../tools/engine';
import { providerCredentials } from '../../tools/providerCredentials';

// A video that the sandbox has never made before takes its time on a busy machine.
jest.setTimeout(30_000);

export const NODE = 'Wan Video';

/** What to run the node with, besides its parameters. */
export interface Run {
	/** Items given to the node. Default: a single empty one. */
	input?: INodeExecutionData[];
	/** Settings of the node, such as `onError`. */
	node?: Partial<INode>;
	/** Ids of the credentials to use: see {@link startWorkbench}. Default `good`. */
	credential?: string;
	/** Nodes that come between the trigger and it. */
	before?: NodeSketch[];
}

/** n8n's engine with the built node in it, and a sandbox in the place of the providers. */
export interface Workbench {
	engine: Engine;
	sandbox: Sandbox;
	/** Starts a workflow of a trigger and the node. */
	begin(parameters: INodeParameters, run?: Run): Execution;
	/** Runs such a workflow to its end. */
	run(parameters: INodeParameters, run?: Run): Promise<ExecutionResult>;
	stop(): Promise<void>;
}

/**
 * Starts both. Each provider has credentials with the ids `good`, `bad`, `noCredits` and `beijing` for the sandbox, and
 * one for each of `addresses` by its name; `credentials` are further ones.
 *
 * @param seconds how long a generation takes
 * @param addresses base URLs, with a key where it is not the usual one
 */
export async function startWorkbench({
	seconds = 0.2,
	addresses = {},
	credentials: more = {},
	...options
}: {
	seconds?: number;
	addresses?: Record<string, string | { url: string; apiKey: string }>;
} & EngineOptions = {}): Promise<Workbench> {
	const sandbox = await startSandbox({ seconds, strict: true });
	const accounts: Array<[id: string, apiKey: string, baseUrl: string]> = [
		['good', KEYS.good, sandbox.url],
		['bad', 'not-a-key-of-the-sandbox', sandbox.url],
		['noCredits', KEYS.noCredits, sandbox.url],
		['beijing', KEYS.beijing, sandbox.url],
		...Object.entries(addresses).map(([id, address]): [string, string, string] =>
			typeof address === 'string' ? [id, KEYS.good, address] : [id, address.apiKey, address.url],
		),
	];
	const engine = await Engine.start({
		...options,
		credentials: {
			...Object.fromEntries(
				accounts.flatMap(([id, apiKey, baseUrl]) => credentials(id, apiKey, baseUrl)),
			),
			...more,
		},
	});
	const begin = (parameters: INodeParameters, { input, ...run }: Run = {}) =>
		engine.begin(workflowOf(parameters, run), { input });
	return {
		engine,
		sandbox,
		begin,
		run: async (parameters, run) => await begin(parameters, run).done,
		async stop() {
			await engine.stop();
			await sandbox.close();
		},
	};
}

function credentials(
	id: string,
	apiKey: string,
	baseUrl: string,
): Array<[id: string, credential: StoredCredential]> {
	return providerCredentials(apiKey, baseUrl).map(({ type, data }) => [
		`${type}-${id}`,
		{ type, name: id, data },
	]);
}

function workflowOf(
	parameters: INodeParameters,
	{ node, credential = 'good', before = [] }: Omit<Run, 'input'>,
) {
	return chain([
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		...before,
		{
			name: NODE,
			type: 'n8n-nodes-wan-video.wanVideo',
			parameters: withQuickLooks(parameters),
			credentials: Object.fromEntries(
				PROVIDERS.map(({ credential: type }) => [
					type,
					{ id: `${type}-${credential}`, name: credential },
				]),
			),
			...node,
		},
	]);
}

/** A node that makes a file of the Base64 in `picture`, in whatever place n8n keeps files. */
export function pictureToFile(fileName: string, mimeType: string): NodeSketch {
	return {
		name: 'Convert to File',
		type: 'n8n-nodes-base.convertToFile',
		parameters: {
			operation: 'toBinary',
			sourceProperty: 'picture',
			options: { fileName, mimeType },
		},
	};
}

/** No test has the time to look every ten seconds. */
function withQuickLooks(parameters: INodeParameters): INodeParameters {
	const options = (parameters['options'] ?? {}) as INodeParameters;
	return { ...parameters, options: { pollingInterval: 0.1, ...options } };
}

/** Items with these fields. */
export function items(...json: Array<INodeExecutionData['json']>): INodeExecutionData[] {
	return json.map((fields) => ({ json: fields }));
}

/** An item with a file. */
export function itemWith(file: Buffer, property = 'data'): INodeExecutionData {
	// The type is made up on purpose: the node is to go by the bytes.
	const data: IBinaryData = { data: file.toString('base64'), mimeType: 'application/octet-stream' };
	return { json: {}, binary: { [property]: data } };
}

/** What the node put out, without the files. */
export function jsonOf(result: ExecutionResult, outputIndex = 0): unknown[] {
	return result.output(NODE, outputIndex).map(({ json }) => json);
}

/** The file that the node put into a field of an item. */
export async function fileOf(
	{ engine }: Workbench,
	item: INodeExecutionData | undefined,
	property = 'data',
): Promise<Buffer> {
	const binary = item?.binary?.[property];
	if (!binary) throw new Error(`The item has no file ${property}`);
	return await engine.readBinary(binary);
}
