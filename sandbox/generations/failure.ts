import { UnreachableMedia, UnusableMedia } from '../media/unusableMedia';

/** Why a generation failed. The message is for the client. */
export interface Failure {
	/** Its content was refused, its media cannot be used, or the sandbox is to blame. */
	kind: 'contentPolicy' | 'input' | 'internal';
	message: string;
	/** Of media: whether a link leads nowhere. */
	unreachable?: true;
}

/** The model declines what the prompt asks for. */
export class ContentRefused extends Error {}

/** What went wrong while a video was made, as its client shall read it. */
export function failureOf(error: unknown): Failure {
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof ContentRefused) return { kind: 'contentPolicy', message };
	if (error instanceof UnreachableMedia) return { kind: 'input', message, unreachable: true };
	if (error instanceof UnusableMedia) return { kind: 'input', message };
	return { kind: 'internal', message: `The video could not be made. ${message}` };
}
