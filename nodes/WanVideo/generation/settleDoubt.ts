import { Problem } from '../problem';
import type { ApiAnswer, Connection } from '../providers/Connection';
import type { Order, Report, Usage } from '../providers/ProviderApi';
import { providerWords, quote } from '../providers/refusal';
import type { CreatedEntry } from './Ledger';
import { adviceOn, lookForLost, theLostOne } from './lookForLost';
import type { OrderIdentity } from './orderIdentity';
import type { Session } from './Session';

export interface Submission {
	order: Order;
	itemIndex: number;
	identity: OrderIdentity;
	/** Milliseconds by the clock's `elapsed`, until when a provider that is busy is asked again. */
	deadline: number;
}

/** A generation that was created just now. */
export interface Submitted {
	/** What the answer to the create said, if it came. */
	report?: Report;
	entry: CreatedEntry;
}

export interface Doubt {
	/** What happened, for a sentence. */
	cause: string;
	/** Milliseconds since the epoch. */
	sentAt: number;
	callName?: string;
	answer?: ApiAnswer;
}

/**
 * What becomes of a create whose fate is unknown. Where the provider can tell which generation it made, that is gone on
 * with; else the ledger keeps the doubt, so that Retry On Fail does not send what may have been created already.
 *
 * @throws Problem `uncertain`
 */
export async function settleDoubt(
	session: Session,
	submission: Submission,
	doubt: Doubt,
): Promise<Submitted> {
	const { connection, ledger } = session;
	const { itemIndex, identity, order } = submission;
	const { providerName } = connection;
	const { answer, cause } = doubt;
	// An answer that says no, or half an answer, may all the same name what was created.
	const id = answer && readOrUndefined(connection, answer)?.id;
	const words = answer && providerWords(connection, answer);
	const names = namesOf(connection, doubt, id);
	const message = `${providerName} did not confirm the generation: it may exist and may be charged`;
	const tell = (advice: string) => {
		const description = [
			`The request was sent, but ${cause}. It is not sent again in this execution, so as not to pay twice.`,
			advice,
			words && quote(connection, words),
		]
			.filter(Boolean)
			.join(' ');
		return {
			state: 'uncertain',
			message,
			description,
			callName: names || undefined,
			generationId: id,
		} as const;
	};
	const toLook = `Look for it in your ${providerName} account${names && ` (${names})`}: fetch it by its ID if it is there; if not, run this item again.`;
	// First of all: n8n may be ended at any moment, and the look-up takes a while.
	const entry = ledger.record(itemIndex, identity, tell(toLook));
	const found = id === undefined ? await lookForLost(session, order, doubt.sentAt) : undefined;
	const lost = theLostOne(session, identity, found);
	if (lost) {
		ledger.forget(itemIndex);
		return { entry: recordCreated(session, submission, lost) };
	}
	Object.assign(entry, tell(found ? adviceOn(session, found) : toLook));
	throw new Problem('uncertain', message, {
		description: entry.description,
		httpStatus: answer?.status,
		generationId: id,
	});
}

/** From here on a retry goes on with it. */
export function recordCreated(
	{ clock, connection, ledger }: Session,
	{ itemIndex, identity, order: { model, endpoint } }: Submission,
	{ id, usage }: { id: string; usage?: Usage },
): CreatedEntry {
	return ledger.record(itemIndex, identity, {
		state: 'created',
		reference: { id, model, endpoint },
		account: connection.account,
		createdAt: new Date(clock.now()).toISOString(),
		...(usage && { usage }),
	});
}

export function readOrUndefined({ api }: Connection, answer: ApiAnswer): Report | undefined {
	try {
		return api.readGeneration(answer.json, answer.headers);
	} catch {
		return undefined;
	}
}

/** Whatever helps to find a call in the provider's books. */
function namesOf({ api }: Connection, { callName, answer }: Doubt, id?: string): string {
	const callId = answer?.headers[api.callIdHeader];
	return [
		callName,
		callId && `${api.callIdHeader} ${callId}`,
		id && `the answer names the ID ${id}`,
	]
		.filter(Boolean)
		.join(', ');
}
