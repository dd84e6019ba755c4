import type { IDataObject } from 'n8n-workflow';

import { entry } from '../support/providers';

/** What a provider says about a generation, before it is put in the provider's own form. */
export interface Told {
	/** `queued`, `running`, `completed`, `failed`, or a word that no reference knows. */
	status: string;
	/** The link to the video. */
	url?: string;
	/** Why it failed. */
	reason?: string;
}

/** How a provider's API is addressed and how it answers: just enough of it for the faults. */
export interface Dialect {
	/** Of the answer to a create. */
	createdStatus: number;
	newId(uuid: string, model: string): string;
	/** The id that a look-up asks for; undefined for any other request. */
	idIn(url: URL): string | undefined;
	report(id: string, told: Told): IDataObject;
	refusal(message: string, status: number): IDataObject;
	/** Header that names a call. */
	callIdHeader: string;
}

const aimlApi: Dialect = {
	createdStatus: 201,
	newId: (uuid, model) => `${uuid}:${model}`,
	idIn: (url) => url.searchParams.get('generation_id') ?? undefined,
	report: (id, { status, url, reason }) => ({
		id,
		status: { running: 'generating', failed: 'error' }[status] ?? status,
		video: url ? { url } : null,
		error: reason ? { name: 'Error', message: reason } : null,
	}),
	refusal: (message, statusCode) => ({ message, statusCode, requestId: 'request-1' }),
	callIdHeader: 'x-inference-id',
};

const muleRouter: Dialect = {
	createdStatus: 202,
	newId: (uuid) => uuid,
	idIn: (url) => /\/generation\/([^/]+)$/.exec(url.pathname)?.[1],
	report: (id, { status, url, reason }) => ({
		task_info: {
			id,
			status: { queued: 'pending', running: 'processing' }[status] ?? status,
			created_at: '2026-01-01T00:00:00Z',
			updated_at: '2026-01-01T00:00:00Z',
			...(reason && { error: { code: 'failed', title: 'Failed', detail: reason } }),
		},
		...(url && { videos: [url] }),
	}),
	refusal: (detail) => ({ title: 'Refused', detail }),
	callIdHeader: 'traceparent',
};

const alibabaCloud: Dialect = {
	createdStatus: 200,
	newId: (uuid) => uuid,
	idIn: (url) => /\/tasks\/([^/]+)$/.exec(url.pathname)?.[1],
	report: (id, { status, url, reason }) => ({
		request_id: 'request-1',
		output: {
			task_id: id,
			task_status:
				{ queued: 'PENDING', running: 'RUNNING', completed: 'SUCCEEDED', failed: 'FAILED' }[
					status
				] ?? status,
			...(reason && { code: 'InternalError.Algo', message: reason }),
			...(url && { video_url: url }),
		},
	}),
	// Without a code, which would stand behind the words: codes have tests of their own.
	refusal: (message) => ({ message, request_id: 'request-1' }),
	callIdHeader: 'x-request-id',
};

const DIALECTS: Record<string, Dialect> = { aimlApi, alibabaCloud, muleRouter };

export const dialectOf = (provider: string): Dialect => entry(DIALECTS, provider);

/** The provider that has this path in its API. */
export function providerAt({ pathname }: URL): string {
	if (pathname.startsWith('/vendors/')) return 'muleRouter';
	return pathname.startsWith('/api/v1/') ? 'alibabaCloud' : 'aimlApi';
}
