import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeCredentials,
	INodeParameters,
} from 'n8n-workflow';

import type { NodeSketch, WorkflowJson } from '../../../tools/engine/workflowJson';
import type { Sandbox } from '../../../sandbox/server';
import { sandboxCredentials } from '../../../tools/n8n/setup';
import { PROVIDER_NAMES } from '../../support/providers';
import type { N8nApi } from './N8nApi';

export const PROVIDERS = PROVIDER_NAMES;

/** A provider's name. */
export type Provider = string;

export const PACKAGE = 'n8n-nodes-wan-video';

export const WAN_VIDEO = `${PACKAGE}.wanVideo`;

/** Starts a workflow that is run by hand. */
export const START: NodeSketch = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** A credential for each provider, stored in an n8n. */
export type Credentials = INodeCredentials;

/** Stores credentials with which both providers are found at one address. */
export async function connectTo(api: N8nApi, providerUrl: string): Promise<Credentials> {
	const stored: Credentials = {};
	for (const { type, data } of sandboxCredentials(providerUrl)) {
		stored[type as string] = await api.createCredential(
			type as string,
			data as ICredentialDataDecryptedObject,
		);
	}
	return stored;
}

/** A Wan Video node; unless a model is said, it makes a video as small and fast as it gets. */
export function wanVideo(
	credentials: Credentials,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): NodeSketch {
	const { provider = 'aimlApi', operation = 'textToVideo', options } = parameters;
	return {
		name: 'Wan Video',
		type: WAN_VIDEO,
		credentials,
		...more,
		parameters: {
			...('model' in parameters ? {} : smallest(provider as Provider, operation as string)),
			...parameters,
			provider,
			operation,
			options: { pollingInterval: 1, ...(options as INodeParameters | undefined) },
		},
	};
}

/** The smallest video that each provider makes. */
function smallest(provider: Provider, operation: string): INodeParameters {
	if (operation === 'fetch') return {};
	if (provider === 'aimlApi') {
		const model = operation === 'textToVideo' ? 'wan2.5-t2v-preview' : 'wan2.5-i2v-preview';
		return { model: `alibaba/${model}`, resolution: '480p', duration: 5 };
	}
	return operation === 'textToVideo'
		? { model: 'wan2.2-t2v-plus', size: '832*480', duration: 5 }
		: { model: 'wan2.2-i2v-flash', resolution: '480P', duration: 5 };
}

/** A workflow that begins with these items. */
export function beginningWith(items: INodeParameters[], workflow: WorkflowJson): WorkflowJson {
	return { ...workflow, pinData: { [START.name]: items.map((json) => ({ json })) } };
}

/** The prompts that videos were ordered with, wherever a provider's requests have them. */
export function orderedPrompts(sandbox: Sandbox): unknown[] {
	return sandbox.creates().map(({ body }) => {
		const { prompt, input } = body as { prompt?: unknown; input?: { prompt?: unknown } };
		return prompt ?? input?.prompt;
	});
}
