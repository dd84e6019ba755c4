/** A file that can be read from its beginning, as often as it is opened. It may be stored anywhere. */
export interface ClipSource {
	/** What the user calls it, such as the name of its file. */
	name?: string;
	/** Bytes of all of it, where they are known: then a file that is cut short is found out before anything is written. */
	bytes?: number;
	/**
	 * A fresh stream from the first byte on, such as a `Readable`. It may be left before its end: a stream of Node's is
	 * destroyed by that.
	 */
	open(): Promise<AsyncIterable<Buffer>>;
}
