import { Problem } from '../problem';
import type { CreatedEntry } from './Ledger';
import type { Session } from './Session';
import { lookUp } from './waitForEnd';

/**
 * Sees to it that a generation from the ledger is not asked for in vain, when the credential has another key now than
 * the one that created it. A new key of the same account may well do: looking it up tells.
 *
 * @throws Problem `credential` that says whose generation it is, if the provider denies it; whatever looking it up throws
 */
export async function assertOwnGeneration(session: Session, entry: CreatedEntry): Promise<void> {
	const { connection } = session;
	if (entry.account === connection.account) return;
	const { id } = entry.reference;
	if (!(await isDenied(session, entry))) return;
	throw new Problem('credential', `The generation ${id} belongs to another API key`, {
		description:
			`It was created with another key than the one that is now in the ${connection.providerName} credential, and that is denied it. ` +
			'Choose the first key again and retry, or get the video with Fetch and that key.',
		generationId: id,
	});
}

async function isDenied(session: Session, { reference }: CreatedEntry): Promise<boolean> {
	try {
		await lookUp(session, reference);
		return false;
	} catch (error) {
		const problem = Problem.from(error);
		const { httpStatus } = problem.details;
		if (httpStatus === 404 || (httpStatus === 403 && problem.kind === 'credential')) return true;
		throw problem;
	}
}
