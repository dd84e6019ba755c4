import { basename, dirname } from 'node:path';

import send from '@fastify/send';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { pathOf } from '../requestLog';
import { refuse } from './objectStore';
import { openFilePath, type OpenFiles } from './openFiles';
import { LARGEST_UPLOAD_MB } from './uploads';

/** Where a place is filled: this, and its token. */
export const PLACES_PATH = '/storage/places/';

type OfPlace = FastifyRequest<{ Params: { token: string; part?: string } }>;

/**
 * Serves open files, and takes those for which there is room: whole, or in parts that are put together at the end.
 * Nobody is asked for a key.
 *
 * Source of the parts: the storage client of https://www.npmjs.com/package/@fal-ai/client
 */
export function serveOpenFiles(server: FastifyInstance, files: OpenFiles): void {
	server.get(openFilePath(':folder', ':name'), async (request, reply) => {
		const file = files.find(pathOf(request));
		if (!file) return refuse(reply, 404, 'NoSuchKey', 'There is no such file.');
		const root = dirname(file.storedAt);
		const { statusCode, headers, stream } = await send(request.raw, basename(file.storedAt), {
			root,
		});
		return reply.code(statusCode).headers(headers).type(file.type).send(stream);
	});

	// In a scope of its own: here everything is bytes, whatever it says of itself.
	void server.register((scope, _options, done) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser(
			'*',
			{ parseAs: 'buffer', bodyLimit: LARGEST_UPLOAD_MB * 2 ** 20 },
			(_request, body, parsed) => {
				parsed(null, body);
			},
		);
		const path = `${PLACES_PATH}:token`;
		scope.put(path, async (request: OfPlace, reply) => {
			const place = files.placeOf(request.params.token);
			if (!place) return unknown(reply);
			await files.fill(place, bytesOf(request));
			return await reply.send({});
		});
		scope.put(`${path}/:part`, async (request: OfPlace, reply) => {
			const place = files.placeOf(request.params.token);
			const number = Number(request.params.part);
			if (!place || !Number.isInteger(number)) return unknown(reply);
			place.parts.set(number, bytesOf(request));
			return await reply.send({ partNumber: number, etag: `"${number}"` });
		});
		scope.post(`${path}/complete`, async (request: OfPlace, reply) => {
			const place = files.placeOf(request.params.token);
			if (!place) return unknown(reply);
			bytesOf(request);
			const parts = [...place.parts].sort(([one], [other]) => one - other);
			await files.fill(place, Buffer.concat(parts.map(([, bytes]) => bytes)));
			return await reply.send({});
		});
		done();
	});
}

function unknown(reply: FastifyReply) {
	return refuse(reply, 403, 'AccessDenied', 'The upload link is unknown.');
}

/** What was sent; what is recorded of it is only its size. */
function bytesOf(request: FastifyRequest): Buffer {
	const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
	request.body = { bytes: bytes.length };
	return bytes;
}
