import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { prompts } from '../../bench/benchmarks/context';
import { longestWithin } from '../../bench/n8n/blocks';
import { Host } from '../../bench/n8n/host';
import { LocalProvider } from '../../bench/provider/localProvider';
import { addBuiltIn, addByHand, addOurs, type WayName } from '../../bench/ways';
import { Started } from './support/Started';

const concurrency = 2;

/** What `npm run bench` compares. A way that stopped working in n8n would make a figure of nothing. */
const ways: Record<WayName, typeof addBuiltIn> = {
	ours: async (host: Host, url: string) => await addOurs(host, url, concurrency),
	byHand: async (host: Host, url: string) => await addByHand(host, url, concurrency),
	builtIn: addBuiltIn,
};

describe("In the benchmarks' n8n", () => {
	const started = new Started();
	let host: Host;
	let provider: LocalProvider;

	beforeAll(async () => {
		host = await Host.start(new AbortController().signal);
		started.atEnd(async () => {
			await host.stop();
		});
		provider = await LocalProvider.start();
		started.atEnd(async () => {
			await provider.close();
		});
	});

	afterAll(async () => {
		await started.end();
	});

	it.each(Object.entries(ways))(
		'%s makes a video for each item, as soon as it is added',
		async (_name, add) => {
			provider.begin({ seconds: 0, videoBytes: 1000 });
			const { lastNode, run } = await add(host, provider.url);
			const { items } = await run(prompts(3));
			expect(items[lastNode]).toBe(3);
			expect(provider.counts()).toMatchObject({ creates: 3, downloads: 3 });
		},
	);

	it.each(['database', 'default'] as const)(
		'a video is made where binary data is kept in another place: %s',
		async (binaryDataMode) => {
			await host.restart({ binaryDataMode });
			provider.begin({ seconds: 0, videoBytes: 1000 });
			const { runUnread } = await addOurs(host, provider.url, concurrency);
			await runUnread(prompts(1));
			expect(provider.counts()).toMatchObject({ creates: 1, downloads: 1 });
		},
	);

	it('blocks are recorded, and told for the time of a node', async () => {
		await host.restart({ recordsBlocks: true });
		provider.begin({ seconds: 0, videoBytes: 1000 });
		const { lastNode, run } = await addOurs(host, provider.url, concurrency);
		const { nodeSpans } = await run(prompts(3));
		const recorded = await host.blocks();
		const { blocks, collections } = recorded;
		// n8n's start alone is full of them.
		expect(blocks.length).toBeGreaterThan(0);
		expect(collections.length).toBeGreaterThan(0);
		for (const { start, end, cpu } of blocks) {
			expect(end).toBeGreaterThan(start);
			expect(cpu).toBeGreaterThanOrEqual(0);
		}
		const spans = nodeSpans[lastNode] ?? [];
		expect(spans).toHaveLength(1);
		const node = Math.max(...spans.map(({ start, end }) => end - start));
		expect(longestWithin(recorded, spans).byClock).toBeLessThanOrEqual(node);
	});

	it('an execution is stopped', async () => {
		provider.begin({ seconds: 600, videoBytes: 1000 });
		const { runStopped } = await addOurs(host, provider.url, concurrency);
		expect(await runStopped(prompts(3), 1000)).toBeGreaterThan(0);
		expect(provider.counts().downloads).toBe(0);
	});
});
