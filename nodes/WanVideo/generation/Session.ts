import type { IExecuteFunctions, Logger } from 'n8n-workflow';

import type { Provider } from '../models/Model';
import { Connection } from '../providers/Connection';
import { type Clock, systemClock } from './clock';
import { Ledger } from './Ledger';
import { SubmissionGate } from './SubmissionGate';

/** What all items of one run of the node share. */
export interface Session {
	connection: Connection;
	ledger: Ledger;
	gate: SubmissionGate;
	clock: Clock;
	logger: Logger;
	executionId: string;
	/** Ends every wait and download: the user stopped the execution, or the batch has failed. */
	signal: AbortSignal;
	/** Aborts `signal` for a failed batch. */
	halt: () => void;
}

/** @throws Problem `invalidInput` when the credential is unusable */
export async function openSession(
	context: IExecuteFunctions,
	provider: Provider,
	clock: Clock = systemClock,
): Promise<Session> {
	const connection = await Connection.open(context, provider);
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const failed = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	return {
		connection,
		ledger: new Ledger(context.getContext('node'), Number($runIndex)),
		gate: new SubmissionGate(clock),
		clock,
		logger: context.logger,
		executionId: context.getExecutionId(),
		signal: cancelled ? AbortSignal.any([cancelled, failed.signal]) : failed.signal,
		halt: () => {
			failed.abort();
		},
	};
}

/**
 * The session for one item. It has a signal of its own, as every wait and request listens to it, and
 * Node 20 takes the listeners of a large batch on one signal for a leak.
 */
export function forItem(session: Session): Session {
	return { ...session, signal: AbortSignal.any([session.signal]) };
}
