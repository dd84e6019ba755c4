import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { properties } from './form/properties';
import type { GenerateOperation, Provider } from './models/Model';
import { execute } from './operations/execute';

export class WanVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wan Video',
		name: 'wanVideo',
		icon: { light: 'file:wanVideo.svg', dark: 'file:wanVideo.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { textToVideo: "Text to Video", imageToVideo: "Image to Video", fetch: "Fetch" }[$parameter["operation"]] }}',
		description: "Generate videos from text or images with Alibaba's Wan models",
		defaults: { name: 'Wan Video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'wanVideoAimlApi',
				required: true,
				displayOptions: { show: { provider: ['aimlApi'] } },
			},
			{
				name: 'wanVideoMuleRouterApi',
				required: true,
				displayOptions: { show: { provider: ['muleRouter'] } },
			},
		],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const provider = this.getNodeParameter('provider', 0) as Provider;
		const operation = this.getNodeParameter('operation', 0) as GenerateOperation | 'fetch';
		return [await execute(this, provider, operation)];
	}
}
