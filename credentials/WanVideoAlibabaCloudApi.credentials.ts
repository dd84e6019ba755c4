import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import {
	BASE_URL_EXPRESSION,
	baseUrl,
	CUSTOM,
	REGIONS,
	WITH_WORKSPACE_ONLY,
} from '../nodes/WanVideo/providers/alibabaCloud/regions';
import { bearer } from '../nodes/WanVideo/providers/apiKey';

const WORKSPACE_ID: INodeProperties = {
	displayName: 'Workspace ID',
	name: 'workspaceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. ws-1a2b3c4d5e6f',
};

export class WanVideoAlibabaCloudApi implements ICredentialType {
	name = 'wanVideoAlibabaCloudApi';

	displayName = 'Alibaba Cloud Model Studio API';

	icon: Icon = { light: 'file:alibabaCloud.svg', dark: 'file:alibabaCloud.dark.svg' };

	documentationUrl = 'https://www.alibabacloud.com/help/en/model-studio/get-api-key';

	properties: INodeProperties[] = [
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				option('beijing', 'A key from bailian.console.aliyun.com'),
				option('hongKong'),
				{ name: 'Custom URL', value: CUSTOM, description: 'A proxy of your own' },
				option('frankfurt'),
				option('tokyo'),
				option('singapore'),
				option('virginia'),
			],
			default: 'singapore',
			description:
				'Where the key is from: every region has keys and models of its own. The console shows it at the top.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'From the page API Key of Model Studio’s console, with the region chosen above. Keys of a Coding or Token Plan (sk-sp-…) make no videos.',
		},
		{
			...WORKSPACE_ID,
			displayOptions: { hide: { region: [CUSTOM, ...WITH_WORKSPACE_ONLY] } },
			description:
				'Leave it empty for the address that all workspaces of the region share. With the ID of the key’s workspace its own address is used, which Alibaba Cloud recommends.',
		},
		{
			...WORKSPACE_ID,
			displayOptions: { show: { region: WITH_WORKSPACE_ONLY } },
			required: true,
			description:
				'Of the workspace that the key is from. The console shows it as the first part of the API host, which can be pasted as a whole.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { region: [CUSTOM] } },
			default: `https://${REGIONS.singapore.sharedHost}`,
			description: 'Without /api/v1',
		},
	];

	// A function, because n8n would evaluate an expression anew for every request: a fifth of the time of
	// a large batch. It is also where a test can say what is wrong with an address, before anything is sent.
	authenticate: IAuthenticate = async (credential, request) => {
		baseUrl(credential);
		const headers = { ...request.headers, ...bearer(credential) };
		return await Promise.resolve({ ...request, headers });
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: '/api/v1/models?page_no=1&page_size=1',
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'The key is wrong, or it is from another region or workspace than those chosen here. Keys of a Coding or Token Plan (sk-sp-…) work for neither.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no list of models at this address to test the key with. Check the region, and the workspace ID or the base URL.',
				},
			},
		],
	};
}

function option(region: keyof typeof REGIONS, description?: string) {
	const from = 'A key from modelstudio.console.alibabacloud.com';
	const { name } = REGIONS[region];
	return { name, value: region, description: description ?? from };
}
