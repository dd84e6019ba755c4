/** The bytes of a file, from its beginning. */
export type FileStream = AsyncIterable<Uint8Array>;

/** A file that the provider is to be given before the request that names it. */
export class Attachment {
	constructor(
		/** Of its content: it tells one file from another, also in another execution. */
		readonly digest: string,
		/** MIME type. */
		readonly type: string,
		/** Bytes. */
		readonly size: number,
		/** Opens it anew. */
		readonly open: () => Promise<FileStream>,
	) {}
}
