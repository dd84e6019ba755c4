import { readFile } from 'node:fs/promises';

/** A stretch of time. Milliseconds since the epoch. */
export interface Span {
	start: number;
	end: number;
}

/** When the event loop of an n8n was blocked, as `recordBlocks.mts` wrote it. */
export async function readBlocks(file: string): Promise<Span[]> {
	const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').filter(Boolean);
	return lines.map((line) => JSON.parse(line) as Span);
}

/**
 * The longest time for which something was blocked while something else ran, in milliseconds. Of a block
 * that began before, or ended after, only the part within counts: the rest is somebody else's.
 */
export function longestWithin(blocks: Span[], during: Span[]): number {
	const shared = blocks.flatMap((block) =>
		during.map(({ start, end }) => Math.min(block.end, end) - Math.max(block.start, start)),
	);
	return Math.max(0, ...shared);
}
