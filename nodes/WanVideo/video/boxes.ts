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
 * More boxes side by side than any real file has (ten hours of one-second fragments have about as many): a file made of
 * empty boxes shall not keep n8n busy.
 */
export const MOST_BOXES = 100_000;

const SHORT_HEADER = 8;
const LONG_HEADER = 16;

/**
 * The boxes that stand side by side in a file or in another box, until one can't be true. Boxes inside of them are not
 * walked: hand over their content for that.
 * Source: ISO/IEC 14496-12, 4.2.
 */
export function* boxesIn(bytes: Buffer): Generator<Box, void> {
	let start = 0;
	for (let count = 0; count < MOST_BOXES; count++) {
		const header = readHeader(bytes, start);
		if (!header) return;
		const end = Math.min(start + header.size, bytes.length);
		const content = bytes.subarray(start + header.length, end);
		yield { type: bytes.toString('latin1', start + 4, start + 8), content, start, end };
		start = end;
	}
}

/** The length of a box and of its header, in bytes; undefined where no box can be. */
function readHeader(bytes: Buffer, start: number) {
	const rest = bytes.length - start;
	if (rest < SHORT_HEADER) return undefined;
	const told = bytes.readUInt32BE(start);
	// 0: the box ends with what it stands in.
	if (told === 0) return { size: rest, length: SHORT_HEADER };
	if (told !== 1) return told < SHORT_HEADER ? undefined : { size: told, length: SHORT_HEADER };
	if (rest < LONG_HEADER) return undefined;
	const size = Number(bytes.readBigUInt64BE(start + SHORT_HEADER));
	return size < LONG_HEADER ? undefined : { size, length: LONG_HEADER };
}

/** The contents of all boxes of a type that stand side by side. */
export function contentsOf(bytes: Buffer, type: string): Buffer[] {
	const contents: Buffer[] = [];
	for (const box of boxesIn(bytes)) if (box.type === type) contents.push(box.content);
	return contents;
}

/** The content of the first box of a type, or, along several types, of the first box inside of the first box. */
export function contentAt(bytes: Buffer, ...path: string[]): Buffer | undefined {
	const [type, ...rest] = path;
	if (type === undefined) return bytes;
	for (const box of boxesIn(bytes)) {
		if (box.type === type) return contentAt(box.content, ...rest);
	}
	return undefined;
}
