import type { Answer } from '../exchange';
import type { Oddity } from './Quirks';

/** What a look at a generation may meet instead of its answer. The look after it may find the generation again. */
export type Trouble = () => Answer;

/**
 * What stands in the way of this look, if anything. Troubles pass: none comes later than the second look.
 *
 * @param first what may happen at the first look
 * @param second what may happen at the second
 */
export function troubleOf(
	{ lot, looks }: Oddity,
	first: Trouble,
	second: Trouble,
): Trouble | undefined {
	const plan = lot.pick<[first?: Trouble, second?: Trouble]>('troubles', [
		[],
		[first],
		[second],
		[undefined, second],
		[first, second],
	]);
	return plan[looks - 1];
}

/** A page as a proxy before an API shows it when the API does not answer. */
export function webPage(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=UTF-8' },
		body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
	};
}
