import type { FastifyReply } from 'fastify';

/** Refuses in the way of object stores: with a code, in XML. */
export function refuse(reply: FastifyReply, status: number, code: string, message: string) {
	return reply
		.code(status)
		.type('application/xml')
		.send(
			'<?xml version="1.0" encoding="UTF-8"?>\n' +
				`<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`,
		);
}
