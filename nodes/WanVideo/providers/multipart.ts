import { randomUUID } from 'crypto';

import type { Attachment } from '../models/Attachment';
import { type ByteStream, streamLike } from '../models/byteStream';
import type { UploadTarget } from './ProviderApi';

/** The body of a request that is a form with a file. */
export interface Multipart {
	body: ByteStream | Buffer;
	/** Bytes. */
	length: number;
	/** MIME type, with the boundary. */
	type: string;
}

/**
 * A form whose last field is a file, as services for files want it. What is opened as a stream stays one.
 * Source: RFC 7578.
 *
 * @param fields and the name of the file's: the provider's
 * @param content of the file
 */
export function multipart(
	{ fields, fileField }: NonNullable<UploadTarget['form']>,
	file: Attachment,
	content: ByteStream | Buffer,
): Multipart {
	const boundary = `wan-video-${randomUUID()}`;
	const part = (disposition: string, ...lines: string[]) =>
		[`--${boundary}`, `Content-Disposition: form-data; ${disposition}`, ...lines].join('\r\n');
	const head = Buffer.from(
		[
			...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, '', value)),
			part(`name="${fileField}"; filename="${file.name}"`, `Content-Type: ${file.type}`, '', ''),
		].join('\r\n'),
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const body = Buffer.isBuffer(content)
		? Buffer.concat([head, content, tail])
		: streamLike(content, around(head, content, tail));
	return {
		body,
		length: head.length + file.size + tail.length,
		type: `multipart/form-data; boundary=${boundary}`,
	};
}

async function* around(
	head: Buffer,
	content: AsyncIterable<Buffer>,
	tail: Buffer,
): AsyncGenerator<Buffer> {
	yield head;
	yield* content;
	yield tail;
}
