import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { prompts } from '../../bench/benchmarks/context';
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
});
