/** What went wrong, in kinds. A failed item has it as `errorType`, so the words are part of the node's output. */
export type ProblemKind =
	/** The user's input can't be sent; nothing was. */
	| 'invalidInput'
	/** The provider takes neither the key nor what it may do, or the credential itself is unusable. */
	| 'credential'
	/** The account has no credits left, or no plan that covers this. */
	| 'noCredits'
	/** The provider takes no more requests for now. */
	| 'rateLimited'
	/** The provider said no for another reason, and nothing was created by it. */
	| 'refused'
	/** The provider's content filter said no, to the request or to the video. */
	| 'moderation'
	/** The provider reports that the generation failed. */
	| 'generationFailed'
	/** A create was sent and its fate is unknown. */
	| 'uncertain'
	/** The generation still runs, but the user's timeout has passed. */
	| 'timeout'
	/** The video exists but could not be fetched. */
	| 'download'
	/** The provider could not be reached, or is not working; nothing was created by trying. */
	| 'unreachable'
	/** The user stopped the execution, or another item ended the batch. */
	| 'cancelled'
	/** n8n's own error, such as an expression that can't be evaluated, or a defect: see `cause`. */
	| 'unexpected';

export interface ProblemDetails {
	/** A second sentence or two: why, and what to do about it. */
	description?: string;
	/** HTTP status of the provider's answer, where there was one. */
	httpStatus?: number;
	/** The generation concerned, where there is one: it may be paid for. */
	generationId?: string;
	/** Whatever else was thrown. */
	cause?: Error;
}

/**
 * Any failure the node knows how to explain. `message` is one plain sentence for the user.
 * It becomes an n8n error once, in `output/nodeError.ts`; nothing below needs to know n8n's errors.
 */
export class Problem extends Error {
	override readonly name = 'Problem';

	constructor(
		readonly kind: ProblemKind,
		message: string,
		readonly details: ProblemDetails = {},
	) {
		super(message);
	}

	/** Whatever was thrown, as a problem. */
	static from(error: unknown): Problem {
		if (error instanceof Problem) return error;
		const cause = error instanceof Error ? error : new Error(String(error));
		return new Problem('unexpected', cause.message, { cause });
	}

	/** The same problem, with the generation it concerns. */
	about(generationId: string): Problem {
		return new Problem(this.kind, this.message, { ...this.details, generationId });
	}
}
