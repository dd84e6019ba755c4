import { mergeFields, type RequestFields } from '../../nodes/WanVideo/models/fieldPaths';
import { requestFields, type Settings } from '../../nodes/WanVideo/models/requestFields';
import { checkRules } from '../../nodes/WanVideo/models/rules';
import { Problem } from '../../nodes/WanVideo/problem';
import type { ApiRequest } from '../../nodes/WanVideo/providers/ProviderApi';
import { apiOf, catalogOf } from './providers';
import type { TestedUse } from './uses';

interface Besides {
	endpoint?: string;
	/** What Additional Fields has, in the provider's names. */
	additional?: Record<string, unknown>;
}

/** The fields of the request that comes of settings, as the node checks them; see `input/readOrder.ts`. */
export function fieldsFor(
	{ provider, operation, model }: TestedUse,
	settings: Settings,
	{ additional = {} }: Besides = {},
): RequestFields {
	const catalog = catalogOf(provider);
	const fields = mergeFields(
		requestFields(catalog, operation, model, settings),
		additional as RequestFields,
	);
	checkRules(catalog, model, fields);
	return fields;
}

/** The request that comes of settings. */
export function requestFor(use: TestedUse, settings: Settings, besides: Besides = {}): ApiRequest {
	return apiOf(use.provider).create({
		model: use.id,
		fields: fieldsFor(use, settings, besides),
		endpoint: besides.endpoint,
	});
}

/** What the node says to settings; undefined when it takes them. */
export function problemOf(use: TestedUse, settings: Settings, besides: Besides = {}): unknown {
	try {
		fieldsFor(use, settings, besides);
		return undefined;
	} catch (error) {
		return error;
	}
}

/**
 * What the node tells a user about settings that it turns away.
 *
 * @throws Error when it takes them
 */
export function problemWith(use: TestedUse, settings: Settings, besides: Besides = {}): Problem {
	const problem = problemOf(use, settings, besides);
	if (problem instanceof Problem) return problem;
	throw new Error('There was no such problem', { cause: problem });
}
