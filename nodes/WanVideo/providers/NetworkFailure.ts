/** The connection was never made, so the other side can't have acted on the request. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** There was no answer. What n8n's HTTP client throws, without the request it carries: that holds the key. */
export class NetworkFailure extends Error {
	override readonly name = 'NetworkFailure';

	private constructor(
		/** Node's or axios's error code, such as ECONNRESET; empty if there was none. */
		readonly code: string,
		message: string,
	) {
		super(message);
	}

	/** Whether it is certain that the request did not reach the other side. */
	get neverConnected(): boolean {
		return NEVER_CONNECTED.has(this.code);
	}

	static from(error: unknown): NetworkFailure {
		const code = findCode(error);
		return new NetworkFailure(code, explain(code) ?? innermost(error));
	}
}

function explain(code: string): string | undefined {
	switch (code) {
		case 'ECONNREFUSED':
			return 'the connection was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'the host name could not be found';
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return 'the host could not be reached';
		case 'ECONNRESET':
		case 'EPIPE':
			return 'the connection broke before the answer was complete';
		case 'ECONNABORTED':
		case 'ETIMEDOUT':
			return 'no answer came in time';
		default:
			return undefined;
	}
}

/** n8n wraps the client's error, and Node may wrap one error per address it tried. */
function findCode(error: unknown): string {
	if (!(error instanceof Error)) return '';
	const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] };
	if (typeof code === 'string' && code !== '') return code;
	return findCode(cause) || findCode(errors?.[0]);
}

function innermost(error: unknown): string {
	if (!(error instanceof Error)) return 'the request failed';
	return error.cause instanceof Error ? innermost(error.cause) : error.message;
}
