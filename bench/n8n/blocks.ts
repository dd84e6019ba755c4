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

/** What `recordBlocks.mts` has written. */
export interface BlocksRecord {
	blocks: Block[];
	/** When V8 collected garbage, and so stood still; blocks contain these. */
	collections: Span[];
}

export async function readBlocks(file: string): Promise<BlocksRecord> {
	const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').filter(Boolean);
	const spans = lines.map((line) => JSON.parse(line) as Span | Block);
	return {
		blocks: spans.filter((span) => 'cpu' in span),
		collections: spans.filter((span) => !('cpu' in span)),
	};
}

/** The longest that an event loop was blocked, in milliseconds; each may be of another block. */
export interface Longest {
	byClock: number;
	/** The same without V8's collections: what the code itself took. */
	besidesCollections: number;
	byCpu: number;
}

/** Of a block that began before, or ended after, only the share within counts: the rest is somebody else's. */
export function longestWithin({ blocks, collections }: BlocksRecord, during: Span[]): Longest {
	const shares = blocks.flatMap((block) =>
		during.map((span) => {
			const shared = intersection(block, span);
			const byClock = length(shared);
			const collected = collections.reduce(
				(sum, collection) => sum + length(intersection(collection, shared)),
				0,
			);
			return {
				byClock,
				besidesCollections: byClock - collected,
				byCpu: (block.cpu * byClock) / length(block),
			};
		}),
	);
	const longest = (figure: keyof Longest) => Math.max(0, ...shares.map((one) => one[figure]));
	return {
		byClock: longest('byClock'),
		besidesCollections: longest('besidesCollections'),
		byCpu: longest('byCpu'),
	};
}

function intersection(one: Span, other: Span): Span {
	return { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) };
}

function length({ start, end }: Span): number {
	return Math.max(0, end - start);
}
