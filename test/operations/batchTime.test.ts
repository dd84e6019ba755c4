import { setImmediate as turn } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';
import type { Logger } from 'n8n-workflow';

import type { Clock } from '../../nodes/WanVideo/generation/clock';
import { type Created, generate } from '../../nodes/WanVideo/generation/generate';
import { Kept } from '../../nodes/WanVideo/generation/Kept';
import { Ledger } from '../../nodes/WanVideo/generation/Ledger';
import type { Session } from '../../nodes/WanVideo/generation/Session';
import { SubmissionGate } from '../../nodes/WanVideo/generation/SubmissionGate';
import { asText } from '../../nodes/WanVideo/models/text';
import { type Outcome, runBatch } from '../../nodes/WanVideo/operations/batch';
import type { Connection } from '../../nodes/WanVideo/providers/Connection';
import type { ApiRequest, Order } from '../../nodes/WanVideo/providers/ProviderApi';
import { aimlApi } from '../../nodes/WanVideo/providers/aimlApi';

/** Jumps to the end of the next pause as soon as nothing else is left to do: no timing luck, no waiting. */
class VirtualClock implements Clock {
	private time = 0;

	private readonly pauses: Array<{ until: number; end: () => void }> = [];

	now(): number {
		return this.time;
	}

	elapsed(): number {
		return this.time;
	}

	async pause(milliseconds: number): Promise<void> {
		await new Promise<void>((end) => {
			this.pauses.push({ until: this.time + milliseconds, end });
		});
	}

	/** @returns the milliseconds that the work took on this clock */
	async timeOf(work: Promise<unknown>): Promise<number> {
		const state = { isDone: false };
		void work.finally(() => {
			state.isDone = true;
		});
		for (;;) {
			await turn();
			if (state.isDone) return this.time;
			this.pauses.sort((a, b) => a.until - b.until);
			const next = this.pauses.shift();
			if (!next) continue;
			this.time = next.until;
			next.end();
		}
	}
}

/** A provider whose generations take so long on the clock, and that answers at once. */
class Provider {
	readonly readyAt: number[] = [];

	mostInFlight = 0;

	constructor(
		private readonly clock: Clock,
		private readonly milliseconds: number,
	) {}

	send({ method, query }: ApiRequest): Promise<unknown> {
		const now = this.clock.now();
		if (method === 'POST') {
			const inFlight = this.readyAt.filter((ready) => ready > now).length;
			this.mostInFlight = Math.max(this.mostInFlight, inFlight + 1);
			this.readyAt.push(now + this.milliseconds);
			return this.answer({ id: String(this.readyAt.length - 1), status: 'queued' });
		}
		const id = asText(query?.generation_id);
		const isReady = now >= (this.readyAt[Number(id)] ?? Infinity);
		return this.answer(
			isReady
				? { id, status: 'completed', video: { url: 'https://example.com/video.mp4' } }
				: { id, status: 'generating' },
		);
	}

	private async answer(json: object): Promise<unknown> {
		return await Promise.resolve({ status: 200, headers: {}, json, isWebPage: false });
	}
}

async function runOnVirtualClock(items: number, seconds: number, maxConcurrency: number) {
	const clock = new VirtualClock();
	const provider = new Provider(clock, seconds * 1000);
	const session: Session = {
		connection: {
			provider: aimlApi,
			api: aimlApi.api,
			providerName: aimlApi.label,
			baseUrl: 'https://example.com',
			send: provider.send.bind(provider),
		} as unknown as Connection,
		ledger: new Ledger({}, { index: 0, executionId: '1', isTool: false }),
		kept: new Kept({}, clock),
		videos: new Map(),
		ordersUnderWay: [],
		gate: new SubmissionGate(clock),
		clock,
		logger: {} as Logger,
		signal: new AbortController().signal,
		isStopped: () => false,
		halt: () => undefined,
	};
	const orders = Array.from({ length: items }, (_, item): Outcome<Order> => {
		const order = { model: 'm', fields: { prompt: `Clip ${item}` }, endpoint: 'unified' } as const;
		return { ok: true, value: order };
	});
	const work = runBatch<Order, Created, string>(
		session,
		orders,
		{
			generate: async (own, order, itemIndex) =>
				await generate(own, {
					order: () => Promise.resolve(order),
					itemIndex,
					wait: true,
					pollingInterval: 10,
					timeout: 1200,
					cancelOnStop: false,
				}),
			finish: async (_, { generation }) => await Promise.resolve(generation.id),
		},
		{ maxConcurrency, continueOnFail: false },
	);
	const took = (await clock.timeOf(work)) / 1000;
	return { took, provider, outcomes: await work };
}

describe.each([
	[20, 3, 5],
	[20, 3, 20],
	[50, 3, 5],
	[20, 60, 5],
])('a batch of %d clips of %d s each, %d at a time', (items, seconds, concurrency) => {
	it('takes at most 15 % longer than its waves, at the default settings', async () => {
		const { took } = await runOnVirtualClock(items, seconds, concurrency);
		expect(took).toBeLessThanOrEqual(1.15 * Math.ceil(items / concurrency) * seconds);
	});

	it('never has more in flight than that, and creates each once', async () => {
		const { provider, outcomes } = await runOnVirtualClock(items, seconds, concurrency);
		expect(provider.mostInFlight).toBe(concurrency);
		expect(provider.readyAt).toHaveLength(items);
		expect(outcomes.every(({ ok }) => ok)).toBe(true);
	});
});
