import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { modelsFor, spellings } from '../models/catalog';
import { GENERATE_OPERATIONS, type GenerateOperation } from '../models/operations';
import { apiKeyOf } from '../providers/apiKey';
import { checkCredential } from '../providers/checkCredential';
import type { Provider } from '../providers/Provider';
import type { LeavingModel, ListedModel, ModelList } from '../providers/ProviderApi';
import { PROVIDERS } from '../providers/registry';
import { nameInList } from './modelField';

/** Milliseconds for an answer: who opens a list does not wait long, and has the table's models without it. */
const PATIENCE = 3000;

/**
 * The models of the chosen operation, for n8n's searchable list: those of the table, newest first, then those that only
 * the provider's own list has. What the provider marks as retired is marked. Without an answer the table's stand alone.
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
	const table = provider.catalog.models.filter(({ id }) => known.includes(id));
	const { models, leaving } = await listOf(this, provider);
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

interface Listed {
	models: ListedModel[];
	leaving: LeavingModel[];
}

const NOTHING: Listed = { models: [], leaving: [] };

/** By the address: who types into the search is asked for nothing new, and waits once where no one answers. */
const asked = new Map<string, { at: number; listed: Promise<Listed> }>();
/** Milliseconds. */
const KEPT_FOR = 60_000;

async function listOf(context: ILoadOptionsFunctions, provider: Provider): Promise<Listed> {
	const { modelList } = provider.api;
	if (!modelList) return NOTHING;
	const baseUrl = await baseUrlOf(context, provider, modelList);
	const known = asked.get(baseUrl);
	if (known && performance.now() - known.at < KEPT_FOR) return await known.listed;
	const listed = ask(context, modelList, baseUrl);
	asked.set(baseUrl, { at: performance.now(), listed });
	return await listed;
}

async function ask(
	{ helpers }: ILoadOptionsFunctions,
	modelList: ModelList,
	baseUrl: string,
): Promise<Listed> {
	const read = async <T>(path: string, reader: (answer: unknown) => T[]): Promise<T[]> => {
		try {
			const answer: unknown = await helpers.httpRequest({
				url: `${baseUrl}${path}`,
				json: true,
				timeout: PATIENCE,
				abortSignal: AbortSignal.timeout(PATIENCE),
			});
			return reader(answer);
		} catch {
			return [];
		}
	};
	const [models, leaving] = await Promise.all([
		read(modelList.models, (answer) => modelList.readModels(answer)),
		read(modelList.leaving, (answer) => modelList.readLeaving(answer)),
	]);
	return { models, leaving };
}

/** The credential's, as it may lead through a proxy; the key is not sent. Without a usable one, the provider's own. */
async function baseUrlOf(
	context: ILoadOptionsFunctions,
	{ api, credential: type, label }: Provider,
	{ baseUrl }: ModelList,
): Promise<string> {
	try {
		const credential = await context.getCredentials(type);
		const own = api.baseUrl(credential).trim().replace(/\/+$/, '');
		checkCredential(label, own, apiKeyOf(credential));
		return own;
	} catch {
		return baseUrl;
	}
}
