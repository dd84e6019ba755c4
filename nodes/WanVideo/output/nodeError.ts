import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { LeftBehind } from '../generation/Ledger';
import type { Problem } from '../problem';

/** What repeats the node without the memory of the first time. */
const OUT_OF_REACH =
	'Nothing else remembers this: Execute step, a Retry of an older execution, and a workflow or an MCP client that calls this one again would create anew.';

/**
 * A problem as n8n shows it: what failed, for which item, what to do, and what may be paid for.
 *
 * @param left what the run has left at the provider
 */
export function toNodeError(
	node: INode,
	problem: Problem,
	itemIndex: number,
	left: LeftBehind = { created: [], uncertain: [] },
): NodeApiError | NodeOperationError {
	const { message, details } = problem;
	const description = describe(problem, itemIndex, left) || undefined;

	// n8n's own error stays as it is but for what may be paid for: another around it would hide it, or be dropped.
	if (details.cause instanceof NodeApiError || details.cause instanceof NodeOperationError) {
		details.cause.description = description;
		return details.cause;
	}
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

function describe(
	{ kind, details: { cause, description, generationId } }: Problem,
	itemIndex: number,
	{ created, uncertain }: LeftBehind,
): string {
	const own =
		description ?? (cause as { description?: string | null } | undefined)?.description ?? '';
	const isTold = !generationId || created.includes(generationId) || own.includes(generationId);
	// n8n offers no Retry for an execution that was stopped.
	const way =
		kind === 'cancelled'
			? 'to be had with Fetch'
			: 'and kept for Retry On Fail and for a Retry of this execution';
	const others = uncertain.filter((one) => kind !== 'uncertain' || one.itemIndex !== itemIndex);
	const isKept = created.length > 0 || uncertain.length > 0 || kind === 'uncertain';
	return [
		own,
		!isTold && `The generation's ID is ${generationId}.`,
		created.length > 0 && `Created in this run, ${way}: ${created.join(', ')}.`,
		others.length > 0 &&
			`Not confirmed by the provider, so they may exist and may be charged: ${others.map(nameItem).join('; ')}.`,
		isKept && kind !== 'cancelled' && OUT_OF_REACH,
	]
		.filter(Boolean)
		.join(' ');
}

/** By n8n's own count, which begins with 0. */
function nameItem({ itemIndex, callName }: LeftBehind['uncertain'][number]): string {
	return `item index ${itemIndex}${callName ? ` (${callName})` : ''}`;
}
