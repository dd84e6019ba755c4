import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { OpenAPIBackend, type Document } from 'openapi-backend';
import { parse } from 'yaml';

import type { GenerateOperation } from '../../nodes/WanVideo/models/Model';
import { addMediaFormats } from '../../sandbox/contracts/mediaFormats';
import { entry } from './providers';

/** A field of a request body, as a contract describes it. */
export interface ContractField {
	type?: 'string' | 'integer' | 'boolean';
	format?: 'media' | 'media-url';
	enum?: Array<string | number>;
	default?: string | number | boolean;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
}

/** A model, as a contract describes it. */
export interface ContractModel {
	id: string;
	operation: GenerateOperation;
	/** By their names in the body; without `model`. */
	fields: Record<string, ContractField>;
	required: string[];
}

interface BodySchema {
	required: string[];
	properties: Record<string, ContractField | Reference>;
}

interface Reference {
	$ref: string;
}

interface Contract {
	paths: Record<
		string,
		{ post?: { operationId: string; requestBody: { content: { 'application/json': Content } } } }
	>;
	components: { schemas: Record<string, BodySchema | ContractField> };
}

interface Content {
	schema: Reference | { oneOf: Reference[] };
}

/** The paths of AI/ML API that create a generation; MuleRouter has one for each model. */
export type CreatingPath = 'unified' | 'legacy';

const AIMLAPI_PATHS: Record<CreatingPath, string> = {
	unified: '/v2/video/generations',
	legacy: '/v2/generate/video/alibaba/generation',
};

const documents: Record<string, Contract> = {
	aimlApi: readContract('aimlApi'),
	muleRouter: readContract('muleRouter'),
};

/**
 * The text-to-video and image-to-video models of the sandbox's OpenAPI contracts. These were written from the
 * providers' references without a look at the node, so that they can tell whether its tables are right.
 */
export function contractModels(provider: string, path: CreatingPath = 'unified'): ContractModel[] {
	return provider === 'aimlApi' ? modelsOfOnePath(AIMLAPI_PATHS[path]) : modelsOfManyPaths();
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

function modelsOfOnePath(path: string): ContractModel[] {
	const { schema } = bodyOf('aimlApi', path);
	if (!('oneOf' in schema)) throw new Error(`${path} has no list of models`);
	return schema.oneOf.flatMap((reference) => {
		const { model } = bodySchema('aimlApi', reference).properties;
		const ids = model ? (resolved('aimlApi', model).enum ?? []) : [];
		return ids.flatMap((id) => modelOf('aimlApi', String(id), reference));
	});
}

function modelsOfManyPaths(): ContractModel[] {
	return Object.entries(entry(documents, 'muleRouter').paths).flatMap(([path, { post }]) => {
		const { schema } = post ? bodyOf('muleRouter', path) : {};
		return post && schema && '$ref' in schema
			? modelOf('muleRouter', post.operationId, schema)
			: [];
	});
}

/** None for models that start from something else than a text or an image. */
function modelOf(provider: string, id: string, reference: Reference): ContractModel[] {
	const operation = operationOf(reference);
	if (!operation) return [];
	const { properties, required } = bodySchema(provider, reference);
	const fields = Object.fromEntries(
		Object.entries(properties)
			.filter(([name]) => name !== 'model')
			.map(([name, field]) => [name, resolved(provider, field)]),
	);
	return [{ id, operation, fields, required: required.filter((name) => name !== 'model') }];
}

/** The contracts' schemas are named after what a video is made of. */
function operationOf({ $ref }: Reference): GenerateOperation | undefined {
	if ($ref.endsWith('TextToVideo')) return 'textToVideo';
	return /(Image|Keyframes)ToVideo$/.test($ref) ? 'imageToVideo' : undefined;
}

function bodyOf(provider: string, path: string): Content {
	const content = entry(documents, provider).paths[path]?.post?.requestBody.content[
		'application/json'
	];
	if (!content) throw new Error(`The contract of ${provider} has no POST ${path}`);
	return content;
}

function bodySchema(provider: string, reference: Reference): BodySchema {
	return named(provider, reference) as BodySchema;
}

function resolved(provider: string, field: ContractField | Reference): ContractField {
	return '$ref' in field ? (named(provider, field) as ContractField) : field;
}

function named(provider: string, { $ref }: Reference): BodySchema | ContractField {
	const schema = entry(documents, provider).components.schemas[$ref.replace(/.*\//, '')];
	if (!schema) throw new Error(`The contract of ${provider} has no ${$ref}`);
	return schema;
}

function readContract(provider: string): Contract {
	const file = join(__dirname, '..', '..', 'sandbox', 'contracts', `${provider}.yaml`);
	return parse(readFileSync(file, 'utf8'), { merge: true }) as Contract;
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
