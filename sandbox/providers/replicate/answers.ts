import type { Answer } from '../../exchange';

/** A prediction as it is answered. */
export interface PredictionAnswer {
	id: string;
	/** `owner/name` */
	model: string;
	version: string;
	input: object;
	/** The link to the video. */
	output: string | null;
	logs: string;
	error: string | null;
	status: Status;
	source: 'api';
	/** Whether input and output are gone. */
	data_removed: boolean;
	/** ISO 8601; so are the next three. */
	created_at: string;
	started_at: string | null;
	completed_at: string | null;
	deadline?: string;
	webhook?: string;
	webhook_events_filter?: WebhookEvent[];
	/** Seconds. */
	metrics: { predict_time?: number; total_time?: number };
	urls: { get: string; cancel: string; web: string };
}

export type Status =
	| 'starting'
	| 'processing'
	| 'succeeded'
	| 'failed'
	| 'canceled'
	/** Ended before it began. */
	| 'aborted';

export type WebhookEvent = 'start' | 'output' | 'logs' | 'completed';

/** A refusal as it is answered. */
export interface Problem {
	title?: string;
	detail: string;
	status?: number;
	invalid_fields?: InvalidField[];
}

/** What is wrong with a field; the service's own words for it are not known of all. */
export interface InvalidField {
	type: string;
	field: string;
	description: string;
}

export function answer(status: number, body: unknown): Answer {
	return { status, headers: {}, body };
}

export function problem(
	status: number,
	title: string,
	detail: string,
	more: Partial<Problem> = {},
): Answer {
	return answer(status, { title, detail, status, ...more });
}

/** What breaks the schema of a model, or of a call. */
export function invalid(fields: InvalidField[]): Answer {
	const lines = fields.map(({ field, description }) => `- ${field}: ${description}\n`);
	return problem(422, 'Input validation failed', lines.join(''), { invalid_fields: fields });
}
