import type { ApiAnswer, Connection } from '../providers/Connection';
import { refusalCause } from '../providers/refusalCause';

/** The provider has not acted on the request, and says so; and the reason passes while one waits. */
export function isBusy({ api }: Connection, answer: ApiAnswer): boolean {
	const asksForBreak = answer.headers['retry-after'] !== undefined;
	if (answer.status === 503) return asksForBreak;
	if (answer.status !== 429) return false;
	// Codes tell more than a header that a gateway puts on every 429.
	const told = api.causeOf?.(answer.json, answer.status);
	return told ? told === 'rate' : asksForBreak || refusalCause(api, answer) === 'rate';
}
