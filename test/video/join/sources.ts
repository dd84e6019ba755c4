import type { ClipSource } from '../../../nodes/WanVideo/video/join/ClipSource';

/** A source that tells how it was used. */
export interface WatchedSource extends ClipSource {
	opened: number;
	closed: number;
	/** Bytes that were taken from it, whenever it was opened. */
	taken: number;
}

/** Bytes in pieces, as a stream of a file gives them. */
export function sourceOf(
	file: Buffer,
	{ name, piece = 4096 }: { name?: string; piece?: number } = {},
) {
	return watched(async function* () {
		for (let at = 0; at < file.length; at += piece) {
			await Promise.resolve();
			yield file.subarray(at, at + piece);
		}
	}, name);
}

export function watched(stream: () => AsyncGenerator<Buffer>, name?: string): WatchedSource {
	const source: WatchedSource = {
		opened: 0,
		closed: 0,
		taken: 0,
		...(name !== undefined && { name }),
		open: () => {
			source.opened += 1;
			return Promise.resolve(counted());
		},
	};
	async function* counted() {
		try {
			for await (const chunk of stream()) {
				source.taken += chunk.length;
				yield chunk;
			}
		} finally {
			source.closed += 1;
		}
	}
	return source;
}

export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks);
}
