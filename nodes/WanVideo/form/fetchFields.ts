import type { INodeProperties } from 'n8n-workflow';

import type { Provider } from '../providers/Provider';
import { modelOfGeneration } from './modelField';

/** What Fetch asks for. */
export function fetchFields(providers: readonly Provider[]): INodeProperties[] {
	const byModel = providers.filter(({ api }) => !api.modelOf);
	return [
		{
			displayName: 'Generation ID',
			name: 'generationId',
			type: 'string',
			default: '={{ $json.id }}',
			required: true,
			placeholder: 'e.g. 60ac7c34-3224-4b14-8e7d-0aa0db708325',
			description: 'The ID that an operation which generates a video has output',
			displayOptions: { show: { operation: ['fetch'] } },
		},
		...byModel.map(modelOfGeneration),
	];
}
