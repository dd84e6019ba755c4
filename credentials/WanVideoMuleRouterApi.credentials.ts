import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { bearer } from '../nodes/WanVideo/providers/apiKey';
import { SITES } from '../nodes/WanVideo/providers/muleRouter/sites';

export class WanVideoMuleRouterApi implements ICredentialType {
	name = 'wanVideoMuleRouterApi';

	displayName = 'MuleRouter API';

	icon: Icon = { light: 'file:muleRouter.svg', dark: 'file:muleRouter.dark.svg' };

	documentationUrl = 'https://mulerouter.ai/docs';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName: 'Site',
			name: 'site',
			type: 'options',
			options: [
				{
					name: 'Custom URL',
					value: 'custom',
					description: 'A proxy of your own',
				},
				{
					name: 'MuleRouter',
					value: 'muleRouter',
					description: 'A key from mulerouter.ai',
				},
				{
					name: 'MuleRun',
					value: 'muleRun',
					description: 'A key from mulerun.com',
				},
			],
			default: 'muleRouter',
			description: 'Where the key is from: the same API runs on both sites, with separate accounts',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { site: ['custom'] } },
			default: SITES.muleRouter,
		},
	];

	// A function, because n8n would evaluate an expression anew for every request: a fifth of the time of
	// a large batch.
	authenticate: IAuthenticate = async (credential, request) => {
		const headers = { ...request.headers, ...bearer(credential) };
		return await Promise.resolve({ ...request, headers });
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ (${JSON.stringify(SITES)}[$credentials.site] || $credentials.baseUrl).trim() }}`,
			url: '/vendors/openai/v1/models',
		},
	};
}
