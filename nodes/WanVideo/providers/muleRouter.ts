import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { asText } from '../models/text';
import type { ProviderApi, Report } from './ProviderApi';

// Source: https://mulerouter.ai/docs/api-reference (Alibaba models, asynchronous tasks, errors)

const SITES: Record<string, string> = {
	muleRouter: 'https://api.mulerouter.ai',
	muleRun: 'https://api.mulerun.com',
};

const path = (model: string) => `/vendors/alibaba/v1/${encodeURIComponent(model)}/generation`;

const errorSchema = z.object({
	code: z.union([z.string(), z.number()]).nullish(),
	title: z.string().nullish(),
	detail: z.string().nullish(),
	message: z.string().nullish(),
});

// Only the id is essential: whatever else is odd about an answer, a paid generation's id must not be lost.
const answerSchema = z.object({
	task_info: z.object({
		id: z.union([z.string().min(1), z.number().transform(String)]),
		status: z.string().catch('pending'),
		created_at: z.string().nullish().catch(undefined),
		updated_at: z.string().nullish().catch(undefined),
		error: errorSchema.nullish().catch(undefined),
	}),
	videos: z.array(z.string().url()).nullish().catch(undefined),
});

type Told = z.infer<typeof errorSchema>;

const refusalSchema = errorSchema.extend({
	task_info: z.object({ error: errorSchema }).nullish().catch(undefined),
	error: errorSchema.nullish().catch(undefined),
});

export const muleRouter: ProviderApi = {
	provider: 'muleRouter',
	credential: 'wanVideoMuleRouterApi',
	callIdHeader: 'traceparent',
	noCreditsStatus: 402,

	promptLimit: () => undefined,

	baseUrl: ({ site, baseUrl }) => SITES[asText(site)] ?? asText(baseUrl),

	create: ({ model, fields }) => ({ method: 'POST', path: path(model), body: fields }),

	fetch: ({ id, model }) => ({
		method: 'GET',
		path: `${path(model)}/${encodeURIComponent(id)}`,
	}),

	readGeneration(answer): Report {
		const { task_info: task, videos } = answerSchema.parse(answer);
		const known = {
			id: task.id,
			providerStatus: task.status,
			createdAt: task.created_at ?? undefined,
			updatedAt: task.updated_at ?? undefined,
			response: answer as IDataObject,
		};
		switch (task.status) {
			case 'completed':
			case 'succeeded':
				return videos?.[0]
					? { ...known, status: 'completed', videoUrl: videos[0] }
					: { ...known, status: 'videoless' };
			case 'failed':
				return {
					...known,
					status: 'failed',
					reason: words(task.error) ?? 'the provider gave no reason',
				};
			case 'pending':
			case 'queued':
				return { ...known, status: 'queued' };
			default:
				// processing, running, retrying, or a word that is not documented yet: it has not ended.
				return { ...known, status: 'running' };
		}
	},

	readRefusal(answer) {
		const parsed = refusalSchema.safeParse(answer);
		if (!parsed.success) return undefined;
		return words(parsed.data.task_info?.error) ?? words(parsed.data.error) ?? words(parsed.data);
	},
};

function words(told: Told | null | undefined): string | undefined {
	return told?.detail || told?.message || told?.title || undefined;
}
