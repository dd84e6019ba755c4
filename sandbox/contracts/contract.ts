import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { dereferenceSync, type JSONSchema } from 'dereference-json-schema';
import { OpenAPIBackend, type Context, type Document } from 'openapi-backend';
import { parse } from 'yaml';

import type { Answer, Call } from '../exchange';
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
	 * defaults filled in.
	 *
	 * @throws when an answer of a handler breaks the contract: the sandbox is held to it as well.
	 */
	handle(call: Call): Promise<Answer>;
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
export async function enactContract(document: Document, handlers: Handlers): Promise<Contract> {
	const backend = new OpenAPIBackend({
		definition: document,
		strict: true,
		// The whole document takes a second to check and compile: the tests check it, and each
		// operation is compiled when it is first called.
		quick: true,
		ajvOpts: { allErrors: true, discriminator: true, useDefaults: true, verbose: true },
		customizeAjv: addMediaFormats,
		handlers: {
			...handlers.operations,
			notFound: handlers.unknownPath,
			methodNotAllowed: handlers.unknownPath,
			unauthorizedHandler: handlers.unauthorized,
			validationFail: handlers.invalid,
			postResponseHandler: keepContract,
		},
		securityHandlers: {
			bearer: (_context: Context, call: Call) => call.account !== undefined,
		},
	});
	await backend.init();

	return {
		handle: (call) =>
			// A copy, because validating fills in defaults while the call stays what was sent.
			backend.handleRequest({ ...call, body: shallowCopy(call.body) }, call) as Promise<Answer>,
	};
}

function keepContract(context: Context): Answer {
	const answer = context.response as Answer;
	const operation = context.operation as typeof context.operation | undefined;
	// A call to an unknown path has no operation, and its answer no contract.
	if (!operation) return answer;

	const { body, headers, status } = answer;
	const { validator } = context.api;
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

function shallowCopy(body: unknown) {
	return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : body;
}
