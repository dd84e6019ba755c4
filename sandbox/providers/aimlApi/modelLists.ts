import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Context } from 'openapi-backend';
import { parse } from 'yaml';

import type { Answer, Call } from '../../exchange';

/** A model as `models.yaml` has it. */
interface Entry {
	id: string;
	name: string;
	developer: string;
	releasedAt: string;
	aliases?: string[];
	/** That of videos unless said otherwise. */
	type?: string;
	tags?: string[];
	capabilities: string[];
	/** USD */
	perSecond?: number | Record<string, number>;
	/** USD */
	fixed?: { name: string; measure?: string; price: number; per: number };
}

interface Deprecation {
	id: string;
	status: string;
}

interface Lists {
	models: Entry[];
	deprecations: Deprecation[];
}

const OF_VIDEOS = { type: 'internal/video-generations/submit', tags: ['playground:video'] };

/**
 * AI/ML API's lists of models: those there are, and those that are going or gone.
 *
 * Source: https://docs.aimlapi.com/api-references/service-endpoints, pages "Complete Model List" and "Model Deprecations".
 *
 * @returns what answers the two calls
 */
export async function modelLists() {
	const text = await readFile(join(__dirname, 'models.yaml'), 'utf8');
	const { models, deprecations } = parse(text) as Lists;
	return {
		listModels({ request }: Context, { headers }: Call): Answer {
			const query = request.query as Query;
			const data = models
				.filter((entry) => isAskedFor(entry, query))
				.map((entry) => row(entry, query));
			return withTag(data, { object: 'list', data }, headers);
		},
		listDeprecations({ request }: Context, { headers }: Call): Answer {
			const known = new Set(deprecations.map(({ status }) => status));
			// What is not a state filters nothing.
			const states = valuesOf((request.query as Query).status).filter((state) => known.has(state));
			const data = deprecations.filter(
				({ status }) => states.length === 0 || states.includes(status),
			);
			// The tag stands for the data alone, as the time changes with every call.
			const body = { object: 'list', generated_at: new Date().toISOString(), data };
			return withTag(data, body, headers);
		},
	};
}

type Query = Record<string, string | string[] | undefined>;

/** With commas between them or one by one, in any case. */
function valuesOf(parameter: string | string[] | undefined): string[] {
	const values = [parameter ?? []].flat().flatMap((value) => value.split(','));
	return values.map((value) => value.trim().toLowerCase()).filter((value) => value !== '');
}

/** Several values of one filter are alternatives; several filters must all be met. */
function isAskedFor(entry: Entry, query: Query): boolean {
	const meets = (parameter: Query[string], own: string[]) => {
		const wanted = valuesOf(parameter);
		return wanted.length === 0 || own.some((value) => wanted.includes(value.toLowerCase()));
	};
	return (
		meets(query.id, [entry.id, ...(entry.aliases ?? [])]) &&
		meets(query.type, [entry.type ?? OF_VIDEOS.type]) &&
		meets(query.capabilities, entry.capabilities)
	);
}

function row(entry: Entry, query: Query) {
	const { id, name, developer, releasedAt, aliases = [], capabilities } = entry;
	const { type = OF_VIDEOS.type, tags = OF_VIDEOS.tags } = entry;
	const include = valuesOf(query.include);
	const all = include.includes('all') || valuesOf(query.details).includes('true');
	const info = {
		name,
		developer,
		releasedAt,
		docsUrl: `https://docs.aimlapi.com/api-references/video-models/${id}`,
		docsJson: `https://api.aimlapi.com/docs-json?model=${encodeURIComponent(id)}&endpoint=${encodeURIComponent(type)}`,
	};
	return {
		...{ id, aliases, type, info, tags },
		...((all || include.includes('capabilities')) && { capabilities }),
		...((all || include.includes('pricing')) && { pricing: pricing(entry) }),
	};
}

function pricing({ perSecond, fixed }: Entry) {
	const currency = 'USD';
	if (fixed) return { kind: 'fixed', currency, units: [fixed] };
	if (perSecond === undefined) return { kind: 'variable', currency };
	if (typeof perSecond === 'number') {
		return { kind: 'fixed', currency, units: [{ name: 'second', price: perSecond, per: 1 }] };
	}
	const variants = Object.entries(perSecond).map(([resolution, price]) => {
		return { when: { resolution }, price, unit: 'second', per: 1 };
	});
	return { kind: 'variants', currency, dimensions: ['resolution'], variants };
}

/** 304 without a body for a client that has it all. */
function withTag(content: unknown, body: unknown, headers: Call['headers']): Answer {
	const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
	const etag = `W/"${digest.slice(0, 27)}"`;
	const known = [headers['if-none-match'] ?? []].flat().join(',');
	const isKnown = known.split(',').some((tag) => tag.trim() === etag);
	const answer = { headers: { etag, 'cache-control': 'public, max-age=300' } };
	return isKnown ? { ...answer, status: 304, body: undefined } : { ...answer, status: 200, body };
}
