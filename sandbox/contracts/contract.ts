import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { dereferenceSync, type JSONSchema } from 'dereference-json-schema';
import { OpenAPIBackend, OpenAPIValidator, type Context, type Document } from 'openapi-backend';
import { parse } from 'yaml';

import type { Answer, Call, Handled } from '../exchange';
import { addMediaFormats } from './mediaFormats';

export type Handler = (context: Context, call: Call) => Answer | Promise<Answer>;

/** What is answered, by operationId, and when a call does not get as far as its operation. */
export interface Handlers {
	operations: Record<string, Handler>;
	unknownPath: Handler;
	unauthorized: Handler;
	invalid: Handler;
}

/** A provider's OpenAPI document, put to work. */
export interface Contract {
	/**
	 * Routes a call to its handler once key, query and body are in order; the handler finds the
	 * defaults filled in, and a model under the first of its names.
	 *
	 * @throws when an answer of a handler breaks the contract: the sandbox is held to it as well.
	 */
	handle(call: Call): Promise<Handled>;
}

/** How a contract is applied to requests. */
export interface Rigour {
	/**
	 * Refuse unknown fields, and numbers and switches that are strings. Otherwise they are taken as
	 * the services take them: the fields are dropped, the strings understood.
	 */
	strict: boolean;
	/** Refuse numbers and switches that are strings even so; false unless said otherwise. */
	literal?: boolean;
}

/** Reads an OpenAPI document of this folder, with every $ref replaced by what it refers to. */
export async function readContract(fileName: string): Promise<Document> {
	const text = await readFile(join(__dirname, fileName), 'utf8');
	const document = dereferenceSync(parse(text, { merge: true }) as JSONSchema);
	// The backend turns an object it meets again back into a $ref, and a $ref has no default to
	// fill in. Through JSON, every place gets a copy of its own.
	return JSON.parse(JSON.stringify(document)) as Document;
}

/** @throws when the document lacks the operationId of a handler. */
export async function enactContract(
	document: Document,
	handlers: Handlers,
	{ strict, literal = false }: Rigour,
): Promise<Contract> {
	const aliases = aliasesOf(document);
	// Answers are judged as they are: no defaults, nothing dropped, nothing understood as meant.
	const answers = new OpenAPIValidator({
		definition: document,
		ajvOpts: { allErrors: true, discriminator: true },
		lazyCompileValidators: true,
		customizeAjv: addMediaFormats,
	});
	const backend = new OpenAPIBackend({
		definition: document,
		strict: true,
		// The whole document takes a second to check and compile: the tests check it, and each
		// operation is compiled when it is first called.
		quick: true,
		ajvOpts: {
			allErrors: true,
			discriminator: true,
			useDefaults: true,
			verbose: true,
			...(!strict && { coerceTypes: !literal, removeAdditional: true }),
		},
		customizeAjv: addMediaFormats,
		handlers: {
			...handlers.operations,
			notFound: handlers.unknownPath,
			methodNotAllowed: handlers.unknownPath,
			unauthorizedHandler: handlers.unauthorized,
			validationFail: handlers.invalid,
			postResponseHandler: (context) => keepContract(context, answers),
		},
		securityHandlers: {
			bearer: (_context: Context, call: Call) => call.account !== undefined,
		},
	});
	await backend.init();

	return {
		async handle(call) {
			// A copy, because validating changes it while the call stays what was sent.
			const read = copyOf(call.body);
			const model = isObject(read) ? aliases[String(read.model)] : undefined;
			if (isObject(read) && model !== undefined) read.model = model;
			const answer = (await backend.handleRequest({ ...call, body: read }, call)) as Answer;
			return { ...answer, ignoredFields: fieldsMissing(read, call.body) };
		},
	};
}

function keepContract(context: Context, validator: OpenAPIValidator): Answer {
	const answer = context.response as Answer;
	const operation = context.operation as typeof context.operation | undefined;
	// A call to an unknown path has no operation, and its answer no contract.
	if (!operation) return answer;

	const { body, headers, status } = answer;
	const documented = String(status) in (operation.responses ?? {});
	const errors = [
		...(validator.validateResponse(body, operation, status).errors ?? []),
		...(validator.validateResponseHeaders(headers, operation, { statusCode: status }).errors ?? []),
	];
	if (!documented || errors.length > 0) {
		const complaints = errors.map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
		throw new Error(`The sandbox's answer ${status} breaks its contract: ${complaints.join('; ')}`);
	}
	return answer;
}

/** The other names of models, each with the name that the contract's schemas use. */
function aliasesOf(document: Document): Record<string, string> {
	const { 'x-aliases': aliases = {} } = document as { 'x-aliases'?: Record<string, string> };
	return aliases;
}

/** A copy as deep as the body is: validating changes fields and lists at any depth. */
function copyOf(body: unknown): unknown {
	if (Array.isArray(body)) return body.map(copyOf);
	if (!isObject(body)) return body;
	return Object.fromEntries(
		Object.entries(body).map(([name, value]): [string, unknown] => [name, copyOf(value)]),
	);
}

/** The fields that were sent and not read, at any depth: `colour`, `parameters/colour`, `input/media/0/colour`. */
function fieldsMissing(read: unknown, sent: unknown, within = ''): string[] {
	if (Array.isArray(read) && Array.isArray(sent)) {
		return sent.flatMap((value, index) => fieldsMissing(read[index], value, `${within}${index}/`));
	}
	if (!isObject(read) || !isObject(sent)) return [];
	return Object.entries(sent).flatMap(([name, value]) =>
		name in read ? fieldsMissing(read[name], value, `${within}${name}/`) : [within + name],
	);
}

function isObject(body: unknown): body is Record<string, unknown> {
	return typeof body === 'object' && body !== null && !Array.isArray(body);
}
