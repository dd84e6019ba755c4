import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Problem } from '../problem';

/**
 * A problem as n8n shows it: what failed, for which item, what to do.
 *
 * @param createdIds generations of this run that were created, and so may be paid for
 */
export function toNodeError(
	node: INode,
	problem: Problem,
	itemIndex: number,
	createdIds: string[] = [],
): NodeApiError | NodeOperationError {
	const { message, details } = problem;
	// n8n offers no Retry for an execution that was stopped.
	const way = problem.kind === 'cancelled' ? 'to be had with Fetch' : 'and kept for a retry';
	const kept = createdIds.length > 0 && `Created in this run, ${way}: ${createdIds.join(', ')}.`;
	const description = [details.description, kept].filter(Boolean).join(' ') || undefined;

	if (details.cause instanceof NodeApiError) return details.cause;
	if (details.cause) return new NodeOperationError(node, details.cause, { description, itemIndex });
	if (problem.kind === 'invalidInput' || problem.kind === 'cancelled') {
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	const response: JsonObject = { message };
	return new NodeApiError(node, response, {
		message,
		description,
		httpCode: details.httpStatus?.toString(),
		itemIndex,
	});
}
