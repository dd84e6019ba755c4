import type { Answer } from '../../exchange';

/** One complaint about an input, as Pydantic words it. */
export interface Detail {
	/** Where: `body`, and a field, and so on. */
	loc: (string | number)[];
	msg: string;
	type: string;
	ctx?: Record<string, unknown>;
	input?: unknown;
}

/** A file that was made. */
export interface VideoFile {
	url: string;
	content_type: string;
	file_name: string;
	/** Bytes. */
	file_size: number;
	/** px; so is the height. */
	width: number;
	height: number;
	fps: number;
	/** Seconds. */
	duration: number;
	num_frames: number;
}

/** What an endpoint has made. */
export interface Output {
	video: VideoFile;
	seed: number;
	/** The prompt as it was rewritten, by one name or the other. */
	actual_prompt?: string;
	prompt?: string;
	/** Seconds; of Wan 3.0. */
	duration?: number;
}

/** How a request is doing, as it is answered. */
export interface Status extends Addresses {
	status: 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED';
	queue_position?: number;
	logs?: { message: string; timestamp: string; level: string; source: string }[];
	/** Seconds. */
	metrics?: { inference_time: number };
	error?: string;
	error_type?: string;
}

/** Where a request is found. */
export interface Addresses {
	request_id: string;
	response_url: string;
	status_url: string;
	cancel_url: string;
}

export function answer(
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): Answer {
	return { status, headers, body };
}

/**
 * A refusal of the queue or of the storage, or what went wrong at their side.
 *
 * @param type one of https://fal.ai/docs/errors; some refusals have none
 */
export function problem(status: number, detail: string, type?: string): Answer {
	return answer(status, { detail, ...(type !== undefined && { error_type: type }) });
}

/** A word that stands for an answer, such as `NOT_FOUND`. */
export function word(status: number, said: string): Answer {
	return answer(status, { status: said });
}

type PlatformErrorType =
	| 'authorization_error'
	| 'validation_error'
	| 'not_found'
	| 'rate_limited'
	| 'server_error'
	| 'not_implemented';

/** A refusal of the platform API. */
export function platformProblem(status: number, type: PlatformErrorType, message: string): Answer {
	return answer(status, { error: { type, message } });
}
