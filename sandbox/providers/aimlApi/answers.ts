import { randomUUID } from 'node:crypto';

import type { Answer } from '../../exchange';
import type { Order } from '../../generations/order';

/** A generation as it is answered. */
export interface GenerationAnswer {
	id: string;
	status: 'queued' | 'generating' | 'completed' | 'error';
	video: { url: string } | null;
	error: { name: string; message: string } | null;
	meta: { usage: Usage } | null;
}

/** What a generation has cost. */
export interface Usage {
	credits_used: number;
	usd_spent: number;
}

/** A refusal as it is answered. */
export interface Problem {
	message: string;
	path: string;
	requestId: string;
	statusCode: number;
	/** ISO 8601 */
	timestamp: string;
}

const USD_PER_SECOND = 0.1;
export const CREDITS_PER_USD = 2_000_000;

/** What a generation of this order costs. */
export function usageOf({ seconds }: Order): Usage {
	const usd = Math.round(seconds * USD_PER_SECOND * 100) / 100;
	return { credits_used: Math.round(usd * CREDITS_PER_USD), usd_spent: usd };
}

export function answer(status: number, body: unknown): Answer {
	return { status, headers: { 'x-inference-id': randomUUID() }, body };
}

export function problem(statusCode: number, message: string, path: string): Answer {
	const timestamp = new Date().toISOString();
	const refusal: Problem = { message, path, requestId: randomUUID(), statusCode, timestamp };
	return answer(statusCode, refusal);
}
