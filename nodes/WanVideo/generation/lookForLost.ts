import { NetworkFailure } from '../providers/NetworkFailure';
import type { Candidate, Order } from '../providers/ProviderApi';
import { repeatSafely } from './repeatSafely';
import type { OrderIdentity } from './orderIdentity';
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
		const since = sentAt - CLOCK_SKEW;
		const request = recent.list(order, since);
		const answer = await repeatSafely(
			session,
			async () => await connection.send(request, LIST_TIMEOUT, signal),
		);
		if (answer instanceof NetworkFailure || answer.status < 200 || answer.status >= 300) {
			return undefined;
		}
		const known = ledger.knownIds();
		const found = recent.read(answer.json, order, since);
		return found?.filter(({ id }) => !known.has(id));
	} catch {
		// The user stopped the execution, or the answer is no list.
		return undefined;
	}
}

/**
 * The one that is certainly the lost one: the only one with the same values, and nothing else of this node that was sent
 * with them is still to be answered.
 */
export function theLostOne(
	{ ordersUnderWay }: Session,
	{ request }: OrderIdentity,
	found: readonly Candidate[] = [],
): Candidate | undefined {
	const [one, ...others] = found.filter(({ isSame }) => isSame);
	const isAlone = ordersUnderWay.filter((other) => other === request).length <= 1;
	return isAlone && others.length === 0 ? one : undefined;
}

/** What to do about what was found, in a sentence or two. */
export function adviceOn(
	{ connection: { providerName } }: Session,
	found: readonly Candidate[],
): string {
	const likely = found.filter(({ isSame }) => isSame !== false);
	const names = likely.map(({ id, createdAt }) => (createdAt ? `${id} (${createdAt})` : id));
	return likely.length > 0
		? `It may be one of these, which the account has created with this model since then: ${names.join(', ')}. Look at them with Fetch; if it is none of them, run this item again.`
		: `${providerName}'s list of generations shows none of this model since then, so it was probably not created: look once more in your account, and then run this item again.`;
}
