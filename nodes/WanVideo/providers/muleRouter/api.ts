import { asText } from '../../models/text';
import { SITES } from './sites';
import type { ProviderApi } from '../ProviderApi';
import { fieldsOf, idOf, linkIn } from '../reading';
import { readReport } from '../readReport';
import { wordsIn } from '../words';

// Source: https://mulerouter.ai/docs/api-reference (Alibaba models, asynchronous tasks, errors), and answers that
// others have recorded.

/** Whose models stand on a path of their own, by what their ids look like. All others are Alibaba's. */
const VENDORS: Array<[ids: RegExp, vendor: string]> = [
	[/-spark$/, 'mulerouter'],
	[/^(w3\.|berry-)/, 'carrothub'],
];

function path(model: string): string {
	const vendor = VENDORS.find(([ids]) => ids.test(model))?.[1] ?? 'alibaba';
	return `/vendors/${vendor}/v1/${encodeURIComponent(model)}/generation`;
}

export const api: ProviderApi = {
	callIdHeader: 'traceparent',

	baseUrl: ({ site, baseUrl }) => SITES[asText(site)] ?? asText(baseUrl),

	create: ({ model, fields }) => ({ method: 'POST', path: path(model), body: fields }),

	fetch: ({ id, model }) => ({
		method: 'GET',
		path: `${path(model)}/${encodeURIComponent(id)}`,
	}),

	readGeneration(answer) {
		const { task_info, videos, output, video_url, error } = fieldsOf(answer);
		const task = fieldsOf(task_info);
		return readReport(answer, {
			id: idOf(task.id),
			status: task.status,
			statusOfNew: 'pending',
			// Older answers have it in one of the latter two.
			videoUrl: linkIn(videos) ?? linkIn(output) ?? linkIn(video_url),
			reason: wordsIn(task.error) === undefined ? error : task.error,
			known: { createdAt: textOf(task.created_at), updatedAt: textOf(task.updated_at) },
		});
	},

	readRefusal: (answer) => wordsIn(fieldsOf(fieldsOf(answer).task_info).error) ?? wordsIn(answer),
};

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
