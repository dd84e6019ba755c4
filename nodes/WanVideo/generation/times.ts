import type { Generation } from '../providers/ProviderApi';

/** When a generation was made. */
export interface Times {
	/** ISO 8601; undefined when no one tells. */
	createdAt?: string;
	/** ISO 8601; undefined while it has not ended, or when no one tells. */
	completedAt?: string;
	/**
	 * How long it took, or has taken so far; when no one tells, how long this run was busy with it.
	 */
	seconds: number;
}

interface Noted {
	/** ISO 8601, by this machine's clock. */
	createdAt?: string;
	/** ISO 8601, by this machine's clock. */
	completedAt?: string;
}

/**
 * A generation's own times, whenever it is handed on: an hour may lie between its end and the Retry that takes it up.
 * The provider's own count first, as two machines' clocks differ.
 *
 * @param noted what this node has seen of it
 * @param now milliseconds since the epoch
 * @param busy seconds that this run was busy with it
 */
export function timesOf(generation: Generation, noted: Noted, now: number, busy: number): Times {
	const hasEnded = generation.status === 'completed' || generation.status === 'failed';
	const createdAt = time(generation.createdAt) ?? noted.createdAt;
	const completedAt = hasEnded ? (time(generation.updatedAt) ?? noted.completedAt) : undefined;

	const end = completedAt ? Date.parse(completedAt) : hasEnded ? undefined : now;
	const isKnown = createdAt !== undefined && end !== undefined;
	const seconds = isKnown ? Math.max(0, (end - Date.parse(createdAt)) / 1000) : busy;
	return { createdAt, completedAt, seconds };
}

/** What a provider tells, if it is a time. */
function time(text: string | undefined): string | undefined {
	return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
}
