import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../../nodes/WanVideo/generation/clock';
import { Ledger } from '../../nodes/WanVideo/generation/Ledger';
import { openSession } from '../../nodes/WanVideo/generation/Session';
import { waitForEnd } from '../../nodes/WanVideo/generation/waitForEnd';
import { aimlApi as provider } from '../../nodes/WanVideo/providers/aimlApi';
import { dialects } from '../provider/dialects';
import { type Spread, spreadOf } from '../spread';

/** Seconds that generations take. */
export const durations = [5, 30, 60, 120, 240];
/** Seconds between two looks of what looks at fixed times. */
export const intervals = [2, 10, 15];
/** It costs no time, and a length that by chance fits an interval says nothing. */
const runs = 1000;
/** A generation takes up to this share more or less than is said. */
const variation = 0.1;

export interface NoticingResult {
	/** Looks every so many seconds; undefined for this package. */
	interval: number | undefined;
	/** How long the generation takes. */
	duration: number;
	/** From when it was ready to when that was known. */
	secondsLate: Spread;
	polls: Spread;
}

interface Noticed {
	secondsLate: number;
	polls: number;
}

/** How late a finished generation is noticed, and how many looks that takes; with a virtual clock. */
export async function benchNoticing(): Promise<NoticingResult[]> {
	const results: NoticingResult[] = [];
	for (const duration of durations) {
		for (const interval of [undefined, ...intervals]) {
			const noticed: Noticed[] = [];
			for (let run = 0; run < runs; run++) {
				const actual = duration * (1 + variation * (2 * ((run + 0.5) / runs) - 1));
				noticed.push(interval === undefined ? await ours(actual) : fixed(actual, interval));
			}
			results.push({
				interval,
				duration,
				secondsLate: spreadOf(noticed.map(({ secondsLate }) => secondsLate)),
				polls: spreadOf(noticed.map(({ polls }) => polls)),
			});
		}
	}
	return results;
}

function fixed(duration: number, interval: number): Noticed {
	const polls = Math.ceil(duration / interval);
	return { polls, secondsLate: polls * interval - duration };
}

/** This package's own code, with a clock that jumps and a provider that is asked without a network. */
async function ours(duration: number): Promise<Noticed> {
	let now = 0;
	let polls = 0;
	const clock: Clock = {
		now: () => now,
		elapsed: () => now,
		pause: (milliseconds) => {
			now += milliseconds;
			return Promise.resolve();
		},
	};
	const [aimlApi] = dialects;
	const context = {
		getCredentials: () => Promise.resolve({ apiKey: 'key', baseUrl: 'http://provider.invalid' }),
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getContext: () => ({}),
		getExecutionCancelSignal: () => undefined,
		getExecutionId: () => '1',
		getNode: () => ({ type: 'n8n-nodes-wan-video.wanVideo' }),
		helpers: {
			httpRequestWithAuthentication: () => {
				polls++;
				const videoUrl = now < duration * 1000 ? undefined : 'http://provider.invalid/video.mp4';
				const body = JSON.stringify(aimlApi?.tell({ id: 'generation', videoUrl }));
				return Promise.resolve({ statusCode: 200, headers: {}, body });
			},
		},
	} as unknown as IExecuteFunctions;
	const session = await openSession(context, provider, Ledger.of(context), clock);
	await waitForEnd(
		session,
		{ id: 'generation', model: 'model', endpoint: 'unified' },
		{ pollingInterval: 10, timeout: 1200, createdAt: 0, lookAtOnce: false },
	);
	return { polls, secondsLate: now / 1000 - duration };
}
