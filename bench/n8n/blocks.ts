import { readFile } from 'node:fs/promises';

/** A stretch of time. Milliseconds since the epoch. */
export interface Span {
	start: number;
	end: number;
}

/** A stretch of time for which an event loop came to nothing else. */
export interface Block extends Span {
	/** Milliseconds of it for which the thread was computing: the rest it waited, for a file or for its turn. */
	cpu: number;
}

/** When the event loop of an n8n was blocked, as `recordBlocks.mts` wrote it. */
export async function readBlocks(file: string): Promise<Block[]> {
	const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').filter(Boolean);
	return lines.map((line) => JSON.parse(line) as Block);
}

/** The longest that something was blocked while something else ran, in milliseconds. */
export interface Longest {
	byClock: number;
	byCpu: number;
}

/** Of a block that began before, or ended after, only the share within counts: the rest is somebody else's. */
export function longestWithin(blocks: Block[], during: Span[]): Longest {
	const shares = blocks.flatMap((block) =>
		during.map(({ start, end }) => {
			const shared = Math.min(block.end, end) - Math.max(block.start, start);
			return { byClock: shared, byCpu: (block.cpu * shared) / (block.end - block.start) };
		}),
	);
	return {
		byClock: Math.max(0, ...shares.map(({ byClock }) => byClock)),
		byCpu: Math.max(0, ...shares.map(({ byCpu }) => byCpu)),
	};
}
