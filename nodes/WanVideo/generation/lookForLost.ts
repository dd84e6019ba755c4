import { isGood } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { Candidate, Order } from '../providers/ProviderApi';
import { repeatSafely } from './repeatSafely';
import type { OrderIdentity } from './orderIdentity';
import type { Session } from './Session';

/** Milliseconds without an answer. */
const LIST_TIMEOUT = 30_000;
/** Milliseconds in which a list has to be had. */
const PATIENCE = 60_000;
/** Milliseconds by which the provider's clock may be behind what its answer tells of it. */
const TOLERANCE = 60_000;
/** Milliseconds by which it may be behind ours, before an answer tells. */
const UNKNOWN_SKEW = 15 * 60_000;
/** Milliseconds until what was just created stands in a list: first, and if there is nothing, once more. */
const SETTLING = [3000, 12_000];
/** That are named to a user. */
const MOST_NAMED = 10;

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
	const { clock, signal } = session;
	let found: Candidate[] | undefined;
	try {
		for (const pause of SETTLING) {
			if (!session.connection.api.recent) return undefined;
			await clock.pause(pause, signal);
			found = await lookOnce(session, order, sentAt);
			if (found && found.length > 0) break;
		}
	} catch {
		// The user stopped the execution, or the answer is no list.
	}
	return found;
}

async function lookOnce(
	session: Session,
	order: Order,
	sentAt: number,
): Promise<Candidate[] | undefined> {
	const { clock, connection, ledger, signal } = session;
	const { recent } = connection.api;
	const request = recent?.list(order, sentAt - UNKNOWN_SKEW);
	if (!recent || !request) return undefined;
	const answer = await repeatSafely(
		session,
		clock.elapsed() + PATIENCE,
		async () => await connection.send(request, LIST_TIMEOUT, signal),
	);
	if (answer instanceof NetworkFailure || !isGood(answer)) return undefined;
	const skew = Date.parse(answer.headers.date ?? '') - clock.now();
	const since = sentAt + (Number.isNaN(skew) ? -UNKNOWN_SKEW : skew) - TOLERANCE;
	const known = ledger.knownIds();
	return recent.read(answer.json, order, since)?.filter(({ id }) => !known.has(id));
}

/**
 * The one that is taken for the lost one: the only one with the same values, while nothing else of this run that was sent
 * with them is still to be answered. Should it be another execution's, then this order was not created, and the video
 * that was paid for is the same.
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
	const names = likely
		.slice(0, MOST_NAMED)
		.map(({ id, createdAt }) => (createdAt ? `${id} (${createdAt})` : id));
	return likely.length > 0
		? `It may be one of these, which the account has created with this model since then: ${names.join(', ')}. Look at them with Fetch; if it is none of them, run this item again.`
		: `${providerName}'s list of generations shows none of this model since then, which is no proof, as lists lag behind: look once more in your account, and if it is not there, run this item again.`;
}
