import { LocalProvider, type Tally } from '../provider/localProvider';
import { interleaved, scaled, type Spread, spreadOf } from '../spread';
import { addBuiltIn, addByHand, addOurs, type Way, type WayName } from '../ways';
import { type BenchContext, prompts } from './context';

export const batchSizes = [5, 20, 50];
export const concurrencies = [5, 20];
/** How long each generation takes. */
export const generationSeconds = 3;

const terms = { seconds: generationSeconds, videoBytes: 1_000_000 };

export interface BatchResult {
	way: WayName;
	items: number;
	/** How many generations may be under way at once; the built-in node uses one of them at a time. */
	concurrency: number;
	seconds: Spread;
	/** Time over the least that is possible, ⌈N/c⌉ × G. */
	ratioToLimit: Spread;
	creates: Spread;
	polls: Spread;
}

interface Measured {
	seconds: number;
	tally: Tally;
}

/** The least that a batch can take. */
export function limitSeconds(items: number, concurrency: number): number {
	return Math.ceil(items / concurrency) * generationSeconds;
}

/** How long a batch takes, from the start of the execution to its stop. */
export async function benchBatch({ runs, host, note }: BenchContext): Promise<BatchResult[]> {
	const n8n = await host();
	const providers: LocalProvider[] = [];
	const provider = async () => {
		const started = await LocalProvider.start();
		providers.push(started);
		return started;
	};
	try {
		const besides: Array<{ items: number; own: LocalProvider; way: Way }> = [];
		for (const items of batchSizes) {
			for (let run = 0; run < runs; run++) {
				const own = await provider();
				besides.push({ items, own, way: await addBuiltIn(n8n, own.url) });
			}
		}
		const own = await provider();
		note('warming up');
		const cases: Array<{ name: WayName; way: Way; items: number; concurrency: number }> = [];
		for (const concurrency of concurrencies) {
			const ours = await addOurs(n8n, own.url, concurrency);
			const byHand = await addByHand(n8n, own.url, concurrency);
			for (const way of [ours, byHand]) await measure(own, way, Math.min(...batchSizes));
			for (const items of batchSizes) {
				cases.push({ name: 'ours', way: ours, items, concurrency });
				cases.push({ name: 'byHand', way: byHand, items, concurrency });
			}
		}
		// The built-in node's runs consist of waiting for minutes, so they all go on beside the others, each
		// with a provider to itself.
		const builtIn = Promise.all(
			besides.map(async ({ items, own, way }) => await measure(own, way, items)),
		);
		// Awaited below: until then a failure is not one that nobody looks at.
		builtIn.catch(() => undefined);
		let done = 0;
		const measured = await interleaved(
			runs,
			cases.map(({ way, items }) => async () => {
				note(`run ${++done} of ${runs * cases.length}`);
				return await measure(own, way, items);
			}),
		);
		note("waiting for the built-in node's runs");
		const measuredBesides = await builtIn;
		return [
			...cases.map(({ name, items, concurrency }, index) =>
				resultOf(name, items, concurrency, measured[index] ?? []),
			),
			...concurrencies.flatMap((concurrency) =>
				batchSizes.map((items) => {
					const all = measuredBesides.filter((_, index) => besides[index]?.items === items);
					return resultOf('builtIn', items, concurrency, all);
				}),
			),
		];
	} finally {
		for (const started of providers) await started.close();
	}
}

async function measure(
	provider: LocalProvider,
	{ lastNode, run }: Way,
	count: number,
): Promise<Measured> {
	provider.begin(terms);
	const { seconds, items } = await run(prompts(count));
	const tally = provider.counts();
	// A way that lost a video would be quick.
	if (items[lastNode] !== count || tally.downloads !== count) {
		throw new Error(`${lastNode} made ${tally.downloads} of ${count} videos`);
	}
	return { seconds, tally };
}

function resultOf(
	way: WayName,
	items: number,
	concurrency: number,
	measured: Measured[],
): BatchResult {
	const seconds = spreadOf(measured.map((one) => one.seconds));
	return {
		way,
		items,
		concurrency,
		seconds,
		ratioToLimit: scaled(seconds, 1 / limitSeconds(items, concurrency)),
		creates: spreadOf(measured.map(({ tally }) => tally.creates)),
		polls: spreadOf(measured.map(({ tally }) => tally.polls)),
	};
}
