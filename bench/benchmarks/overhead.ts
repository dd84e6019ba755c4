import { cpuSeconds } from '../n8n/usage';
import { LocalProvider } from '../provider/localProvider';
import { interleaved, type Spread, spreadOf } from '../spread';
import { addCreateByHand, addOurs, type Way } from '../ways';
import { type BenchContext, prompts } from './context';

export const itemCounts = [100, 1000, 5000];
/** A measurement repeats small batches until it has had so many items: a clock's tick is to be small. */
const itemsAtLeast = 1000;
const maxConcurrency = 20;

export interface OverheadResult {
	way: 'ours' | 'httpRequest';
	/** In one batch. */
	items: number;
	/** By the time of the node alone. */
	itemsPerSecond: Spread;
	/** CPU seconds of n8n for 1,000 items, with the workflow around the node and the record of it. */
	cpuSeconds: Spread;
}

interface Measured {
	itemsPerSecond: number;
	cpuSeconds: number;
}

/** What the node itself costs: creates that are answered at once, no waiting, no download. */
export async function benchOverhead({ runs, host, note }: BenchContext): Promise<OverheadResult[]> {
	const n8n = await host();
	const provider = await LocalProvider.start();
	const measure = async ({ lastNode, run }: Way, items: number): Promise<Measured> => {
		const batches = Math.max(1, itemsAtLeast / items);
		provider.begin({ seconds: 3, videoBytes: 0 });
		await n8n.settle();
		const cpuBefore = await cpuSeconds(n8n.pid);
		let seconds = 0;
		for (let batch = 0; batch < batches; batch++) {
			const done = await run(prompts(items));
			seconds += done.nodeSeconds[lastNode] ?? NaN;
		}
		const cpu = (await cpuSeconds(n8n.pid)) - cpuBefore;
		const all = batches * items;
		const { creates } = provider.counts();
		if (creates !== all) throw new Error(`${lastNode} created ${creates} of ${all}`);
		return { itemsPerSecond: all / seconds, cpuSeconds: (cpu / all) * 1000 };
	};
	try {
		const noWaiting = { waitForCompletion: false, downloadVideo: false };
		const ways: Array<[OverheadResult['way'], Way]> = [
			['ours', await addOurs(n8n, provider.url, maxConcurrency, noWaiting)],
			['httpRequest', await addCreateByHand(n8n, provider.url)],
		];
		const cases = itemCounts.flatMap((items) => ways.map(([name, way]) => ({ name, way, items })));
		note('warming up');
		for (const [, way] of ways) await measure(way, Math.max(...itemCounts));
		let done = 0;
		const measured = await interleaved(
			runs,
			cases.map(({ way, items }) => async () => {
				note(`run ${++done} of ${runs * cases.length}`);
				return await measure(way, items);
			}),
		);
		return cases.map(({ name, items }, index) => {
			const values = measured[index] ?? [];
			return {
				way: name,
				items,
				itemsPerSecond: spreadOf(values.map((one) => one.itemsPerSecond)),
				cpuSeconds: spreadOf(values.map((one) => one.cpuSeconds)),
			};
		});
	} finally {
		await provider.close();
	}
}
