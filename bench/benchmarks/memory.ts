import type { BinaryDataMode } from '../n8n/host';
import { memoryGrowth } from '../n8n/usage';
import { LocalProvider } from '../provider/localProvider';
import { interleaved, type Spread, spreadOf } from '../spread';
import { addBuiltIn, addByHand, addOurs, type Way, type WayName } from '../ways';
import { type BenchContext, prompts } from './context';

export const videoMegabytes = [1, 100, 300];
const largest = Math.max(...videoMegabytes);
/** Where n8n keeps binary data: in files with videos of every length, elsewhere with the longest. */
export const storages: ReadonlyArray<{ mode: BinaryDataMode; name: string; lengths: number[] }> = [
	{ mode: 'filesystem', name: 'Files (`filesystem`)', lengths: videoMegabytes },
	{ mode: 'database', name: 'Database (`database`)', lengths: [largest] },
	{ mode: 'default', name: 'Memory (`default`)', lengths: [largest] },
];

export interface MemoryResult {
	way: WayName;
	mode: BinaryDataMode;
	/** Of the one video that is made. */
	megabytes: number;
	/** Peak resident memory of n8n over that before the run, in MB. */
	growth: Spread;
}

/** What a video costs in memory, by where n8n keeps binary data. */
export async function benchMemory({ runs, host, note }: BenchContext): Promise<MemoryResult[]> {
	const n8n = await host();
	const provider = await LocalProvider.start();
	const make = async ({ lastNode, runUnread }: Way, megabytes: number) => {
		// Ready at once: the waiting is measured elsewhere.
		provider.begin({ seconds: 0, videoBytes: megabytes * 1e6 });
		await runUnread(prompts(1));
		if (provider.counts().downloads !== 1) throw new Error(`${lastNode} downloaded no video`);
	};
	// In an n8n just started: memory that was once used and is free again would take in what comes next.
	const measure = async (way: Way, binaryDataMode: BinaryDataMode, megabytes: number) => {
		await n8n.restart({ binaryDataMode });
		// What is loaded only once is not what a video costs.
		await make(way, 1);
		await n8n.settle();
		const growth = await memoryGrowth(n8n.pid, async () => {
			await make(way, megabytes);
		});
		return growth / 1e6;
	};
	try {
		const ways: Array<[WayName, Way]> = [
			['ours', await addOurs(n8n, provider.url, 5)],
			['byHand', await addByHand(n8n, provider.url, 5)],
			['builtIn', await addBuiltIn(n8n, provider.url)],
		];
		const cases = storages.flatMap(({ mode, lengths }) =>
			lengths.flatMap((megabytes) => ways.map(([name, way]) => ({ name, way, mode, megabytes }))),
		);
		let done = 0;
		const measured = await interleaved(
			runs,
			cases.map(({ way, mode, megabytes }) => async () => {
				note(`run ${++done} of ${runs * cases.length}`);
				return await measure(way, mode, megabytes);
			}),
		);
		// What is measured next is to have n8n as it is by default.
		await n8n.restart();
		return cases.map(({ name, mode, megabytes }, index) => ({
			way: name,
			mode,
			megabytes,
			growth: spreadOf(measured[index] ?? []),
		}));
	} finally {
		await provider.close();
	}
}
