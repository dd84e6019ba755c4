import type { ByteStream } from './byteStream';

/** A file that the provider is to be given before the request that names it. */
export class Attachment {
	constructor(
		/** Of its content, in hexadecimal digits: it tells one file from another, also in another execution. */
		readonly digest: string,
		/** MIME type. */
		readonly type: string,
		/** Bytes. */
		readonly size: number,
		/** Opens it anew: what n8n has stored as a stream, what is in memory anyway as it is. */
		readonly open: () => Promise<ByteStream | Buffer>,
		/** It holds the content until it is let go. */
		readonly isHeld = false,
	) {}

	/** A name for it, of its content alone: that of the user's file is nobody's business. */
	get name(): string {
		const subtype = this.type.replace(/^.*\/(x-)?/, '');
		return `${this.digest.slice(0, 16)}.${EXTENSIONS[subtype] ?? subtype}`;
	}
}

/** Where they differ from what stands in the type. */
const EXTENSIONS: Partial<Record<string, string>> = {
	jpeg: 'jpg',
	matroska: 'mkv',
	mpeg: 'mp3',
	msvideo: 'avi',
	quicktime: 'mov',
};
