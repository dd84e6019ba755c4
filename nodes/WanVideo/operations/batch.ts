import pLimit from 'p-limit';

import { forItem, type Session } from '../generation/Session';
import { Problem } from '../problem';

/** What became of one item. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Runs a step and catches whatever it throws, so that one item's end is not every item's. */
export async function outcomeOf<T>(step: () => T | Promise<T>): Promise<Outcome<T>> {
	try {
		return { ok: true, value: await step() };
	} catch (error) {
		return { ok: false, problem: Problem.from(error) };
	}
}

/** The two stages of an item: a generation holds a place until it has ended, a download another one. */
export interface Stages<P, G, R> {
	generate: (session: Session, prepared: P, itemIndex: number) => Promise<G>;
	finish: (session: Session, generated: G, prepared: P, itemIndex: number) => Promise<R>;
}

/**
 * Takes every prepared item through both stages, at most `maxConcurrency` in each at a time.
 * As one ends the next begins. Outcomes are in the order of the items.
 *
 * Unless the batch may continue on a failure, the first one ends it: what is not submitted yet
 * stays so, waits and downloads end, and creates under way are let finish, so that their ids are kept.
 */
export async function runBatch<P, G, R>(
	session: Session,
	prepared: Array<Outcome<P>>,
	stages: Stages<P, G, R>,
	{ maxConcurrency, continueOnFail }: { maxConcurrency: number; continueOnFail: boolean },
): Promise<Array<Outcome<R>>> {
	const generating = pLimit(maxConcurrency);
	const finishing = pLimit(maxConcurrency);

	return await Promise.all(
		prepared.map(async (item, itemIndex): Promise<Outcome<R>> => {
			if (!item.ok) return item;
			let own: Session | undefined;
			// Inside the place that a stage holds: the next item must find the batch ended when it gets it.
			const stage = async <T>(step: (mine: Session) => Promise<T>): Promise<Outcome<T>> => {
				const mine = (own ??= forItem(session));
				const outcome = await outcomeOf(async () => {
					mine.signal.throwIfAborted();
					return await step(mine);
				});
				if (outcome.ok) return outcome;
				const isEffect = mine.signal.aborted && outcome.problem.kind === 'unexpected';
				if (!continueOnFail) session.halt();
				return isEffect ? { ok: false, problem: cancelled() } : outcome;
			};
			const generate = async (mine: Session) => await stages.generate(mine, item.value, itemIndex);
			const generated = await generating(async () => await stage(generate));
			if (!generated.ok) return generated;
			const finish = async (mine: Session) =>
				await stages.finish(mine, generated.value, item.value, itemIndex);
			return await finishing(async () => await stage(finish));
		}),
	);
}

export function cancelled(): Problem {
	return new Problem('cancelled', 'The execution was canceled before this video was there');
}
