import type { IDataObject } from 'n8n-workflow';

import { isModeration } from './moderation';
import type { Report } from './ProviderApi';
import { standingOf } from './status';
import { wordsIn } from './words';

/** What there is in an answer, wherever its provider puts it. */
export interface Parts {
	id: string | undefined;
	/** The provider's word, if it is one. */
	status: unknown;
	/** What it stands for when it is missing: the word of a generation just created. */
	statusOfNew: string;
	videoUrl: string | undefined;
	/** Why it failed, in any shape. */
	reason: unknown;
	/** Whether that is the content, where a code tells; else its words do. */
	isModeration?: boolean;
	known: Partial<Pick<Report, 'usage' | 'createdAt' | 'updatedAt'>>;
}

/**
 * The report that an answer's parts make.
 *
 * @throws Error when there is no id: that alone is essential, as a paid generation's must not be lost
 */
export function readReport(answer: unknown, parts: Parts): Report {
	const { id, status, statusOfNew, videoUrl, reason } = parts;
	if (id === undefined) throw new Error('The answer names no generation');
	const providerStatus = typeof status === 'string' ? status : statusOfNew;
	const known = { id, providerStatus, ...parts.known, response: answer as IDataObject };
	const standing = standingOf(providerStatus);
	switch (standing) {
		case 'completed':
			// An error may stand beside a completed video: what counts is the video.
			return videoUrl
				? { ...known, status: 'completed', videoUrl }
				: { ...known, status: 'videoless' };
		case 'failed':
		case 'canceled':
			return {
				...known,
				status: 'failed',
				reason: explain(standing, wordsIn(reason)),
				...((parts.isModeration ?? isModeration(reason)) && { isModeration: true as const }),
			};
		case 'queued':
		case 'running':
			return { ...known, status: standing };
	}
}

function explain(standing: 'failed' | 'canceled', words: string | undefined): string {
	if (standing === 'failed') return words ?? 'the provider gave no reason';
	return words ? `it was canceled: ${words}` : 'it was canceled at the provider';
}
