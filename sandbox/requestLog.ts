import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
	interface FastifyRequest {
		/** Fields of its body that nobody looked at; empty until it was answered. */
		ignoredFields: readonly string[];
	}
}

/** One request the sandbox answered. */
export interface RecordedRequest {
	/** When it arrived. */
	at: Date;
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string | string[]>;
	/** Parsed JSON, as it was sent; `undefined` when there was none. */
	body: unknown;
	/** Fields of the body that the API does not know: they were dropped, as the services do. */
	ignoredFields: readonly string[];
	/** The whole header, `Bearer <key>`. */
	authorization: string | undefined;
	/** All headers, by their names in small letters. */
	headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The status of the answer. */
	status: number;
}

/** Calls `record` for each request, just before its answer leaves: who has an answer finds it. */
export function logRequests(
	server: FastifyInstance,
	record: (request: RecordedRequest) => void,
): void {
	server.decorateRequest('ignoredFields');
	const arrivals = new WeakMap<FastifyRequest, Date>();
	server.addHook('onRequest', (request, _reply, done) => {
		arrivals.set(request, new Date());
		request.ignoredFields = [];
		done();
	});
	server.addHook('onSend', (request, reply, _payload, done) => {
		record({
			at: arrivals.get(request) ?? new Date(),
			method: request.method,
			path: pathOf(request),
			query: request.query as RecordedRequest['query'],
			body: request.body,
			ignoredFields: request.ignoredFields,
			authorization: request.headers.authorization,
			headers: request.headers,
			status: reply.statusCode,
		});
		done();
	});
}

/** The path of a request, without its query. */
export function pathOf(request: FastifyRequest): string {
	return request.url.split('?', 1)[0] ?? '';
}
