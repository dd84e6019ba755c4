import type { FastifyRequest } from 'fastify';

/** A form's fields and files, in the order in which they were sent. */
export type Form = [name: string, value: string | FormFile][];

/** A file in a form. */
export interface FormFile {
	readonly name: string;
	/** Its media type. */
	readonly type: string;
	/** Bytes. */
	readonly size: number;
	arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads a `multipart/form-data` body that was kept as it was sent; `undefined` when it is none. */
export async function readForm({ body, headers }: FastifyRequest): Promise<Form | undefined> {
	if (!Buffer.isBuffer(body)) return undefined;
	try {
		const type = headers['content-type'] ?? '';
		// It is deprecated for what it costs a public server; this one is nobody's but its user's, and it needs no package.
		// eslint-disable-next-line @typescript-eslint/no-deprecated
		const form = await new Response(body, { headers: { 'content-type': type } }).formData();
		return [...form.entries()];
	} catch {
		return undefined;
	}
}
