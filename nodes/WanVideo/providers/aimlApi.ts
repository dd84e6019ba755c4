import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { asText } from '../models/text';
import type { Endpoint, Order, ProviderApi, Report, Usage } from './ProviderApi';

// Source: https://docs.aimlapi.com/api-references/video-models and https://docs.aimlapi.com/errors-and-messages

const PATHS: Record<Endpoint, string> = {
	unified: '/v2/video/generations',
	legacy: '/v2/generate/video/alibaba/generation',
};

/** The older path's text-to-video prompts, in characters. */
const LEGACY_PROMPT_LIMIT = 800;

// Only the id is essential: whatever else is odd about an answer, a paid generation's id must not be lost.
const answerSchema = z.object({
	id: z.union([z.string().min(1), z.number().transform(String)]),
	status: z.string().catch('queued'),
	video: z.object({ url: z.string().url() }).nullish().catch(undefined),
	error: z
		.union([z.string(), z.object({ name: z.string().nullish(), message: z.string().nullish() })])
		.nullish()
		.catch(undefined),
	meta: z
		.object({
			usage: z.object({
				credits_used: z.number().optional(),
				// What older answers call the credits.
				tokens_used: z.number().optional(),
				usd_spent: z.number().optional(),
			}),
		})
		.nullish()
		.catch(undefined),
});

type Answer = z.infer<typeof answerSchema>;

const refusalSchema = z.object({ message: z.union([z.string(), z.array(z.string())]) });

export const aimlApi: ProviderApi = {
	provider: 'aimlApi',
	credential: 'wanVideoAimlApi',
	callIdHeader: 'x-inference-id',
	// Source: https://docs.aimlapi.com (GET /v2/logs, client_request_id). It does not make a create idempotent.
	callNameHeader: 'X-Client-Request-Id',
	noCreditsStatus: 403,

	promptLimit: (endpoint) => (endpoint === 'legacy' ? LEGACY_PROMPT_LIMIT : undefined),

	baseUrl: ({ baseUrl }) => asText(baseUrl),

	create: (order) => ({
		method: 'POST',
		path: PATHS[order.endpoint],
		body: { model: order.model, ...bodyFields(order) },
	}),

	fetch: ({ id, endpoint }) => ({
		method: 'GET',
		path: PATHS[endpoint],
		query: { generation_id: id },
	}),

	readGeneration(answer): Report {
		const parsed = answerSchema.parse(answer);
		const known = {
			id: parsed.id,
			providerStatus: parsed.status,
			usage: usage(parsed),
			response: answer as IDataObject,
		};
		switch (parsed.status) {
			case 'completed':
				return parsed.video
					? { ...known, status: 'completed', videoUrl: parsed.video.url }
					: { ...known, status: 'videoless' };
			case 'error':
			case 'failed':
				return { ...known, status: 'failed', reason: reason(parsed) };
			case 'queued':
			case 'waiting':
				return { ...known, status: 'queued' };
			default:
				// generating, active, or a word that is not documented yet: it has not ended.
				return { ...known, status: 'running' };
		}
	},

	readRefusal(answer) {
		const parsed = refusalSchema.safeParse(answer);
		return parsed.success ? [parsed.data.message].flat().join('; ') : undefined;
	},
};

function bodyFields({ fields, endpoint }: Order): IDataObject {
	if (endpoint === 'unified' || fields.enhance_prompt === undefined) return fields;
	const { enhance_prompt, ...others } = fields;
	return { ...others, enable_prompt_expansion: enhance_prompt };
}

function usage({ meta }: Answer): Usage | undefined {
	if (!meta) return undefined;
	const { credits_used, tokens_used, usd_spent } = meta.usage;
	return { credits: credits_used ?? tokens_used, usd: usd_spent };
}

function reason({ error }: Answer): string {
	const told = typeof error === 'string' ? error : error?.message || error?.name;
	return told || 'the provider gave no reason';
}
