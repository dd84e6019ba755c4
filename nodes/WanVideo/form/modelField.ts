import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { usualModel } from '../models/catalog';
import type { Provider } from '../providers/Provider';
import type { Place } from './places';

/** The name of the node's method that lists models: see `searchModels`. */
export const SEARCH_MODELS = 'searchModels';

/** The model, of a searchable list or by its ID. */
export function modelField({ provider, operation }: Place): INodeProperties {
	const usual = usualModel(provider.catalog, operation);
	const value = usual?.id ?? '';
	return {
		...locator,
		default: { __rl: true, mode: 'list', value, cachedResultName: usual?.name ?? value },
		description: 'Newest first. A model that is not in the list can be given by its ID.',
		modes: modes(value),
	};
}

/** The same for Fetch: the item's model unless another one is chosen. */
export function modelOfGeneration({ catalog, name }: Provider): INodeProperties {
	return {
		...locator,
		default: { __rl: true, mode: 'id', value: '={{ $json.model }}' },
		description: 'The model that the generation was created with',
		modes: modes(catalog.usual.textToVideo ?? ''),
		displayOptions: { show: { operation: ['fetch'], provider: [name] } },
	};
}

const locator: INodeProperties = {
	displayName: 'Model',
	name: 'model',
	type: 'resourceLocator',
	default: { __rl: true, mode: 'list', value: '' },
	required: true,
};

const modes = (example: string): INodePropertyMode[] => [
	{
		displayName: 'From List',
		name: 'list',
		type: 'list',
		placeholder: 'Choose a model…',
		typeOptions: { searchListMethod: SEARCH_MODELS, searchable: true },
	},
	{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
];
