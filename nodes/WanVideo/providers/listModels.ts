import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Connection } from './Connection';
import { NetworkFailure } from './NetworkFailure';
import type { Provider } from './Provider';
import type { ModelList, ModelListing } from './ProviderApi';

/** Milliseconds for an answer: who opens a list does not wait long, and has the table's models without it. */
const PATIENCE = 3000;
/** Milliseconds. */
const KEPT_FOR = 60_000;

const NOTHING: ModelListing = { models: [], leaving: [] };

/** Where a list is asked for. */
interface Source {
	/** The same for who is answered the same. */
	name: string;
	/** @returns undefined, or throws, without an answer that says yes */
	get(path: string): Promise<unknown>;
}

/** By the source: who types into the search is asked for nothing new, and waits once where no one answers. */
const asked = new Map<string, { at: number; listing: Promise<ModelListing> }>();

/**
 * The provider's own list of models, kept for a minute. Empty where there is none, where it is told to keys only and there
 * is no credential to use, and where no answer comes in time: it never throws.
 */
export async function listModels(
	context: ILoadOptionsFunctions,
	provider: Provider,
): Promise<ModelListing> {
	const { modelList } = provider.api;
	const source = modelList && (await sourceOf(context, provider, modelList));
	if (!source) return NOTHING;
	const now = performance.now();
	for (const [name, { at }] of asked) if (now - at >= KEPT_FOR) asked.delete(name);
	const known = asked.get(source.name);
	if (known) return await known.listing;
	const listing = Promise.all(
		modelList.paths.map((path) => source.get(path).catch(() => undefined)),
	).then((answers) => modelList.read(answers));
	asked.set(source.name, { at: now, listing });
	return await listing;
}

async function sourceOf(
	context: ILoadOptionsFunctions,
	provider: Provider,
	modelList: ModelList,
): Promise<Source | undefined> {
	const connection = await Connection.open(context, provider).catch(() => undefined);
	if (modelList.needsKey) return connection && keyed(connection);
	// The credential's, as it may lead through a proxy; the key is not sent.
	return open(context, connection?.baseUrl ?? modelList.baseUrl);
}

function open({ helpers }: ILoadOptionsFunctions, baseUrl: string): Source {
	return {
		name: baseUrl,
		get: async (path) =>
			(await helpers.httpRequest({
				url: `${baseUrl}${path}`,
				json: true,
				timeout: PATIENCE,
				abortSignal: AbortSignal.timeout(PATIENCE),
			})) as unknown,
	};
}

function keyed(connection: Connection): Source {
	return {
		// Another key may be shown other models.
		name: `${connection.baseUrl} ${connection.account}`,
		async get(path) {
			const request = { method: 'GET', path } as const;
			const answer = await connection.send(request, PATIENCE, AbortSignal.timeout(PATIENCE));
			return answer instanceof NetworkFailure || answer.status !== 200 ? undefined : answer.json;
		},
	};
}
