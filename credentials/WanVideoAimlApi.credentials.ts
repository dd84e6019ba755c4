import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { BASE_URL } from '../nodes/WanVideo/providers/aimlApi/baseUrl';
import { bearer } from '../nodes/WanVideo/providers/apiKey';

export class WanVideoAimlApi implements ICredentialType {
	name = 'wanVideoAimlApi';

	displayName = 'AI/ML API';

	icon: Icon = { light: 'file:aimlApi.svg', dark: 'file:aimlApi.dark.svg' };

	documentationUrl = 'https://docs.aimlapi.com/quickstart/setting-up';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Create one at https://aimlapi.com/app/keys',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: BASE_URL,
			description: 'Change this only when you reach AI/ML API through a proxy of your own',
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
			baseURL: '={{ $credentials.baseUrl.trim() }}',
			url: '/v2/billing',
		},
	};
}
