import type { RequestFields } from '../../models/fieldPaths';
import { asText } from '../../models/text';
import type { Headers, Order, ProviderApi, Usage } from '../ProviderApi';
import { fieldsOf, idOf, linkIn, numberOf } from '../reading';
import { readReport } from '../readReport';
import { wordsIn } from '../words';
import { isLegacy, pathOf } from './endpoints';
import { modelList } from './modelList';

// Source: https://docs.aimlapi.com/api-references/video-models and https://docs.aimlapi.com/errors-and-messages,
// and answers that others have recorded.

export const api: ProviderApi = {
	callIdHeader: 'x-inference-id',
	// Source: https://docs.aimlapi.com (GET /v2/logs, client_request_id). It does not make a create idempotent.
	callNameHeader: 'X-Client-Request-Id',

	// Most ids end with the model: `<uuid>:<model>`.
	modelOf: (id) => id.split(':').slice(1).join(':'),

	baseUrl: ({ baseUrl }) => asText(baseUrl),

	create: (order) => ({
		method: 'POST',
		path: pathOf(order.endpoint),
		body: { model: order.model, ...bodyFields(order) },
	}),

	fetch: ({ id, endpoint }) => ({
		method: 'GET',
		path: pathOf(endpoint),
		query: { generation_id: id },
	}),

	readGeneration(answer, headers = {}) {
		const { id, generation_id, status, video, error, meta } = fieldsOf(answer);
		return readReport(answer, {
			id: idOf(id) ?? idOf(generation_id),
			status,
			statusOfNew: 'queued',
			videoUrl: linkIn(video),
			reason: error,
			known: { usage: usage(meta, headers) },
		});
	},

	readRefusal: (answer) => wordsIn(answer),

	modelList,
};

function bodyFields({ fields, endpoint }: Order): RequestFields {
	if (!isLegacy(endpoint) || fields.enhance_prompt === undefined) return fields;
	const { enhance_prompt, ...others } = fields;
	return { ...others, enable_prompt_expansion: enhance_prompt };
}

/** The answer to the create tells it, later ones mostly do not. Older answers call the credits tokens. */
function usage(meta: unknown, headers: Headers): Usage | undefined {
	const told = fieldsOf(fieldsOf(meta).usage);
	const credits =
		numberOf(told.credits_used) ??
		numberOf(told.tokens_used) ??
		numberOf(headers['x-aimlapi-credits-used']);
	const usd = numberOf(told.usd_spent) ?? numberOf(headers['x-aimlapi-usd-spent']);
	if (credits === undefined && usd === undefined) return undefined;
	return { ...(credits !== undefined && { credits }), ...(usd !== undefined && { usd }) };
}
