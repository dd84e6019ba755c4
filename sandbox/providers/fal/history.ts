import type { Answer } from '../../exchange';
import { answer } from './answers';
import { stateOf, type QueueRequest, type RequestState } from './requests';

/** As the contract has read it. */
export interface HistoryQuery {
	endpoint_id: string;
	/** ISO 8601; so is the end. */
	start?: string;
	end?: string;
	status?: 'success' | 'error' | 'user_error';
	request_id?: string;
	expand?: string | string[];
	limit?: number | string;
	cursor?: string;
}

const DAY_MS = 24 * 3_600_000;

/**
 * A page of what was asked of an endpoint, the last first. Those that have not ended are there, too, without a status.
 *
 * Source: https://fal.ai/docs/platform-apis/v1/models/requests/by-endpoint
 *
 * @param resultOf what is answered when a result is asked for
 */
export function listRequests(
	requests: QueueRequest[],
	query: HistoryQuery,
	resultOf: (request: QueueRequest) => Answer,
): Answer {
	// Who knows an id may look further back.
	const usual = query.request_id === undefined ? DAY_MS : 90 * DAY_MS;
	const until = query.end === undefined ? Infinity : Date.parse(query.end);
	const from = query.start === undefined ? Date.now() - usual : Date.parse(query.start);
	const rows = requests
		.filter((request) => {
			const { id, createdAt } = request.generation;
			const sentAt = createdAt.getTime();
			return (
				request.isKept &&
				request.endpoint === query.endpoint_id &&
				sentAt >= from &&
				sentAt <= until &&
				[undefined, id].includes(query.request_id)
			);
		})
		.map((request) => row(request, resultOf, listOf(query.expand).includes('payloads')))
		.filter(({ status_code: code }) => isOf(query.status, code));
	return answer(200, page('items', rows, query));
}

/** A query's values: one may stand alone. */
export function listOf(values: string | string[] = []): string[] {
	return typeof values === 'string' ? [values] : values;
}

/** A page of rows, and where the next one begins. */
export function page(
	name: string,
	rows: unknown[],
	{ limit, cursor }: { limit?: number | string; cursor?: string },
) {
	const begin = Number(cursor ?? 0) || 0;
	const end = begin + Number(limit ?? 50);
	const hasMore = end < rows.length;
	return {
		[name]: rows.slice(begin, end),
		has_more: hasMore,
		next_cursor: hasMore ? String(end) : null,
	};
}

function row(
	request: QueueRequest,
	resultOf: (request: QueueRequest) => Answer,
	withPayloads: boolean,
) {
	const { generation, endpoint, sent } = request;
	const state = stateOf(request);
	const result = hasEnded(state) ? resultOf(request) : undefined;
	const startedAt = state.phase === 'queued' ? undefined : generation.dequeuedAt;
	const seconds = (state.since.getTime() - generation.dequeuedAt.getTime()) / 1000;
	return {
		request_id: generation.id,
		endpoint_id: endpoint,
		sent_at: generation.createdAt.toISOString(),
		started_at: startedAt?.toISOString() ?? null,
		ended_at: result ? state.since.toISOString() : null,
		status_code: result?.status ?? null,
		duration: result ? Math.max(0, seconds) : null,
		...(withPayloads && { json_input: sent, json_output: result?.body ?? null }),
	};
}

function hasEnded({ phase }: RequestState): boolean {
	return phase === 'completed' || phase === 'ended';
}

function isOf(status: HistoryQuery['status'], code: number | null): boolean {
	switch (status) {
		case undefined:
			return true;
		case 'success':
			return code === 200;
		case 'user_error':
			return code !== null && code >= 400 && code < 500;
		case 'error':
			return code !== null && code >= 500;
	}
}
