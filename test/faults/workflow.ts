import type { IDataObject, INode, INodeCredentials, INodeExecutionData } from 'n8n-workflow';

import type { NodeSketch, StoredCredential } from '../../tools/engine';
import { providerCredentials } from '../../tools/providerCredentials';
import { PROVIDER_NAMES } from '../support/providers';
import type { MisbehavingProvider } from './misbehavingProvider';

export const PROVIDERS = PROVIDER_NAMES;

const CREDENTIALS = providerCredentials('', '').map(({ type }) => type);

/** The user's API key, which no one but the provider may see. */
export const KEY = 'sk-7f3a9c2e51d84b06';

export const WAN_VIDEO = 'n8n-nodes-wan-video.wanVideo';

export const START: NodeSketch = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** A key of another account. */
export const OTHER_KEY = 'sk-0d95e7b1a6c34f28';

/** The user's credentials for a server: with the key, with another one, and with the key at another address. */
export type CredentialName = 'Mine' | 'Other key' | 'Other address';

/** A Wan Video node to be, as far as a test cares about it. */
export interface Wish {
	provider?: string;
	name?: string;
	parameters?: IDataObject;
	options?: IDataObject;
	/** Which of the credentials of {@link credentialsFor}. Default `Mine`. */
	credential?: CredentialName;
	/** What is set in the node's Settings tab. */
	settings?: Pick<INode, 'onError' | 'retryOnFail' | 'maxTries'>;
}

/** Text to Video from the item's field `prompt`, with looks that follow each other fast. */
export function wanVideo(server: MisbehavingProvider, wish: Wish = {}): NodeSketch {
	const { provider = 'aimlApi', name = 'Wan Video', parameters, options, settings } = wish;
	const chosen = wish.credential ?? 'Mine';
	const credential = (type: string) => ({
		[type]: { id: credentialId(type, server.url, chosen), name: chosen },
	});
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
		credentials: Object.assign({}, ...CREDENTIALS.map(credential)) as INodeCredentials,
		waitBetweenTries: 1,
		...settings,
	};
}

/** The credentials with which {@link wanVideo} reaches the servers. */
export function credentialsFor(servers: MisbehavingProvider[]): Record<string, StoredCredential> {
	return Object.fromEntries(
		servers.flatMap(({ url }) =>
			[
				...credentialsAt('Mine', { apiKey: KEY, baseUrl: url }),
				...credentialsAt('Other key', { apiKey: OTHER_KEY, baseUrl: url }),
				...credentialsAt('Other address', {
					apiKey: KEY,
					baseUrl: url.replace('127.0.0.1', 'localhost'),
				}),
			].map(
				(stored) =>
					[credentialId(stored.type, url, stored.name as CredentialName), stored] as const,
			),
		),
	);
}

function credentialsAt(
	name: CredentialName,
	data: { apiKey: string; baseUrl: string },
): StoredCredential[] {
	return providerCredentials(data.apiKey, data.baseUrl).map((one) => ({
		type: one.type,
		name,
		data: one.data,
	}));
}

/** Under which the engine has a credential for a server. */
export function credentialId(type: string, url: string, name: CredentialName = 'Mine'): string {
	return `${type} ${url} ${name}`;
}

/** An item for each prompt. */
export function items(...prompts: string[]): INodeExecutionData[] {
	return prompts.map((prompt) => ({ json: { prompt } }));
}
