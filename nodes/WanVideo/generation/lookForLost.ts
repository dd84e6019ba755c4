import { NetworkFailure } from '../providers/NetworkFailure';
import type { Candidate, Order } from '../providers/ProviderApi';
import { repeatSafely } from './repeatSafely';
import type { Session } from './Session';

/** Milliseconds without an answer. */
const LIST_TIMEOUT = 30_000;
/** Milliseconds by which the provider's clock may be behind ours. */
const CLOCK_SKEW = 60_000;
/** Milliseconds until what was just created stands in a list. */
const SETTLING = 3000;

/**
 * What the provider has created lately with the order's model, and that this node does not know of: the generation whose
 * confirmation was lost is among it, if there is one.
 *
 * @param sentAt milliseconds since the epoch
 * @returns undefined when the provider has no list, or does not show it
 */
export async function lookForLost(
	session: Session,
	order: Order,
	sentAt: number,
): Promise<Candidate[] | undefined> {
	const { clock, connection, ledger, signal } = session;
	const { recent } = connection.api;
	if (!recent) return undefined;
	try {
		await clock.pause(SETTLING, signal);
		const request = recent.list(order);
		const answer = await repeatSafely(
			session,
			async () => await connection.send(request, LIST_TIMEOUT, signal),
		);
		if (answer instanceof NetworkFailure || answer.status < 200 || answer.status >= 300) {
			return undefined;
		}
		const known = ledger.knownIds();
		const found = recent.read(answer.json, order, sentAt - CLOCK_SKEW);
		return found?.filter(({ id }) => !known.has(id));
	} catch {
		// The user stopped the execution, or the answer is no list.
		return undefined;
	}
}

/** What to do about what was found, in a sentence or two. */
export function adviceOn(
	{ connection: { providerName } }: Session,
	found: readonly Candidate[],
): string {
	const names = found.map(({ id, createdAt }) => (createdAt ? `${id} (${createdAt})` : id));
	return found.length > 0
		? `It may be one of these, which the account has created with this model since then: ${names.join(', ')}. Look at them with Fetch; if it is none of them, run this item again.`
		: `${providerName}'s list of generations shows none of this model since then, so it was probably not created: look once more in your account, and then run this item again.`;
}
