import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { modelsFor, spellings } from '../models/catalog';
import type { Model } from '../models/Model';
import { GENERATE_OPERATIONS, type GenerateOperation } from '../models/operations';
import { listModels } from '../providers/listModels';
import type { Provider } from '../providers/Provider';
import type { ListedModel } from '../providers/ProviderApi';
import { PROVIDERS } from '../providers/registry';
import { nameInList } from './modelField';

/**
 * The models of the chosen operation, for n8n's searchable list: those of the table, newest first, then those that only
 * the provider's own list has. What the provider marks as retired is marked. Without an answer the table's stand alone.
 * With a credential of a region, what that region has not is left out.
 *
 * @param filter what the user has typed: a part of a name or an id, in any case
 */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const provider = providerOf(this);
	const operations = operationsOf(this);
	const known = [
		...new Set(operations.flatMap((one) => modelsFor(provider.catalog, one)).map(({ id }) => id)),
	];
	const { models, leaving } = await listModels(this, provider);
	const region = await regionOf(this, provider);
	const table = provider.catalog.models.filter(
		(model) => known.includes(model.id) && (isIn(region, model) || isAmong(models, model)),
	);
	const all = spellings(provider.catalog.models);
	const added = models.filter(
		(model) =>
			![model.id, ...model.aliases].some((id) => all.includes(id)) &&
			(model.operations.length === 0 || model.operations.some((one) => operations.includes(one))),
	);
	const words = filter.trim().toLowerCase();
	const results = [...table, ...added]
		.filter(({ id, aliases = [], name }) =>
			[id, ...aliases, name].some((text) => text.toLowerCase().includes(words)),
		)
		.map(({ id, aliases = [], name }): INodeListSearchItems => {
			const end = leaving.find((one) => [id, ...aliases].includes(one.id));
			const mark = end ? (end.isRetired ? ' – retired' : ' – deprecated') : '';
			return { name: `${nameInList({ id, name })}${mark}`, value: id };
		});
	return { results };
}

/** As the table has it: a region may have a model by now that it had not when the table was written. */
function isIn(region: string | undefined, { regions }: Model): boolean {
	return region === undefined || regions === undefined || regions.includes(region);
}

function isAmong(listed: readonly ListedModel[], model: Model): boolean {
	const names = spellings([model]);
	return listed.some(({ id, aliases }) => [id, ...aliases].some((one) => names.includes(one)));
}

/** Undefined without a credential: then all regions' models are offered. */
async function regionOf(
	context: ILoadOptionsFunctions,
	{ api, credential }: Provider,
): Promise<string | undefined> {
	if (!api.regionOf) return undefined;
	try {
		return api.regionOf(await context.getCredentials(credential));
	} catch {
		return undefined;
	}
}

function providerOf(context: ILoadOptionsFunctions): Provider {
	const name: unknown =
		PROVIDERS.length > 1 ? context.getCurrentNodeParameter('provider') : undefined;
	const provider = PROVIDERS.find((one) => one.name === name) ?? PROVIDERS[0];
	if (!provider) throw new Error('There is no provider');
	return provider;
}

/** Fetch is for what any operation has created. */
function operationsOf(context: ILoadOptionsFunctions): readonly GenerateOperation[] {
	const chosen: unknown = context.getCurrentNodeParameter('operation');
	const one = GENERATE_OPERATIONS.find((operation) => operation === chosen);
	return one ? [one] : GENERATE_OPERATIONS;
}
