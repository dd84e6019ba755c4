import { type ApiAnswer, isGood } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { ProviderApi, Reference } from '../providers/ProviderApi';
import type { Session } from './Session';

/** Milliseconds without an answer. n8n may soon forget about the execution. */
const CANCEL_TIMEOUT = 15_000;

/**
 * Cancels a generation at the provider if the execution was stopped, by its user or its timeout. What is canceled is not paid for, and the
 * ledger forgets it; what has begun already can't be canceled, and stays.
 */
export async function cancelIfStopped(
	{ connection, isStopped, ledger, logger }: Session,
	itemIndex: number,
	reference: Reference,
): Promise<void> {
	const { api, providerName } = connection;
	if (!isStopped() || !api.cancel) return;
	// Without the execution's signal, which is aborted already.
	const answer = await connection.send(api.cancel(reference), CANCEL_TIMEOUT);
	if (!(answer instanceof NetworkFailure) && isCanceled(api, answer)) {
		ledger.forget(itemIndex);
		logger.info(`Wan Video was stopped, and has canceled ${reference.id} at ${providerName}`);
	}
}

/** A web page that says yes is a gateway's. */
function isCanceled(api: ProviderApi, answer: ApiAnswer): boolean {
	if (!isGood(answer) || answer.isWebPage) return false;
	return api.readCanceled?.(answer.json) ?? true;
}
