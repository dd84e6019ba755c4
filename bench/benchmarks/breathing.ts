import { type Longest, longestWithin } from '../n8n/blocks';
import { LocalProvider } from '../provider/localProvider';
import { interleaved, type Spread, spreadOf } from '../spread';
import { addCreateByHand, addNothing, addOurs, type Way } from '../ways';
import { type BenchContext, prompts } from './context';

/** In one batch. */
export const breathingItems = 5000;
/** Milliseconds after the start of an execution at which it is to be stopped: its items are being read then. */
export const stopAfter = 500;
const maxConcurrency = 20;

export interface BreathingResult {
	way: 'ours' | 'httpRequest' | 'nothing';
	/** The longest for which n8n came to nothing else while it was at the node, in milliseconds. */
	longestBlock: {
		/** What whoever waits for n8n has of it. */
		byClock: Spread;
		/** The same without V8's collecting of garbage, most of which is not the node's. */
		besidesCollections: Spread;
		/** Time of n8n's thread alone: what else the machine does at the same moment is not in it. */
		byCpu: Spread;
	};
	/** Absent for the node that does nothing: it has ended before it can be stopped. */
	stop?: {
		/** Seconds from wanting to stop the execution to its end. */
		seconds: Spread;
		/** What had been created by then. */
		creates: Spread;
	};
}

/** Whether n8n, which does everything in one thread, gets to something else during a large batch. */
export async function benchBreathing({
	runs,
	host,
	note,
}: BenchContext): Promise<BreathingResult[]> {
	const n8n = await host();
	const provider = await LocalProvider.start();
	const begin = async () => {
		await n8n.settle();
		provider.begin({ seconds: 3, videoBytes: 0 });
	};
	const longestBlock = async ({ lastNode, run }: Way) => {
		await begin();
		const { nodeSpans, items } = await run(prompts(breathingItems));
		if (items[lastNode] !== breathingItems) throw new Error(`${lastNode} lost items`);
		return longestWithin(await n8n.blocks(), nodeSpans[lastNode] ?? []);
	};
	const stop = async ({ runStopped }: Way) => {
		await begin();
		const seconds = await runStopped(prompts(breathingItems), stopAfter);
		return { seconds, creates: provider.counts().creates };
	};
	try {
		const noWaiting = { waitForCompletion: false, downloadVideo: false };
		const ways: Array<[BreathingResult['way'], Way]> = [
			['ours', await addOurs(n8n, provider.url, maxConcurrency, noWaiting)],
			['httpRequest', await addCreateByHand(n8n, provider.url)],
			['nothing', await addNothing(n8n)],
		];
		const stoppable = ways.filter(([name]) => name !== 'nothing');
		await n8n.restart({ recordsBlocks: true });
		note('warming up');
		for (const [, way] of ways) await longestBlock(way);
		let done = 0;
		const counted = async <Value>(measured: Promise<Value>) => {
			note(`run ${++done} of ${runs * (ways.length + stoppable.length)}`);
			return await measured;
		};
		const blocks = await interleaved(
			runs,
			ways.map(
				([, way]) =>
					async () =>
						await counted(longestBlock(way)),
			),
		);
		const stops = await interleaved(
			runs,
			stoppable.map(
				([, way]) =>
					async () =>
						await counted(stop(way)),
			),
		);
		// What is measured next is to be without the record.
		await n8n.restart();
		return ways.map(([way], index) => ({
			way,
			longestBlock: spreads(blocks[index] ?? []),
			...(stops[index] && {
				stop: {
					seconds: spreadOf(stops[index].map(({ seconds }) => seconds)),
					creates: spreadOf(stops[index].map(({ creates }) => creates)),
				},
			}),
		}));
	} finally {
		await provider.close();
	}
}

function spreads(longest: Longest[]): BreathingResult['longestBlock'] {
	return {
		byClock: spreadOf(longest.map(({ byClock }) => byClock)),
		besidesCollections: spreadOf(longest.map(({ besidesCollections }) => besidesCollections)),
		byCpu: spreadOf(longest.map(({ byCpu }) => byCpu)),
	};
}
