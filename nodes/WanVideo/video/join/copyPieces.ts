import { invalid } from '../../models/words';
import type { ClipSource } from './ClipSource';
import type { Piece } from './PieceList';

/** A source that can be read, and how a sentence about it begins. */
export interface LabelledSource {
	source: ClipSource;
	label: string;
}

/**
 * The bytes of all pieces, one after another. Each source is opened when it is first needed, read from front to back,
 * and closed when it is no longer needed; what is held is what a source gives at a time.
 *
 * @throws Problem `invalidInput` when a source ends too early
 */
export async function* copyPieces(
	pieces: readonly Piece[],
	sources: readonly LabelledSource[],
): AsyncGenerator<Buffer, void> {
	const lastPieces = new Map(pieces.map((piece) => [piece.source, piece]));
	const readers = new Map<number, ForwardReader>();
	try {
		for (const piece of pieces) {
			const from = sources[piece.source];
			if (!from) throw new Error(`There is no source ${piece.source}`);
			const reader = readers.get(piece.source) ?? new ForwardReader(from);
			readers.set(piece.source, reader);
			yield* reader.read(piece.start, piece.end);
			if (lastPieces.get(piece.source) !== piece) continue;
			readers.delete(piece.source);
			await reader.close();
		}
	} finally {
		for (const reader of readers.values()) await reader.close();
	}
}

/** Reads a stream from front to back, and skips what isn't asked for. */
class ForwardReader {
	private chunks: AsyncIterator<Buffer> | undefined;
	private chunk: Buffer = Buffer.alloc(0);
	/** Where `chunk` begins in the source. */
	private at = 0;

	constructor(private readonly from: LabelledSource) {}

	async *read(start: number, end: number): AsyncGenerator<Buffer, void> {
		for (let next = start; next < end;) {
			if (this.at + this.chunk.length <= next) {
				await this.readOn();
				continue;
			}
			const part = this.chunk.subarray(next - this.at, end - this.at);
			next += part.length;
			yield part;
		}
	}

	async close(): Promise<void> {
		await this.chunks?.return?.();
	}

	private async readOn(): Promise<void> {
		this.chunks ??= (await this.from.source.open())[Symbol.asyncIterator]();
		this.at += this.chunk.length;
		const result = await this.chunks.next();
		if (result.done) {
			throw invalid(
				`${this.from.label} is damaged: it breaks off`,
				'Play it to see whether it is whole.',
			);
		}
		this.chunk = result.value;
	}
}
