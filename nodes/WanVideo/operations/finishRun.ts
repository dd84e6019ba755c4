import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Session } from '../generation/Session';
import type { Problem } from '../problem';
import type { Outcome } from './batch';
import { toNodeError } from './nodeError';
import { toErrorItem } from './outputItem';

/**
 * The node's output: an item for every input item, in their order. Without Continue On Fail a
 * failed item fails the node, with every id that was created in the error.
 *
 * @param known what to tell of a failed item besides its error and id
 * @throws NodeApiError or NodeOperationError
 */
export function finishRun(
	context: IExecuteFunctions,
	session: Session,
	outcomes: Array<Outcome<INodeExecutionData>>,
	known: IDataObject,
): INodeExecutionData[] {
	const createdIds = session.ledger.createdIds();
	const userStopped = context.getExecutionCancelSignal()?.aborted ?? false;
	if (userStopped && createdIds.length > 0) {
		session.logger.warn(
			`Wan Video was stopped; generations it had created: ${createdIds.join(', ')}`,
		);
	}
	if (userStopped || !context.continueOnFail()) throwFirst(context, outcomes, createdIds);

	return outcomes.map((outcome, itemIndex) =>
		outcome.ok ? outcome.value : failItem(context, outcome.problem, known, itemIndex),
	);
}

/**
 * The output when there is no working on any item: the credential is unusable, for example.
 *
 * @throws NodeApiError or NodeOperationError, unless the workflow continues on a failure
 */
export function failRun(
	context: IExecuteFunctions,
	problem: Problem,
	known: IDataObject,
): INodeExecutionData[] {
	if (!context.continueOnFail()) throw toNodeError(context.getNode(), problem, 0);
	return context.getInputData().map((_, itemIndex) => failItem(context, problem, known, itemIndex));
}

function failItem(
	context: IExecuteFunctions,
	problem: Problem,
	known: IDataObject,
	itemIndex: number,
): INodeExecutionData {
	const node = context.getNode();
	const { generationId } = problem.details;
	return toErrorItem(
		toNodeError(node, problem, itemIndex),
		{ ...(generationId && { id: generationId }), ...known },
		itemIndex,
		node.onError === 'continueErrorOutput',
	);
}

/** @throws the first item's problem that is a cause, rather than an effect of another's */
export function throwFirst(
	context: IExecuteFunctions,
	outcomes: Array<Outcome<unknown>>,
	createdIds: string[] = [],
): void {
	const failed = outcomes.flatMap((outcome, itemIndex): Array<[Problem, number]> =>
		outcome.ok ? [] : [[outcome.problem, itemIndex]],
	);
	const first = failed.find(([problem]) => problem.kind !== 'cancelled') ?? failed[0];
	if (first) throw toNodeError(context.getNode(), ...first, createdIds);
}
