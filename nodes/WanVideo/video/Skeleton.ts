import { headerLength, readHeader } from './boxes';
import { HEAD_LENGTH } from './videoType';

/** What tells about a movie. All other boxes hold its samples, or nothing that is looked for here. */
const TELLING = new Set(['ftyp', 'moov', 'moof']);

/** Bytes of {@link TELLING} boxes that are held: as many as a film of ten hours has. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** Bytes of memory that a box takes besides its content. */
const BOX_COST = 500;

interface KeptBox {
	type: string;
	parts: Buffer[];
	isWhole: boolean;
}

/**
 * The boxes of an MP4 or MOV that tell what is in it, caught while the file streams by; its samples are not held.
 * It takes whatever it is fed, and never fails.
 */
export class Skeleton {
	/** Of the file, as far as it was fed. */
	bytes = 0;
	/** Whether there was more to hold than is held, so that something is missing. */
	isTooLarge = false;
	private readonly kept: KeptBox[] = [];
	private keptBytes = 0;
	private firstBytes = Buffer.alloc(0);
	/** The first bytes of a box's header, until they are all there. */
	private header = Buffer.alloc(0);
	/** Bytes of the present box that are still to come. */
	private left = 0;
	private present: KeptBox | undefined;

	/** Takes the file's next bytes, however it is cut. */
	feed(chunk: Buffer): void {
		this.bytes += chunk.length;
		if (this.firstBytes.length < HEAD_LENGTH) {
			const more = chunk.subarray(0, HEAD_LENGTH - this.firstBytes.length);
			this.firstBytes = Buffer.concat([this.firstBytes, more]);
		}
		for (let at = 0; at < chunk.length;) {
			if (this.left === 0) {
				at = this.begin(chunk, at);
			} else {
				const end = Math.min(at + this.left, chunk.length);
				this.keep(chunk.subarray(at, end));
				this.left -= end - at;
				at = end;
			}
			if (this.left === 0 && this.present) this.present.isWhole = true;
		}
	}

	/** The file's first bytes, which tell its container. */
	get head(): Buffer {
		return this.firstBytes;
	}

	/** Whether all of a box of this type has been there. */
	hasWhole(type: string): boolean {
		return this.kept.some((box) => box.type === type && box.isWhole);
	}

	/** The same file without its samples. Where it breaks off, so does this. */
	toBuffer(): Buffer {
		return Buffer.concat(
			this.kept.flatMap(({ type, parts }) => {
				const header = Buffer.alloc(8);
				header.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, header.length));
				header.write(type, 4, 'latin1');
				return [header, ...parts];
			}),
		);
	}

	/** Reads on in a box's header, and gives the place behind what it has read. */
	private begin(chunk: Buffer, at: number): number {
		const missing = headerLength(this.header) - this.header.length;
		const end = Math.min(at + missing, chunk.length);
		this.header = Buffer.concat([this.header, chunk.subarray(at, end)]);
		if (this.header.length < headerLength(this.header)) return end;
		const told = readHeader(this.header);
		const type = this.header.toString('latin1', 4, 8);
		this.header = Buffer.alloc(0);
		// What can't be a box is followed by nothing that could be told for one.
		this.left = told ? told.size - told.length : Infinity;
		this.present = told && TELLING.has(type) ? this.newBox(type) : undefined;
		return end;
	}

	/** @returns undefined when there are too many of them: a file of empty boxes shall not fill the memory */
	private newBox(type: string): KeptBox | undefined {
		this.keptBytes += BOX_COST;
		if (this.keptBytes > MOST_BYTES) {
			this.isTooLarge = true;
			this.left = Infinity;
			return undefined;
		}
		const box = { type, parts: [], isWhole: false };
		this.kept.push(box);
		return box;
	}

	private keep(part: Buffer): void {
		if (!this.present || this.isTooLarge) return;
		if (this.keptBytes + part.length > MOST_BYTES) {
			this.isTooLarge = true;
			return;
		}
		// A copy: a part of a chunk would hold all of it.
		this.present.parts.push(Buffer.from(part));
		this.keptBytes += part.length;
	}
}
