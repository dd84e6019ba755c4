import type { Context, Document } from 'openapi-backend';

import type { Answer } from '../../exchange';
import type { Handler } from '../../contracts/contract';
import { answer, platformProblem } from './answers';
import { unitPriceOf, type CatalogueEntry } from './catalogue';
import { listOf, page } from './history';

interface ModelQuery {
	q?: string;
	category?: string;
	status?: 'active' | 'deprecated';
	endpoint_id?: string | string[];
	expand?: string | string[];
	limit?: number | string;
	cursor?: string;
}

interface ToEstimate {
	estimate_type: string;
	endpoints: Record<string, { unit_quantity?: number; call_quantity?: number }>;
}

/** The day on which everything in the sandbox's catalogue was published. */
const PUBLISHED = '2026-06-11T00:00:00Z';

/**
 * What the platform API answers of endpoints and money.
 *
 * Source: https://fal.ai/docs/platform-apis
 */
export function platformOf(
	catalogue: CatalogueEntry[],
	document: Document,
): Record<string, Handler> {
	const findAll = (ids: string[]) =>
		ids.map((id) => ({ id, entry: catalogue.find((entry) => entry.id === id) }));

	function listModels({ request }: Context): Answer {
		const query = request.query as ModelQuery;
		const words = query.q?.toLowerCase() ?? '';
		const found = catalogue.filter(
			({ id, name, category }) =>
				`${id} ${name}`.toLowerCase().includes(words) &&
				[undefined, category].includes(query.category) &&
				query.status !== 'deprecated' &&
				(query.endpoint_id === undefined || listOf(query.endpoint_id).includes(id)),
		);
		const expands = listOf(query.expand).includes('openapi-3.0');
		const rows = found.map((entry) => ({
			endpoint_id: entry.id,
			metadata: metadataOf(entry),
			...(expands && { openapi: schemaOf(entry.id) }),
		}));
		return answer(200, page('models', rows, query));
	}

	function schemaOf(id: string): object {
		const path = `/${id}`;
		const { openapi, info, paths } = document;
		return { openapi, info, paths: path in (paths ?? {}) ? { [path]: paths?.[path] } : {} };
	}

	function fetchPricing({ request }: Context): Answer {
		const { endpoint_id: ids } = request.query as { endpoint_id: string | string[] };
		const found = findAll(listOf(ids));
		const missing = found.find(({ entry }) => !entry);
		if (missing) return notFound(missing.id);
		const prices = found.flatMap(({ id, entry }) => {
			const price = entry && unitPriceOf(entry);
			if (price === undefined) return [];
			return [{ endpoint_id: id, unit_price: price, unit: entry?.unit, currency: 'USD' }];
		});
		return answer(200, page('prices', prices, {}));
	}

	function estimatePrice({ request }: Context): Answer {
		const { estimate_type: type, endpoints } = request.requestBody as ToEstimate;
		const found = findAll(Object.keys(endpoints));
		const missing = found.find(({ entry }) => !entry);
		if (missing) return notFound(missing.id);
		const total = found.reduce((sum, { id, entry }) => {
			const { unit_quantity: units, call_quantity: calls } = endpoints[id] ?? {};
			return sum + (units ?? calls ?? 0) * ((entry && unitPriceOf(entry)) ?? 0);
		}, 0);
		return answer(200, { estimate_type: type, total_cost: total, currency: 'USD' });
	}

	return {
		listModels,
		fetchPricing,
		estimatePrice,
		fetchMeta: () => answer(200, { webhook_ip_ranges: ['127.0.0.1/32'] }),
		fetchBilling: adminOnly,
		listBillingEvents: adminOnly,
		fetchUsage: adminOnly,
	};
}

function metadataOf({ name, category }: CatalogueEntry): object {
	return {
		display_name: name,
		category,
		description: `${name}, as the sandbox has it.`,
		status: 'active',
		tags: [],
		updated_at: PUBLISHED,
		date: PUBLISHED,
		license_type: 'commercial',
	};
}

function notFound(id: string): Answer {
	return platformProblem(404, 'not_found', `Endpoint ${id} not found`);
}

function adminOnly(): Answer {
	return platformProblem(403, 'authorization_error', 'This needs a key with the scope ADMIN');
}
