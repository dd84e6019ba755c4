/** One of Node's readable streams, as far as the node deals with it. */
export interface ByteStream extends AsyncIterable<Buffer> {
	destroy(error?: Error): unknown;
	on(event: 'error', listener: () => void): unknown;
}

interface StreamClass<S> {
	readonly from: (chunks: AsyncIterable<Buffer>, options: { objectMode: boolean }) => S;
}

/** A stream of the same kind as another one, with other bytes. */
export function streamLike<S extends ByteStream>(source: S, chunks: AsyncIterable<Buffer>): S {
	// Node's streams can't be imported here, but every one of them brings this static method along.
	const { from } = source.constructor as unknown as StreamClass<S>;
	return from(chunks, { objectMode: false });
}
