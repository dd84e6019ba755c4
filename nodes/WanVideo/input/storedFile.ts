import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { ByteStream } from '../models/byteStream';

/** A file of an item, wherever n8n keeps it. */
export interface StoredFile {
	/** Bytes. */
	size: number;
	/** Where n8n keeps it; the same file has the same. */
	id?: string;
	/** `open` holds the content. */
	isHeld?: true;
	/** Opens it anew: as a stream where n8n can give one. */
	open: () => Promise<ByteStream | Buffer>;
}

/** @param name of the item's binary field, or what it holds */
export async function storedFile(
	{ helpers }: IExecuteFunctions,
	itemIndex: number,
	name: string | IBinaryData,
	{ data, id }: IBinaryData,
): Promise<StoredFile> {
	if (id) {
		const { fileSize } = await helpers.getBinaryMetadata(id);
		return { id, size: fileSize, open: async () => await helpers.getBinaryStream(id) };
	}
	// Without one, the execution's data holds the file itself, as Base64.
	return {
		size: Buffer.byteLength(data, 'base64'),
		open: async () => await helpers.getBinaryDataBuffer(itemIndex, name),
	};
}

/** All of its bytes. */
export async function readAll(file: StoredFile): Promise<Buffer> {
	const opened = await file.open();
	if (Buffer.isBuffer(opened)) return opened;
	const chunks: Buffer[] = [];
	for await (const chunk of opened) chunks.push(chunk);
	return Buffer.concat(chunks);
}
