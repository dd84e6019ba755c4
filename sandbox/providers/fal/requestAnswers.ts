import type { Answer } from '../../exchange';
import type { Failure } from '../../generations/failure';
import { answer, problem, type Addresses, type Detail, type Status } from './answers';
import { stateOf, type End, type QueueRequest, type QueueRequests } from './requests';

/** Where a request is found. */
export function addressesOf({ generation, app, origin }: QueueRequest): Addresses {
	const base = `${origin}/${app}/requests/${generation.id}`;
	return {
		request_id: generation.id,
		response_url: base,
		status_url: `${base}/status`,
		cancel_url: `${base}/cancel`,
	};
}

/** A header that all answers about a request have. */
export function naming({ generation }: QueueRequest): Record<string, string> {
	return { 'x-fal-request-id': generation.id };
}

/** How a request is doing. */
export function describeStatus(
	request: QueueRequest,
	requests: QueueRequests,
	withLogs: boolean,
): Answer {
	const state = stateOf(request);
	const addresses = addressesOf(request);
	const logs = withLogs ? { logs: logsOf(request) } : {};
	const say = (status: Status) => answer(200, status, naming(request));
	switch (state.phase) {
		case 'queued':
			return say({
				status: 'IN_QUEUE',
				...addresses,
				queue_position: requests.positionOf(request),
			});
		case 'running':
			return say({ status: 'IN_PROGRESS', ...addresses, ...logs });
		case 'completed': {
			const metrics = metricsOf(request, state.since);
			return say({ status: 'COMPLETED', ...addresses, ...logs, metrics });
		}
		case 'ended': {
			const metrics = metricsOf(request, state.since);
			const error = toldEarly(state.end);
			return say({ status: 'COMPLETED', ...addresses, ...logs, metrics, ...error });
		}
	}
}

/** What is answered in place of a result. */
export function describeEnd(request: QueueRequest, end: End): Answer {
	const named = (refusal: Answer, more: Record<string, string> = {}): Answer => {
		return { ...refusal, headers: { ...naming(request), ...more } };
	};
	switch (end.kind) {
		case 'canceled':
			return named(problem(499, 'The request was cancelled by the client.', 'client_cancelled'), {
				'x-fal-error-type': 'client_cancelled',
			});
		case 'timedOut':
			return named(problem(504, 'The request did not start in time.', 'request_timeout'), {
				'x-fal-error-type': 'request_timeout',
				'x-fal-request-timeout-type': 'user',
			});
		case 'missingPath':
			return named(problem(404, `Path ${end.path} not found`));
		case 'invalid':
			return named(answer(422, { detail: end.detail }));
		case 'failed':
			return end.failure.kind === 'internal'
				? named(problem(500, end.failure.message, 'internal_error'), {
						'x-fal-error-type': 'internal_error',
					})
				: named(answer(422, { detail: [detailOf(end.failure)] }));
	}
}

/** What the status says of an end; what is wrong with an input is found in the result only. */
function toldEarly(end: End): Pick<Status, 'error' | 'error_type'> {
	switch (end.kind) {
		case 'canceled':
			return { error: 'The request was cancelled by the client.', error_type: 'client_cancelled' };
		case 'timedOut':
			return { error: 'The request did not start in time.', error_type: 'request_timeout' };
		case 'missingPath':
		case 'invalid':
			return {};
		case 'failed':
			switch (end.failure.kind) {
				case 'contentPolicy':
					return { error: end.failure.message, error_type: 'content_policy_violation' };
				case 'internal':
					return { error: end.failure.message, error_type: 'internal_error' };
				case 'input':
					return {};
			}
	}
}

function detailOf({ kind, message, unreachable }: Failure): Detail {
	if (kind === 'contentPolicy') {
		return { loc: ['body', 'prompt'], msg: message, type: 'content_policy_violation' };
	}
	const type = unreachable ? 'file_download_error' : 'partner_validation_failed';
	return { loc: ['body'], msg: message, type };
}

function logsOf({ generation, endpoint }: QueueRequest): NonNullable<Status['logs']> {
	const timestamp = generation.dequeuedAt.toISOString();
	return [{ message: `Running ${endpoint}`, timestamp, level: 'INFO', source: 'USER' }];
}

function metricsOf({ generation }: QueueRequest, end: Date): NonNullable<Status['metrics']> {
	const ms = Math.max(0, end.getTime() - generation.dequeuedAt.getTime());
	return { inference_time: ms / 1000 };
}
