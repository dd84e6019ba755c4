import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Answer, Call } from '../exchange';
import { accountOf } from '../keys';
import { pathOf } from '../requestLog';
import type { Providers } from './openProviders';

/** Passes every request to the provider it is meant for. */
export function serveProviders(server: FastifyInstance, providers: Providers): void {
	const providerOf = (request: FastifyRequest) => providers.of(pathOf(request));

	// What is not JSON counts as no body, and the contracts say that one is required.
	server.removeContentTypeParser('text/plain');
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => {
		done(null);
	});
	// A call that needs no body may say that it would be JSON, as the clients of Alibaba Cloud do.
	const parseJson = server.getDefaultJsonParser('error', 'error');
	server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
		if (body === '') done(null);
		else void parseJson(request, String(body), done);
	});
	server.all('/*', async (request, reply) => {
		const { ignoredFields, ...answer } = await providerOf(request).answer(callOf(request));
		request.ignoredFields = ignoredFields;
		return await send(reply, answer);
	});
	server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
		const status = error.statusCode ?? 500;
		return send(reply, providerOf(request).problem(status, error.message, pathOf(request)));
	});
}

function callOf(request: FastifyRequest): Call {
	return {
		method: request.method,
		path: pathOf(request),
		query: request.query as Call['query'],
		headers: request.headers as Call['headers'],
		body: request.body,
		account: accountOf(request.headers.authorization),
		origin: `${request.protocol}://${request.host}`,
	};
}

function send(reply: FastifyReply, { status, headers, body }: Answer) {
	return reply.code(status).headers(headers).send(body);
}
