import { Problem } from '../problem';
import { isGood } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { Order } from '../providers/ProviderApi';
import { refusal, unreachable } from '../providers/refusal';
import { repeatSafely } from './repeatSafely';
import type { Session } from './Session';
import { uploadFiles } from './uploadFiles';

/** Milliseconds without an answer: the provider looks at a picture meanwhile. */
const CHECK_TIMEOUT = 60_000;
/** Milliseconds for which an answer is remembered. */
const REMEMBERED_FOR = 24 * 60 * 60_000;

/**
 * Asks the provider what it wants to be asked before a create, if anything: once in an execution for the same question,
 * unless it objects. By the next try there may be another picture behind the same link.
 *
 * @param deadline milliseconds by the clock's `elapsed`
 * @throws Problem when it objects, or does not answer; nothing was created
 */
export async function checkFirst(session: Session, order: Order, deadline: number): Promise<void> {
	const { connection, kept, signal } = session;
	const { check } = connection.api;
	const question = check?.orderOf(order);
	if (!check || !question) return;
	const request = check.request(await uploadFiles(session, question, deadline));
	const key = ['check', connection.provider.name, connection.account, connection.baseUrl];
	await kept.once([...key, JSON.stringify(request)], REMEMBERED_FOR, async () => {
		const answer = await repeatSafely(
			session,
			deadline,
			async () => await connection.send(request, CHECK_TIMEOUT, signal),
		);
		if (answer instanceof NetworkFailure) {
			throw unreachable(connection, answer, 'Nothing was created.');
		}
		if (!isGood(answer)) throw refusal(connection, answer, undefined, order);
		const objection = check.readObjection(answer.json);
		if (objection === undefined) return 'agreed';
		throw new Problem('refused', `${connection.providerName} can't use the picture: ${objection}`, {
			description:
				'It was checked before the create, and nothing was created. Take another picture.',
			httpStatus: answer.status,
		});
	});
}
