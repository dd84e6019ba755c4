import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { LeftBehind, Ledger } from '../generation/Ledger';
import type { Session } from '../generation/Session';
import { toNodeError } from '../output/nodeError';
import { type Known, toErrorItem } from '../output/outputItem';
import type { Problem } from '../problem';
import type { Outcome } from './batch';
import { Breath } from './Breath';

/**
 * The node's output: an item for every input item, in their order. Without Continue On Fail a
 * failed item fails the node, with everything that may be paid for in the error.
 *
 * @param knownOf what to tell of a failed item besides its error
 * @throws NodeApiError or NodeOperationError
 */
export async function finishRun(
	context: IExecuteFunctions,
	{ clock, ledger, logger }: Session,
	outcomes: Array<Outcome<INodeExecutionData>>,
	knownOf: (itemIndex: number) => Known,
): Promise<INodeExecutionData[]> {
	const userStopped = context.getExecutionCancelSignal()?.aborted ?? false;
	if (userStopped) warnOfStop(logger, ledger.tell());
	if (userStopped || !context.continueOnFail()) throwFirst(context, outcomes, ledger);

	const breath = new Breath(clock);
	const items: INodeExecutionData[] = [];
	for (const [itemIndex, outcome] of outcomes.entries()) {
		await breath.take();
		items.push(
			outcome.ok
				? outcome.value
				: failItem(context, ledger, outcome.problem, knownOf(itemIndex), itemIndex),
		);
	}
	for (const [itemIndex, outcome] of outcomes.entries()) if (outcome.ok) ledger.handOn(itemIndex);
	return items;
}

/**
 * The output when there is no working on any item: the credential is unusable, for example.
 *
 * @throws NodeApiError or NodeOperationError, unless the workflow continues on a failure
 */
export function failRun(
	context: IExecuteFunctions,
	ledger: Ledger,
	problem: Problem,
	known: Known,
): INodeExecutionData[] {
	if (!context.continueOnFail()) throw toNodeError(context.getNode(), problem, 0, ledger.tell());
	return context
		.getInputData()
		.map((_, itemIndex) => failItem(context, ledger, problem, known, itemIndex));
}

function failItem(
	context: IExecuteFunctions,
	ledger: Ledger,
	problem: Problem,
	known: Known,
	itemIndex: number,
): INodeExecutionData {
	const node = context.getNode();
	const { reference } = ledger.createdFor(itemIndex) ?? {};
	ledger.markTold(itemIndex);
	const id = problem.details.generationId ?? reference?.id;
	return toErrorItem(
		toNodeError(node, problem, itemIndex),
		problem.kind,
		{ ...known, ...(reference && { model: reference.model }), ...(id && { id }) },
		itemIndex,
		node.onError === 'continueErrorOutput',
	);
}

function warnOfStop(logger: Session['logger'], { created, uncertain }: LeftBehind): void {
	if (created.length > 0) {
		logger.warn(`Wan Video was stopped; generations it had created: ${created.join(', ')}`);
	}
	if (uncertain.length > 0) {
		const calls = uncertain.map(({ itemIndex, callName }) => callName ?? `item ${itemIndex}`);
		logger.warn(`Wan Video was stopped; generations that may exist: ${calls.join(', ')}`);
	}
}

/** @throws the first item's problem that is a cause, rather than an effect of another's */
export function throwFirst(
	context: IExecuteFunctions,
	outcomes: Array<Outcome<unknown>>,
	ledger: Ledger,
): void {
	const failed = outcomes.flatMap((outcome, itemIndex): Array<[Problem, number]> =>
		outcome.ok ? [] : [[outcome.problem, itemIndex]],
	);
	const first = failed.find(([problem]) => problem.kind !== 'cancelled') ?? failed[0];
	if (first) throw toNodeError(context.getNode(), ...first, ledger.tell());
}
