import type { INodeProperties } from 'n8n-workflow';

import { operationsOf } from '../models/catalog';
import { operationNamed } from '../models/operations';
import type { Provider } from '../providers/Provider';
import { PROVIDERS } from '../providers/registry';
import { fetchFields } from './fetchFields';
import { generateFields, generateOptions } from './generateFields';
import { processOptions } from './processOptions';
import { resultFields } from './resultFields';
import { withoutProvider } from './withoutProvider';

/** The form of a node for some providers: what every user sees first, an operation's fields, and what becomes of the result. */
function formOf(providers: readonly Provider[]): INodeProperties[] {
	const [usual] = providers.map(({ name }) => name);
	return [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			noDataExpression: true,
			options: providers.map(({ label, name }) => ({ name: label, value: name })),
			default: usual,
			description: 'Whose API runs the model: the one you have a key for',
		},
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: [{ name: 'Video', value: 'video' }],
			default: 'video',
		},
		...operationFields(providers),
		...generateFields(providers),
		...fetchFields(providers),
		...resultFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [...generateOptions(providers), ...processOptions(providers)].sort((a, b) =>
				a.displayName.localeCompare(b.displayName, 'en'),
			),
		},
	];
}

/** A field for each set of operations that providers have. */
function operationFields(providers: readonly Provider[]): INodeProperties[] {
	const bySet = new Map<string, Provider[]>();
	for (const provider of providers) {
		const set = operationsOf(provider.catalog).join();
		bySet.set(set, [...(bySet.get(set) ?? []), provider]);
	}
	return [...bySet.values()].map((alike) => operationField(alike));
}

function operationField(providers: readonly Provider[]): INodeProperties {
	const operations = providers[0] ? operationsOf(providers[0].catalog) : [];
	const options = [
		...operations.map((value) => {
			const { action, description, name } = operationNamed(value);
			return { name, value, description, action };
		}),
		{
			name: 'Fetch',
			value: 'fetch',
			description: 'Look a generation up by its ID, and get its video',
			action: 'Fetch video',
		},
	];
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: options.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		default: 'textToVideo',
		displayOptions: {
			show: { resource: ['video'], provider: providers.map(({ name }) => name) },
		},
	};
}

const form = formOf(PROVIDERS);

/** The whole form. */
export const properties = PROVIDERS.length > 1 ? form : withoutProvider(form);
