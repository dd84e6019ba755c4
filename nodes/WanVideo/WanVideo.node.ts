import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { properties } from './form/properties';
import { searchModels } from './form/searchModels';
import { OPERATIONS } from './models/operations';
import { execute } from './operations/execute';
import { PROVIDERS } from './providers/registry';

const OPERATION_NAMES = {
	...Object.fromEntries(Object.entries(OPERATIONS).map(([value, { name }]) => [value, name])),
	fetch: 'Fetch',
};

export class WanVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wan Video',
		name: 'wanVideo',
		icon: { light: 'file:wanVideo.svg', dark: 'file:wanVideo.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ${JSON.stringify(OPERATION_NAMES)}[$parameter["operation"]] }}`,
		description: "Generate, edit and animate videos with Alibaba's Wan models",
		defaults: { name: 'Wan Video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Hidden for the other providers rather than shown for their own: then the editor would take Provider
		// for a way to authenticate, and put the list of credentials in the place of that field.
		credentials: PROVIDERS.map(({ credential, name }) => ({
			name: credential,
			required: true,
			...(PROVIDERS.length > 1 && {
				displayOptions: {
					hide: { provider: PROVIDERS.map((one) => one.name).filter((one) => one !== name) },
				},
			}),
		})),
		properties,
	};

	methods = { listSearch: { searchModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
