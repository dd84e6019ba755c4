import type { IBinaryData, IExecuteFunctions, Logger } from 'n8n-workflow';

import { Connection } from '../providers/Connection';
import type { Provider } from '../providers/Provider';
import { type Clock, systemClock } from './clock';
import { Kept } from './Kept';
import type { Ledger } from './Ledger';
import { storedVideos } from './storedVideos';
import { SubmissionGate } from './SubmissionGate';

/** What all items of one run of the node share. */
export interface Session {
	connection: Connection;
	ledger: Ledger;
	kept: Kept;
	/** Videos that n8n has stored in this execution, by the ids of their generations. */
	videos: Map<string, IBinaryData>;
	/** Digests of the requests that were sent and are not answered yet. */
	ordersUnderWay: string[];
	gate: SubmissionGate;
	clock: Clock;
	logger: Logger;
	/** Ends every wait and download: the user stopped the execution, or the batch has failed. */
	signal: AbortSignal;
	/** Whether the user stopped the execution, or it took longer than n8n allows. */
	isStopped: () => boolean;
	/** Aborts `signal` for a failed batch. */
	halt: () => void;
}

/** @throws Problem when the credential is unusable */
export async function openSession(
	context: IExecuteFunctions,
	provider: Provider,
	ledger: Ledger,
	clock: Clock = systemClock,
): Promise<Session> {
	const connection = await Connection.open(context, provider);
	const nodeContext = context.getContext('node');
	const failed = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	return {
		connection,
		ledger,
		kept: new Kept(nodeContext, clock),
		videos: storedVideos(nodeContext),
		ordersUnderWay: [],
		gate: new SubmissionGate(clock),
		clock,
		logger: context.logger,
		signal: cancelled ? AbortSignal.any([cancelled, failed.signal]) : failed.signal,
		isStopped: () => cancelled?.aborted ?? false,
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
