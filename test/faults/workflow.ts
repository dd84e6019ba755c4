import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import type { Provider } from '../../nodes/WanVideo/models/Model';
import type { NodeSketch, StoredCredential } from '../../tools/engine';
import type { MisbehavingProvider } from './misbehavingProvider';

export const PROVIDERS: Provider[] = ['aimlApi', 'muleRouter'];

/** The user's API key, which no one but the provider may see. */
export const KEY = 'sk-7f3a9c2e51d84b06';

export const WAN_VIDEO = 'n8n-nodes-wan-video.wanVideo';

export const START: NodeSketch = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** A Wan Video node to be, as far as a test cares about it. */
export interface Wish {
	provider?: Provider;
	name?: string;
	parameters?: IDataObject;
	options?: IDataObject;
	/** What is set in the node's Settings tab. */
	settings?: Pick<INode, 'onError' | 'retryOnFail' | 'maxTries'>;
}

/** Text to Video from the item's field `prompt`, with looks that follow each other fast. */
export function wanVideo(server: MisbehavingProvider, wish: Wish = {}): NodeSketch {
	const { provider = 'aimlApi', name = 'Wan Video', parameters, options, settings } = wish;
	const credential = (type: string) => ({ [type]: { id: `${type} ${server.url}`, name: 'Mine' } });
	return {
		name,
		type: WAN_VIDEO,
		parameters: {
			provider,
			operation: 'textToVideo',
			prompt: '={{ $json.prompt }}',
			duration: 5,
			options: { pollingInterval: 0.1, ...options },
			...parameters,
		},
		credentials: { ...credential('wanVideoAimlApi'), ...credential('wanVideoMuleRouterApi') },
		waitBetweenTries: 1,
		...settings,
	};
}

/** The credentials with which {@link wanVideo} reaches the servers. */
export function credentialsFor(servers: MisbehavingProvider[]): Record<string, StoredCredential> {
	return Object.fromEntries(
		servers.flatMap(({ url }) => {
			const aimlApi: StoredCredential = {
				type: 'wanVideoAimlApi',
				name: 'Mine',
				data: { apiKey: KEY, baseUrl: url },
			};
			const muleRouter: StoredCredential = {
				type: 'wanVideoMuleRouterApi',
				name: 'Mine',
				data: { apiKey: KEY, site: 'custom', baseUrl: url },
			};
			return [aimlApi, muleRouter].map((stored) => [`${stored.type} ${url}`, stored] as const);
		}),
	);
}

/** An item for each prompt. */
export function items(...prompts: string[]): INodeExecutionData[] {
	return prompts.map((prompt) => ({ json: { prompt } }));
}
