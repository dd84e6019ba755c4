import { Problem } from '../problem';
import type { CreatedEntry } from './Ledger';
import { look } from './look';
import type { Session } from './Session';

/** What providers answer when asked for a generation of another account. */
const DENIED = new Set([403, 404]);

/**
 * Sees to it that a generation from the ledger is not asked for in vain, when the credential has another key now than
 * the one that created it. A new key of the same account may well do; one look tells.
 *
 * @throws Problem `credential` that says whose generation it is, if the provider denies it
 */
export async function assertOwnGeneration(session: Session, entry: CreatedEntry): Promise<void> {
	const { connection } = session;
	if (entry.account === connection.account) return;
	const { id } = entry.reference;
	if (!(await isDenied(session, entry))) return;
	throw new Problem('credential', `The generation ${id} belongs to another API key`, {
		description:
			`It was created with another key than the one that is now in the ${connection.providerName} credential. ` +
			'Choose that key again and retry, or get the video with Fetch and that key. ' +
			'To pay for a new one with this key, run the workflow from the start.',
		generationId: id,
	});
}

async function isDenied(session: Session, { reference }: CreatedEntry): Promise<boolean> {
	try {
		const report = await look(session, reference);
		return report.status === 'obstacle' && report.isUnknownId;
	} catch (error) {
		const problem = Problem.from(error);
		if (DENIED.has(problem.details.httpStatus ?? 0)) return true;
		throw problem;
	}
}
