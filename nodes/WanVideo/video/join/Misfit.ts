import { invalid } from '../../models/words';

/** Why a file can't be joined, as what a sentence says of it: "is encrypted". */
export class Misfit extends Error {
	override readonly name = 'Misfit';

	/** @param advice what to do about it, as a sentence */
	constructor(
		reason: string,
		readonly advice?: string,
	) {
		super(reason);
	}
}

/** A file whose boxes contradict each other, or lack what a movie needs. */
export function damaged(what: string): Misfit {
	return new Misfit(`is damaged: ${what}`, 'Play it to see whether it is whole, or make it again.');
}

/** What to throw about a file: a Problem `invalidInput` in place of a {@link Misfit}, else what was thrown. */
export function about(label: string, error: unknown): unknown {
	return error instanceof Misfit ? invalid(`${label} ${error.message}`, error.advice) : error;
}
