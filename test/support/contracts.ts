import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { dereferenceSync, type JSONSchema } from 'dereference-json-schema';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { parse } from 'yaml';

import { addMediaFormats } from '../../sandbox/contracts/mediaFormats';
import { brokenRule } from '../../sandbox/providers/alibabaCloud/combinations';
import type { Creation, VaceFunction } from '../../sandbox/providers/alibabaCloud/request';
import {
	brokenVaceRule,
	strayParameters,
} from '../../sandbox/providers/alibabaCloud/vaceParameters';
import { apiOf, entry, PROVIDER_NAMES } from './providers';

/** A field of a request body, as a contract describes it. */
export interface ContractField {
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'array';
	format?: 'media' | 'media-url' | 'stored-media' | 'stored-link';
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
	/** By their paths in the body, as `nodes/WanVideo/models/fieldPaths.ts` has them. */
	properties: Record<string, ContractField>;
	required: string[];
}

/** A schema of an object: of a body, of an object within, or of the entries of a list. */
interface ObjectSchema {
	properties: Record<string, ContractField | Bodies>;
	required?: string[];
}

type Bodies = ObjectSchema | { oneOf: Bodies[] };

interface Contract {
	paths: Record<
		string,
		{
			post?: {
				operationId: string;
				requestBody?: { content: { 'application/json': { schema: Bodies } } };
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

interface ContractModel {
	id: string;
	path: string;
	bodies: ContractBody[];
}

const models = new Map<string, ContractModel[]>();

/** Every id that the contract takes for a model, and what it takes with it. */
function modelsOf(provider: string): ContractModel[] {
	const known = models.get(provider) ?? readModels(provider);
	models.set(provider, known);
	return known;
}

function readModels(provider: string): ContractModel[] {
	return Object.entries(entry(contracts, provider).paths).flatMap(([path, { post }]) => {
		if (!post?.requestBody) return [];
		const schema = post.requestBody.content['application/json'].schema;
		const bodies = flat(schema).flatMap(withPaths).map(ofItsFunction);
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
		const functions = [...valuesOf(body, 'function'), ...valuesOf(body, 'input.function')];
		return functions.length === 0 || functions.includes(String(chosen));
	});
	if (!found) throw new Error(`The contract has no body for ${String(chosen)}`);
	return found;
}

/** What the sandbox knows of a provider's rules besides its contract, as sentences on a body that keeps it. */
const RULES: Partial<Record<string, (body: unknown) => string[]>> = {
	alibabaCloud(body) {
		const creation = body as Creation;
		const strays = strayParameters(creation).map((name) => `${name} is of another function`);
		return [brokenRule(creation) ?? [], strays].flat();
	},
};

/**
 * What a provider has against a request by its contract and its other rules: nothing if it takes it.
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
	if (!errors?.length) return RULES[provider]?.(body) ?? [];
	return errors.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function flat(schema: Bodies): ObjectSchema[] {
	return 'oneOf' in schema ? schema.oneOf.flatMap(flat) : [schema];
}

/** An object's fields and those of the objects within, by their paths; one body for each choice within. */
function withPaths({ properties, required = [] }: ObjectSchema): ContractBody[] {
	const parts = Object.entries(properties).map(([name, field]): ContractBody[] => {
		const isRequired = required.includes(name);
		if (isObject(field)) {
			return flat(field)
				.flatMap(withPaths)
				.map((inner) => ({
					properties: prefixed(name, inner.properties),
					required: isRequired ? inner.required.map((one) => `${name}.${one}`) : [],
				}));
		}
		const ofEntries =
			field.items && isObject(field.items) ? entriesOf(name, field.items) : undefined;
		return [{ properties: ofEntries ?? { [name]: field }, required: isRequired ? [name] : [] }];
	});
	return parts.reduce<ContractBody[]>(
		(bodies, choices) =>
			bodies.flatMap((body) =>
				choices.map((choice) => ({
					properties: { ...body.properties, ...choice.properties },
					required: [...body.required, ...choice.required],
				})),
			),
		[{ properties: {}, required: [] }],
	);
}

/** The contract of Alibaba Cloud has the parameters of all functions together; which are whose, the sandbox knows. */
function ofItsFunction(body: ContractBody): ContractBody {
	const [name] = valuesOf(body, 'input.function');
	if (name === undefined) return body;
	const input = { function: name as VaceFunction };
	const isOwn = (path: string) => {
		const [, parameter] = /^parameters\.(.+)/.exec(path) ?? [];
		return !parameter || strayParameters({ input, parameters: { [parameter]: '' } }).length === 0;
	};
	const properties = Object.entries(body.properties).filter(([path]) => isOwn(path));
	const [, missing = []] =
		/^Field required: (.+)/.exec(brokenVaceRule({ model: '', input }) ?? '') ?? [];
	return { properties: Object.fromEntries(properties), required: body.required.concat(missing) };
}

/** The links of a list's entries by their types, `media[first_frame]`, and what else an entry has, `media[…].voice`. */
function entriesOf(list: string, items: Bodies): Record<string, ContractField> {
	const fields = flat(items).flatMap(({ properties: { type, url, ...more } }) =>
		((type as ContractField).enum ?? []).flatMap((one) => [
			[`${list}[${one}]`, url],
			...Object.entries(more).map(([name, field]) => [`${list}[${one}].${name}`, field]),
		]),
	);
	return Object.fromEntries(fields) as Record<string, ContractField>;
}

const prefixed = (name: string, fields: ContractBody['properties']) =>
	Object.fromEntries(Object.entries(fields).map(([inner, field]) => [`${name}.${inner}`, field]));

function isObject(field: ContractField | Bodies): field is Bodies {
	return 'properties' in field || 'oneOf' in field;
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
