/** How a generation stands, whatever its provider calls that. */
export type Standing = 'queued' | 'running' | 'completed' | 'failed' | 'canceled';

const STANDINGS: Record<string, Standing> = {
	queued: 'queued',
	pending: 'queued',
	waiting: 'queued',
	completed: 'completed',
	succeeded: 'completed',
	error: 'failed',
	failed: 'failed',
	canceled: 'canceled',
	cancelled: 'canceled',
};

/**
 * @param word in any case. One that no one has documented or seen means that it has not ended: only a word
 *   that is known to mean a failure may lead to another generation.
 */
export function standingOf(word: string): Standing {
	const known = word.trim().toLowerCase();
	return Object.hasOwn(STANDINGS, known) ? (STANDINGS[known] ?? 'running') : 'running';
}
