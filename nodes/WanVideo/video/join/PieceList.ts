import { damaged } from './Misfit';

/** Bytes to copy from a source. */
export interface Piece {
	/** Which source. */
	source: number;
	start: number;
	end: number;
}

/**
 * What a film's sample data is copied from, in order. From every source the pieces are taken from front to back, so
 * that a stream of it is enough.
 */
export class PieceList {
	readonly pieces: Piece[] = [];
	/** Of all pieces. */
	bytes = 0;
	private readonly ends = new Map<number, number>();

	/**
	 * Adds bytes of a source at the end.
	 *
	 * @returns where they are in the film's sample data
	 * @throws Misfit when they stand before what was added from the same source
	 */
	add(source: number, offset: number, bytes: number): number {
		const at = this.bytes;
		if (bytes === 0) return at;
		if (offset < (this.ends.get(source) ?? 0)) throw damaged('its frames overlap in the file');
		const last = this.pieces.at(-1);
		if (last?.source === source && last.end === offset) last.end += bytes;
		else this.pieces.push({ source, start: offset, end: offset + bytes });
		this.ends.set(source, offset + bytes);
		this.bytes += bytes;
		return at;
	}
}
