import { basename, dirname } from 'node:path';

import send from '@fastify/send';
import type { FastifyInstance } from 'fastify';

import { refuse } from './objectStore';
import { linkPath, type ResultLinks } from './resultLinks';

/** Serves videos by their links, to anyone, with ranges; the rest is refused as object stores do. */
export function serveFiles(server: FastifyInstance, links: ResultLinks): void {
	server.get<{ Params: { token: string } }>(linkPath(':token'), async (request, reply) => {
		const found = links.lookUp(request.params.token);
		if (found === 'unknown') return refuse(reply, 404, 'NoSuchKey', 'There is no such file.');
		if (found === 'expired') return refuse(reply, 403, 'AccessDenied', 'Request has expired.');

		const root = dirname(found.file);
		const { statusCode, headers, stream } = await send(request.raw, basename(found.file), { root });
		return reply.code(statusCode).headers(headers).send(stream);
	});
}
