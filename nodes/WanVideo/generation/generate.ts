import { Problem } from '../problem';
import type {
	FailedGeneration,
	Generation,
	Order,
	Reference,
	Report,
} from '../providers/ProviderApi';
import { hashRequest } from './Ledger';
import type { Session } from './Session';
import { submit } from './submit';
import { lookUp, waitForEnd } from './waitForEnd';

export interface Wish {
	itemIndex: number;
	/** Gives the order when it is to be sent: all of a batch together may not fit into memory. */
	order: () => Promise<Order>;
	/** Whether to return only when the generation has ended. */
	wait: boolean;
	/** Seconds. */
	pollingInterval: number;
	/** Seconds. */
	timeout: number;
}

/** A generation and when it was created. */
export interface Created {
	generation: Generation;
	reference: Reference;
	/** ISO 8601. */
	createdAt: string;
}

/**
 * One item's generation, created at most once: what an earlier try or execution created is found in
 * the ledger and carried on with.
 *
 * @throws Problem `generationFailed` when the provider reports a failure (the ledger then forgets
 * it, so that a retry creates anew), and whatever submitting and waiting throw
 */
export async function generate(session: Session, wish: Wish): Promise<Created> {
	const start = await createOrResume(session, wish);
	const { requestHash, reference, createdAt, isNew, generation } = start;

	const ended =
		generation ??
		(wish.wait
			? await waitForEnd(session, reference, {
					pollingInterval: wish.pollingInterval,
					timeout: wish.timeout,
					createdAt: Date.parse(createdAt),
					lookAtOnce: !isNew,
				})
			: await lookUp(session, reference));
	if (ended.status === 'failed') {
		session.ledger.forget(wish.itemIndex, requestHash);
		throw generationFailed(ended);
	}
	return { generation: ended, reference, createdAt };
}

interface Start {
	requestHash: string;
	reference: Reference;
	createdAt: string;
	/** Created just now. */
	isNew: boolean;
	/** Absent where it is to be asked for. */
	generation?: Generation;
}

async function createOrResume(
	session: Session,
	{ itemIndex, wait, timeout, ...wish }: Wish,
): Promise<Start> {
	const { connection, ledger, clock, executionId } = session;
	const order = await wish.order();
	const { model, endpoint } = order;
	const requestHash = hashRequest(connection, order);
	const entry = ledger.find(itemIndex, requestHash);
	if (entry?.state === 'created') {
		const { id, createdAt } = entry;
		return { requestHash, reference: { id, model, endpoint }, createdAt, isNew: false };
	}
	// In an execution of its own the user has decided to send it again.
	if (entry?.state === 'uncertain' && entry.executionId === executionId) {
		throw new Problem('uncertain', entry.message, { description: entry.description });
	}
	const report = await submit(session, {
		order,
		itemIndex,
		requestHash,
		deadline: clock.now() + timeout * 1000,
	});
	return {
		requestHash,
		reference: { id: report.id, model, endpoint },
		createdAt: new Date(clock.now()).toISOString(),
		isNew: true,
		generation: isAnswer(report, wait) ? report : undefined,
	};
}

/** Whether the answer to the create says all that is wanted. */
function isAnswer(report: Report, wait: boolean): report is Generation {
	if (report.status === 'videoless') return false;
	return !wait || report.status === 'completed' || report.status === 'failed';
}

/** What a user is told about a generation that the provider reports as failed. */
export function generationFailed({ id, reason }: FailedGeneration): Problem {
	return new Problem('generationFailed', `The generation failed: ${reason}`, {
		description:
			'Providers do not charge for failed generations. If the reason is the content, change the prompt or the picture; otherwise run it again.',
		generationId: id,
	});
}
