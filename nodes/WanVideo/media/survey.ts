import { createHash } from 'crypto';

import type { ByteStream } from '../models/byteStream';
import { Skeleton } from '../video/Skeleton';

/** What one reading of a file tells. */
export interface Survey {
	/** All of them, or of a video its skeleton. */
	bytes: Buffer;
	/** Of the whole file, in bytes. */
	size: number;
	/** SHA-256 of the whole file, in hexadecimal digits. */
	digest: string;
}

/**
 * Reads a file once.
 *
 * @throws the signal's reason when it is aborted
 */
export async function survey(
	file: ByteStream | Buffer,
	isVideo: boolean,
	signal?: AbortSignal,
): Promise<Survey> {
	const hash = createHash('sha256');
	const skeleton = isVideo ? new Skeleton() : undefined;
	const chunks: Buffer[] = [];
	let size = 0;
	const take = (chunk: Buffer) => {
		signal?.throwIfAborted();
		hash.update(chunk);
		size += chunk.length;
		if (skeleton) skeleton.feed(chunk);
		else chunks.push(chunk);
	};
	if (Buffer.isBuffer(file)) take(file);
	else for await (const chunk of file) take(chunk);
	const bytes = skeleton ? outlineOf(skeleton) : Buffer.concat(chunks);
	return { bytes, size, digest: hash.digest('hex') };
}

/** What tells what a video is: of no MP4, which has no skeleton, its first bytes do. */
export function outlineOf(skeleton: Skeleton): Buffer {
	const bones = skeleton.toBuffer();
	return bones.length > 0 ? bones : skeleton.head;
}
