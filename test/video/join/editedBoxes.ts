const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf']);

/** A box as an MP4 has it. */
export function boxOf(type: string, content: Buffer): Buffer {
	const header = Buffer.alloc(8);
	header.writeUInt32BE(8 + content.length);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, content]);
}

/**
 * A movie with boxes changed wherever they stand in its header.
 *
 * @param edit what to put in a box's place; the same box for no change
 */
export function edited(
	file: Buffer,
	edit: (type: string, content: Buffer, box: Buffer) => Buffer,
): Buffer {
	const boxes: Buffer[] = [];
	for (let at = 0; at < file.length;) {
		const end = at + file.readUInt32BE(at);
		const type = file.toString('latin1', at + 4, at + 8);
		const content = file.subarray(at + 8, end);
		const inner = CONTAINERS.has(type) ? edited(content, edit) : content;
		boxes.push(edit(type, inner, boxOf(type, inner)));
		at = end;
	}
	return Buffer.concat(boxes);
}

/** The same movie, its header behind its samples, with one kind of box changed and all else as it is. */
export function withBox(file: Buffer, type: string, change: (content: Buffer) => Buffer): Buffer {
	return edited(file, (each, content, box) =>
		each === type ? boxOf(type, change(Buffer.from(content))) : box,
	);
}

/** The types of the boxes that stand side by side. */
export function boxTypes(file: Buffer): string[] {
	const types: string[] = [];
	edited(file, (type, _, box) => {
		types.push(type);
		return box;
	});
	return types;
}

/** The same movie with the places of its chunks in 64 bits; its header must be behind its samples. */
export function withLongOffsets(file: Buffer): Buffer {
	return edited(file, (type, content, box) => {
		if (type !== 'stco') return box;
		const places = Array.from({ length: content.readUInt32BE(4) }, (_, chunk) => {
			const place = Buffer.alloc(8);
			place.writeBigUInt64BE(BigInt(content.readUInt32BE(8 + chunk * 4)));
			return place;
		});
		return boxOf('co64', Buffer.concat([content.subarray(0, 8), ...places]));
	});
}
