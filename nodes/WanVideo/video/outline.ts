import { containerType, HEAD_LENGTH } from './videoType';

/** Bytes of all that is kept: more than the header of any real video has. */
const MOST_KEPT = 64 * 1024 * 1024;
const LONGEST_BOX_HEADER = 16;
/** What `readVideo` looks into. Of others it sees that they are there; samples and padding are large. */
const KEPT = ['ftyp', 'moof', 'moov'];

/**
 * Takes in a video's bytes as they come by, and keeps what tells what it is: of MP4 and MOV the header, of other files the
 * first bytes. So a video of any length takes no more memory than its header.
 */
export class Outline {
	private kept: Buffer[] = [];
	private keptLength = 0;
	/** Bytes that wait until a box's header is whole. */
	private pending = Buffer.alloc(0);
	/** Bytes of the box that is coming by; Infinity for one that ends with the file. */
	private rest = 0;
	private isKeeping = false;
	private kind: 'unknown' | 'boxes' | 'other' = 'unknown';

	add(chunk: Uint8Array): void {
		let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		while (bytes.length > 0) {
			if (this.rest > 0) {
				const taken = bytes.subarray(0, Math.min(this.rest, bytes.length));
				this.rest -= taken.length;
				if (this.isKeeping) this.keep(taken);
				bytes = bytes.subarray(taken.length);
			} else {
				this.pending = Buffer.concat([this.pending, bytes]);
				bytes = this.takeHeader();
			}
		}
	}

	/** A file with the same header, and with other boxes empty: to be read as the whole one. */
	end(): Buffer {
		this.keep(this.pending);
		this.pending = Buffer.alloc(0);
		return Buffer.concat(this.kept);
	}

	/** @returns what comes behind a box's header; nothing while that is not whole */
	private takeHeader(): Buffer {
		const { pending } = this;
		const needed = this.kind === 'unknown' ? HEAD_LENGTH : LONGEST_BOX_HEADER;
		if (pending.length < needed) return Buffer.alloc(0);
		this.pending = Buffer.alloc(0);
		if (this.kind === 'unknown') this.kind = kindOf(pending);
		const told = pending.readUInt32BE(0);
		const isLong = told === 1;
		const length = isLong ? LONGEST_BOX_HEADER : 8;
		const size = isLong ? Number(pending.readBigUInt64BE(8)) : told || Infinity;
		if (this.kind === 'other' || size < length) {
			// Nothing more can be told of it.
			this.keep(pending);
			this.isKeeping = false;
			this.rest = Infinity;
			return Buffer.alloc(0);
		}
		const type = pending.toString('latin1', 4, 8);
		this.isKeeping = KEPT.includes(type);
		this.rest = size - length;
		this.keep(this.isKeeping ? pending.subarray(0, length) : emptyBox(type));
		return pending.subarray(length);
	}

	private keep(bytes: Buffer): void {
		if (this.keptLength + bytes.length > MOST_KEPT) {
			this.isKeeping = false;
			return;
		}
		this.keptLength += bytes.length;
		// A copy: the chunk that it is a part of may be much larger.
		this.kept.push(Buffer.from(bytes));
	}
}

const emptyBox = (type: string) => Buffer.from(`\0\0\0\x08${type}`, 'latin1');

function kindOf(head: Buffer): 'boxes' | 'other' {
	const type = containerType(head.subarray(0, HEAD_LENGTH))?.mimeType;
	return type === 'video/mp4' || type === 'video/quicktime' ? 'boxes' : 'other';
}
