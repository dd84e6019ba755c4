import { createHash } from 'crypto';

import type { ByteStream } from '../models/byteStream';
import { Outline } from '../video/outline';

/** What one reading of a file tells. */
export interface Survey {
	/** All of them, or of a video its outline. */
	bytes: Buffer;
	/** Of the whole file, in bytes. */
	size: number;
	/** SHA-256 of the whole file, in hexadecimal digits. */
	digest: string;
}

/** Reads a file once. */
export async function survey(file: ByteStream | Buffer, isVideo: boolean): Promise<Survey> {
	const hash = createHash('sha256');
	const outline = isVideo ? new Outline() : undefined;
	const chunks: Uint8Array[] = [];
	let size = 0;
	const take = (chunk: Uint8Array) => {
		hash.update(chunk);
		size += chunk.length;
		if (outline) outline.add(chunk);
		else chunks.push(chunk);
	};
	if (Buffer.isBuffer(file)) take(file);
	else for await (const chunk of file) take(chunk);
	return { bytes: outline?.end() ?? Buffer.concat(chunks), size, digest: hash.digest('hex') };
}
