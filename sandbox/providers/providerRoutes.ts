import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Answer, Call } from '../exchange';
import { readForm } from '../files/form';
import { accountOf } from '../keys';
import { pathOf } from '../requestLog';
import { LARGEST_FORM_BYTES } from '../files/uploadRoute';
import type { Providers } from './openProviders';

/** Passes every request to the provider it is meant for. */
export function serveProviders(server: FastifyInstance, providers: Providers): void {
	const ownerOf = (request: FastifyRequest) =>
		providers.of(pathOf(request), request.headers.authorization);

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
	// A form stays as it was sent until somebody reads it.
	server.addContentTypeParser(
		'multipart/form-data',
		{ parseAs: 'buffer', bodyLimit: LARGEST_FORM_BYTES },
		(_request, body, done) => {
			done(null, body);
		},
	);
	server.all('/*', async (request, reply) => {
		const { provider, scheme } = ownerOf(request);
		const { ignoredFields, ...answer } = await provider.answer(await callOf(request, scheme));
		request.ignoredFields = ignoredFields;
		return await send(reply, answer);
	});
	server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
		const status = error.statusCode ?? 500;
		return send(reply, ownerOf(request).provider.problem(status, error.message, pathOf(request)));
	});
}

async function callOf(request: FastifyRequest, scheme: string): Promise<Call> {
	const form = Buffer.isBuffer(request.body) ? await readForm(request) : undefined;
	// What is recorded of a form is without the bytes of its files.
	if (Buffer.isBuffer(request.body)) request.body = undefined;
	return {
		method: request.method,
		path: pathOf(request),
		query: request.query as Call['query'],
		headers: request.headers as Call['headers'],
		body: request.body,
		...(form && { form }),
		account: accountOf(request.headers.authorization, scheme),
		origin: `${request.protocol}://${request.host}`,
	};
}

function send(reply: FastifyReply, { status, headers, body }: Answer) {
	return reply.code(status).headers(headers).send(body);
}
