import { spellings } from '../../models/catalog';
import { asText } from '../../models/text';
import type { ProviderApi } from '../ProviderApi';
import { fieldsOf, idOf, linkIn } from '../reading';
import { readReport } from '../readReport';
import { wordsIn } from '../words';
import { models } from './catalog';
import type { Vendor } from './MuleRouterModel';
import { SITES } from './sites';

// Source: https://mulerouter.ai/docs/api-reference (Alibaba models, asynchronous tasks, errors), and answers that
// others have recorded.

/** Whose models the table does not know yet stand on a path of their own, by what their ids look like. */
const VENDORS: Array<[ids: RegExp, vendor: Vendor]> = [
	[/-spark$/, 'mulerouter'],
	[/^(w\d|berry-)/, 'carrothub'],
];

function vendorOf(id: string): Vendor {
	const known = models.find((model) => spellings([model]).includes(id));
	return known?.vendor ?? VENDORS.find(([ids]) => ids.test(id))?.[1] ?? 'alibaba';
}

function path(model: string): string {
	return `/vendors/${vendorOf(model)}/v1/${encodeURIComponent(model)}/generation`;
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
