/** A box of an MP4 or MOV file, or an atom, as QuickTime calls it. */
export interface Box {
	/** Its four characters, such as `moov`. */
	type: string;
	/** What is inside, without its header; cut short where the file is. */
	content: Buffer;
	/** Where its header begins and its content ends, in bytes of what was walked. */
	start: number;
	end: number;
}

/**
 * More boxes than are walked in any real file (ten hours of one-second fragments have about as many): a file made of
 * empty boxes shall not keep n8n busy, however they are nested.
 */
export const MOST_BOXES = 200_000;

const SHORT_HEADER = 8;
const LONG_HEADER = 16;

/** How long a box's header is, in bytes, as far as its first bytes tell. */
export function headerLength(bytes: Buffer): number {
	return bytes.length >= 4 && bytes.readUInt32BE(0) === 1 ? LONG_HEADER : SHORT_HEADER;
}

/** Walks through the boxes of one file, and comes to an end whatever the file is: after so many it finds no more. */
export class BoxWalk {
	private left = MOST_BOXES;

	/**
	 * The boxes that stand side by side in a file or in another box, until one can't be true. Boxes inside of them are
	 * not walked: hand over their content for that.
	 * Source: ISO/IEC 14496-12, 4.2.
	 */
	*boxesIn(bytes: Buffer): Generator<Box, void> {
		for (let start = 0; this.left > 0;) {
			const header = readHeader(bytes, start);
			if (!header) return;
			this.left -= 1;
			const end = Math.min(start + header.size, bytes.length);
			const content = bytes.subarray(start + header.length, end);
			yield { type: bytes.toString('latin1', start + 4, start + 8), content, start, end };
			start = end;
		}
	}

	/** The contents of all boxes of a type that stand side by side. */
	contentsOf(bytes: Buffer, type: string): Buffer[] {
		const contents: Buffer[] = [];
		for (const box of this.boxesIn(bytes)) if (box.type === type) contents.push(box.content);
		return contents;
	}

	/** The content of the first box of a type, or, along several types, of the first box inside of the first box. */
	contentAt(bytes: Buffer, ...path: string[]): Buffer | undefined {
		const [type, ...rest] = path;
		if (type === undefined) return bytes;
		for (const box of this.boxesIn(bytes)) {
			if (box.type === type) return this.contentAt(box.content, ...rest);
		}
		return undefined;
	}
}

/**
 * The length of a box and of its header, in bytes: `Infinity` for a box that ends with what it stands in. Undefined
 * where no box can be, or where not all of its header is there.
 */
export function readHeader(bytes: Buffer, start = 0) {
	const rest = bytes.length - start;
	if (rest < SHORT_HEADER) return undefined;
	const told = bytes.readUInt32BE(start);
	if (told === 0) return { size: Infinity, length: SHORT_HEADER };
	if (told !== 1) return told < SHORT_HEADER ? undefined : { size: told, length: SHORT_HEADER };
	if (rest < LONG_HEADER) return undefined;
	const size = Number(bytes.readBigUInt64BE(start + SHORT_HEADER));
	return size < LONG_HEADER ? undefined : { size, length: LONG_HEADER };
}
