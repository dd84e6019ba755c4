import type { INodeParameterResourceLocator, INodeProperties } from 'n8n-workflow';

import { usualModel } from '../models/catalog';
import type { Model } from '../models/Model';
import type { Provider } from '../providers/Provider';
import type { Place } from './places';

/** The name of the node's method that lists models: see `searchModels`. */
export const SEARCH_MODELS = 'searchModels';

/** As the list shows a model: several have the same name, and the id is what a workflow holds. */
export const nameInList = ({ id, name }: Pick<Model, 'id' | 'name'>) => `${name} (${id})`;

/** The model, of a searchable list or by its ID. */
export function modelField({ provider, operation }: Place): INodeProperties {
	const usual = usualModel(provider.catalog, operation);
	const value = usual?.id ?? '';
	const preset: INodeParameterResourceLocator = {
		__rl: true,
		mode: 'list',
		value,
		cachedResultName: usual ? nameInList(usual) : value,
		// As n8n writes it when it has looked at the list: else the default would count as chosen, and stay when the
		// operation is changed.
		cachedResultUrl: '',
	};
	return {
		...locator(preset, value),
		description: 'Newest first. A model that is not in the list can be given by its ID.',
	};
}

/** The same for Fetch: the item's model unless another one is chosen. */
export function modelOfGeneration({ catalog, name }: Provider): INodeProperties {
	const preset: INodeParameterResourceLocator = {
		__rl: true,
		mode: 'id',
		value: '={{ $json.model }}',
	};
	return {
		...locator(preset, catalog.usual.textToVideo ?? ''),
		description: 'The model that the generation was created with',
		displayOptions: { show: { operation: ['fetch'], provider: [name] } },
	};
}

const locator = (preset: INodeParameterResourceLocator, example: string): INodeProperties => ({
	displayName: 'Model',
	name: 'model',
	type: 'resourceLocator',
	default: preset,
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a model…',
			typeOptions: { searchListMethod: SEARCH_MODELS, searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
	],
});
