import type { INodeParameters } from 'n8n-workflow';

import type { NodeSketch } from '../tools/engine/workflowJson';
import type { Host, Workflow } from './n8n/host';

/** The ways to make videos in n8n that are compared, in the order they are reported. */
export const wayNames = {
	ours: 'Wan Video (this package)',
	byHand: 'HTTP Request, Wait and If',
	builtIn: "n8n's Qwen Cloud node",
} as const;

export type WayName = keyof typeof wayNames;

/** A workflow that makes a video for each item, of the item's `prompt`. */
export interface Way extends Workflow {
	/** The node whose output is the result. */
	lastNode: string;
}

const model = 'alibaba/wan-2-7-t2v';
/** Seconds between two looks of the workflow built by hand: often, for videos that take minutes. */
export const waitByHand = 5;

/** Our node as a user places it, with waiting and download on. */
export async function addOurs(
	host: Host,
	providerUrl: string,
	maxConcurrency: number,
	parameters: INodeParameters = {},
): Promise<Way> {
	const id = await host.addCredential('wanVideoAimlApi', {
		apiKey: 'key-for-the-bench',
		baseUrl: providerUrl,
	});
	return await addRow(host, {
		name: 'Wan Video',
		type: 'n8n-nodes-wan-video.wanVideo',
		credentials: { wanVideoAimlApi: { id, name: '' } },
		parameters: {
			model,
			prompt: '={{ $json.prompt }}',
			options: { maxConcurrency },
			...parameters,
		},
	});
}

/** n8n's own node. It works on one item after the other. */
export async function addBuiltIn(host: Host, providerUrl: string): Promise<Way> {
	// The address is a hidden field of this credential, meant for Alibaba's regions.
	const id = await host.addCredential('alibabaCloudApi', {
		apiKey: 'key-for-the-bench',
		url: providerUrl,
	});
	return await addRow(host, {
		name: 'Qwen Cloud',
		type: '@n8n/n8n-nodes-langchain.alibabaCloud',
		typeVersion: 1.1,
		credentials: { alibabaCloudApi: { id, name: '' } },
		parameters: {
			resource: 'video',
			operation: 'textToVideo',
			modelId: { __rl: true, mode: 'id', value: 'wan2.6-t2v' },
			prompt: '={{ $json.prompt }}',
		},
	});
}

/** The HTTP Request node, sending the same create as ours; all items at once, as is its default. */
export async function addCreateByHand(host: Host, providerUrl: string): Promise<Way> {
	return await addRow(host, createRequest(providerUrl, await addBearer(host)));
}

/** A node that hands its items on, to tell what n8n itself does around a node. */
export async function addNothing(host: Host): Promise<Way> {
	return await addRow(host, { name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} });
}

/**
 * What a user builds without a node for it: create as many as the plan allows at a time, wait, look
 * until all of them have ended, download them, go on with the next.
 */
export async function addByHand(
	host: Host,
	providerUrl: string,
	concurrency: number,
): Promise<Way> {
	const bearer = await addBearer(host);
	const loop: NodeSketch = {
		name: 'Loop Over Items',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize: concurrency },
	};
	const row: NodeSketch[] = [
		loop,
		createRequest(providerUrl, bearer),
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { amount: waitByHand },
		},
		{
			name: 'Look',
			...httpRequest(bearer),
			parameters: {
				...withBearer,
				url: `=${providerUrl}/v2/video/generations?generation_id={{ $json.id }}`,
			},
		},
		{
			name: 'All completed?',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { version: 2, typeValidation: 'strict', caseSensitive: true, leftValue: '' },
					combinator: 'and',
					conditions: [
						{
							id: 'all-completed',
							leftValue: "={{ $input.all().every((item) => item.json.status === 'completed') }}",
							rightValue: '',
							operator: { type: 'boolean', operation: 'true', singleValue: true },
						},
					],
				},
			},
		},
		{
			name: 'Download',
			...httpRequest(),
			parameters: {
				url: '={{ $json.video.url }}',
				options: { response: { response: { responseFormat: 'file' } } },
			},
		},
	];
	const workflow = await host.addWorkflow(row, {
		// The loop's first output is what it has done, its second what is to do.
		[loop.name]: { main: [[], [link('Create')]] },
		'All completed?': { main: [[link('Download')], [link('Wait')]] },
		Download: { main: [[link(loop.name)]] },
	});
	return { lastNode: loop.name, ...workflow };
}

function link(node: string) {
	return { node, type: 'main' as const, index: 0 };
}

const withBearer = { authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth' };

async function addBearer(host: Host): Promise<string> {
	return await host.addCredential('httpBearerAuth', { token: 'key-for-the-bench' });
}

function httpRequest(bearer?: string) {
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		...(bearer && { credentials: { httpBearerAuth: { id: bearer, name: '' } } }),
	};
}

function createRequest(providerUrl: string, bearer: string): NodeSketch {
	return {
		name: 'Create',
		...httpRequest(bearer),
		parameters: {
			...withBearer,
			method: 'POST',
			url: `${providerUrl}/v2/video/generations`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ { model: '${model}', prompt: $json.prompt, resolution: '1080p', aspect_ratio: '16:9', duration: 10 } }}`,
		},
	};
}

/** A workflow of one node. */
async function addRow(host: Host, node: NodeSketch): Promise<Way> {
	return { lastNode: node.name, ...(await host.addWorkflow([node])) };
}
