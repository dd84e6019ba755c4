import type { IDataObject } from 'n8n-workflow';

import { Problem } from '../problem';
import type { FailedGeneration, Generation, Order, Report } from '../providers/ProviderApi';
import { cancelIfStopped } from './cancelIfStopped';
import { checkFirst } from './checkFirst';
import { assertOwnGeneration } from './foreignKey';
import type { CreatedEntry } from './Ledger';
import { identify } from './orderIdentity';
import type { Session } from './Session';
import { submit } from './submit';
import { forgetUploads, uploadFiles } from './uploadFiles';
import { lookUp, type Observed, waitForEnd } from './waitForEnd';

export interface Wish {
	itemIndex: number;
	/** Gives the order when it is to be sent: all of a batch together may not fit into memory. */
	order: () => Promise<Order>;
	/** What the order was read from, if that tells a further try from another call: see `OrderIdentity`. */
	input?: IDataObject;
	/** Whether to return only when the generation has ended. */
	wait: boolean;
	/** Seconds. */
	pollingInterval: number;
	/** Seconds. */
	timeout: number;
	/** Whether to cancel it at the provider when the user stops the execution. */
	cancelOnStop: boolean;
}

/** A generation, and what the ledger holds of it. */
export interface Created {
	generation: Generation;
	entry: CreatedEntry;
}

/**
 * One item's generation, created at most once: what an earlier try or execution created is found in
 * the ledger and carried on with.
 *
 * @throws Problem `generationFailed` or `moderation` when the provider reports a failure (the ledger then
 * forgets it, so that a retry creates anew), and whatever submitting and waiting throw
 */
export async function generate(session: Session, wish: Wish): Promise<Created> {
	const { ledger, clock } = session;
	const start = await createOrResume(session, wish);
	const { entry } = start;
	const { generation, wasSeenRunning } = await endOf(session, wish, start).catch(
		async (error: unknown) => {
			if (wish.cancelOnStop) await cancelIfStopped(session, wish.itemIndex, entry.reference);
			throw error;
		},
	);

	if (generation.status === 'failed') {
		ledger.forget(wish.itemIndex);
		throw generationFailed(generation);
	}
	if (generation.status === 'completed' && wasSeenRunning) {
		entry.completedAt ??= new Date(clock.now()).toISOString();
	}
	return { generation, entry };
}

interface Start {
	entry: CreatedEntry;
	/** Created just now. */
	isNew: boolean;
	/** The answer to the create, where it says all that is wanted. */
	answer?: Generation;
}

async function createOrResume(
	session: Session,
	{ itemIndex, wait, timeout, ...wish }: Wish,
): Promise<Start> {
	const { connection, ledger, clock } = session;
	const order = await wish.order();
	const identity = identify(connection.provider.name, order, wish.input);
	const earlier = ledger.take(itemIndex, identity);
	if (earlier?.state === 'uncertain') {
		const { message, description, generationId } = earlier;
		throw new Problem('uncertain', message, { description, generationId });
	}
	if (earlier) {
		await assertOwnGeneration(session, earlier);
		return { entry: earlier, isNew: false };
	}
	const deadline = clock.elapsed() + timeout * 1000;
	await checkFirst(session, order, deadline);
	const sendable = await uploadFiles(session, order, deadline);
	const { report, entry } = await submit(session, {
		order: sendable,
		itemIndex,
		identity,
		deadline,
	}).catch((error: unknown) => {
		if (isAboutFiles(error)) forgetUploads(session, sendable);
		throw error;
	});
	return { entry, isNew: true, answer: report && isAnswer(report, wait) ? report : undefined };
}

/** Whether the provider says no because it could not get at a file: then its link is of no use. */
function isAboutFiles(error: unknown): boolean {
	return (
		error instanceof Problem &&
		error.kind === 'refused' &&
		/\b(download|url|links?|files?|media|resources?)\b/i.test(error.message)
	);
}

/** What became of it, as far as it is waited for. */
async function endOf(
	session: Session,
	{ wait, pollingInterval, timeout }: Wish,
	{ entry, isNew, answer }: Start,
): Promise<Observed<Generation>> {
	if (answer) return { generation: answer, wasSeenRunning: true };
	const { reference, createdAt } = entry;
	if (!wait) return { generation: await lookUp(session, reference), wasSeenRunning: false };
	return await waitForEnd(session, reference, {
		pollingInterval,
		timeout,
		createdAt: Date.parse(createdAt),
		lookAtOnce: !isNew,
	});
}

/** Whether the answer to the create says all that is wanted. */
function isAnswer(report: Report, wait: boolean): report is Generation {
	switch (report.status) {
		case 'completed':
		case 'failed':
			return true;
		case 'queued':
		case 'running':
			return !wait;
		case 'videoless':
		case 'forgotten':
		case 'removed':
		case 'ended':
			// Another look says more.
			return false;
	}
}

/** What a user is told about a generation that the provider reports as failed. */
export function generationFailed({ id, reason, isModeration }: FailedGeneration): Problem {
	const kind = isModeration ? 'moderation' : 'generationFailed';
	return new Problem(kind, `The generation failed: ${reason}`, {
		description:
			'Providers do not charge for failed generations. If the reason is the content, change the prompt or the picture; otherwise run it again.',
		generationId: id,
	});
}
