import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { dereferenceSync, type JSONSchema } from 'dereference-json-schema';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { parse } from 'yaml';

import { addMediaFormats } from '../../sandbox/contracts/mediaFormats';
import { apiOf, entry, PROVIDER_NAMES } from './providers';

/** A field of a request body, as a contract describes it. */
export interface ContractField {
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'array';
	format?: 'media' | 'media-url';
	/** Of links. */
	pattern?: string;
	enum?: Array<string | number>;
	default?: string | number | boolean;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	/** What the bounds include, and yet is not taken. */
	not?: { enum: number[] };
	/** Of a list. */
	items?: ContractField;
	minItems?: number;
	maxItems?: number;
}

/** What a model takes; a model with functions has one for each. */
export interface ContractBody {
	/** By their names in the body. */
	properties: Record<string, ContractField>;
	required?: string[];
}

type Bodies = ContractBody | { oneOf: Bodies[] };

interface Contract {
	paths: Record<
		string,
		{
			post?: {
				operationId: string;
				requestBody: { content: { 'application/json': { schema: Bodies } } };
			};
		}
	>;
	'x-aliases'?: Record<string, string>;
}

// The sandbox's contracts were written from the providers' references without a look at the node, so that they can tell
// whether its tables are right.
const documents = Object.fromEntries(PROVIDER_NAMES.map((name) => [name, readContract(name)]));
const contracts = Object.fromEntries(
	Object.entries(documents).map(([name, document]) => [
		name,
		dereferenceSync(document) as unknown as Contract,
	]),
);

/** Every id that the contract takes for a model, and what it takes with it. */
function modelsOf(provider: string): Array<{ id: string; path: string; bodies: ContractBody[] }> {
	return Object.entries(entry(contracts, provider).paths).flatMap(([path, { post }]) => {
		if (!post) return [];
		const bodies = flat(post.requestBody.content['application/json'].schema);
		const { operationId } = post;
		if (path.includes(`/${operationId}/`)) return [{ id: operationId, path, bodies }];
		const ids = [...new Set(bodies.flatMap((body) => valuesOf(body, 'model')))];
		return ids.map((id) => ({
			id,
			path,
			bodies: bodies.filter((body) => valuesOf(body, 'model').includes(id)),
		}));
	});
}

/** The ids of all models that the contract knows, with the other names that they go by. */
export function contractIds(provider: string): string[] {
	const { 'x-aliases': aliases = {} } = entry(contracts, provider);
	const ids = modelsOf(provider).map(({ id }) => id);
	return [...new Set([...ids, ...Object.keys(aliases)])];
}

/**
 * What the contract takes for a model: one body, or one for each of the model's functions.
 *
 * @param id none of its other names
 * @returns none where the endpoint does not have the model
 */
export function contractBodies(provider: string, id: string, endpoint?: string): ContractBody[] {
	const { path } = apiOf(provider).create({ model: id, fields: {}, endpoint });
	const found = modelsOf(provider).find((model) => model.id === id && model.path === path);
	return found?.bodies ?? [];
}

/** The body that is for a function of the model; the only one of a model without functions. */
export function bodyFor(bodies: readonly ContractBody[], chosen: unknown): ContractBody {
	const found = bodies.find((body) => {
		const functions = valuesOf(body, 'function');
		return functions.length === 0 || functions.includes(String(chosen));
	});
	if (!found) throw new Error(`The contract has no body for ${String(chosen)}`);
	return found;
}

/**
 * What a provider's contract has against a request, in its validator's words: nothing if it takes it.
 *
 * @throws when the contract has no such path
 */
export async function contractObjections(
	provider: string,
	{ method, path, body }: { method: string; path: string; body?: unknown },
): Promise<string[]> {
	const api = await backendOf(provider);
	const request = { method, path, headers: { 'content-type': 'application/json' }, body };
	const operation = api.router.matchOperation(request);
	if (!operation) throw new Error(`The contract of ${provider} has no ${method} ${path}`);
	const { errors } = api.validator.validateRequest(request, operation);
	return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function flat(schema: Bodies): ContractBody[] {
	return 'oneOf' in schema ? schema.oneOf.flatMap(flat) : [schema];
}

function valuesOf({ properties }: ContractBody, field: string): string[] {
	return (properties[field]?.enum ?? []).map(String);
}

function readContract(provider: string): JSONSchema {
	const file = join(__dirname, '..', '..', 'sandbox', 'contracts', `${provider}.yaml`);
	return parse(readFileSync(file, 'utf8'), { merge: true }) as JSONSchema;
}

const backends = new Map<string, Promise<OpenAPIBackend>>();

async function backendOf(provider: string): Promise<OpenAPIBackend> {
	const known = backends.get(provider);
	if (known) return await known;
	const backend = new OpenAPIBackend({
		definition: structuredClone(entry(documents, provider)) as unknown as Document,
		strict: true,
		ajvOpts: { allErrors: true, discriminator: true },
		customizeAjv: addMediaFormats,
	});
	const ready = backend.init();
	backends.set(provider, ready);
	return await ready;
}
