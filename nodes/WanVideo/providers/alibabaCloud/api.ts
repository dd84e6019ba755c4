import { asText } from '../../models/text';
import type { ProviderApi } from '../ProviderApi';
import { fieldsOf, idOf, linkIn } from '../reading';
import { readReport } from '../readReport';
import { wordsIn } from '../words';

// Provisional: only so much that the tables can be tested.

const path = (model: string) =>
	/kf2v|animate|s2v/.test(model)
		? '/api/v1/services/aigc/image2video/video-synthesis'
		: '/api/v1/services/aigc/video-generation/video-synthesis';

export const api: ProviderApi = {
	callIdHeader: 'x-request-id',
	baseUrl: ({ baseUrl }) => asText(baseUrl) || 'https://dashscope-intl.aliyuncs.com',
	create: ({ model, fields }) => ({
		method: 'POST',
		path: path(model),
		body: { model, ...fields },
		headers: { 'X-DashScope-Async': 'enable' },
	}),
	fetch: ({ id }) => ({ method: 'GET', path: `/api/v1/tasks/${encodeURIComponent(id)}` }),
	readGeneration(answer) {
		const output = fieldsOf(fieldsOf(answer).output);
		return readReport(answer, {
			id: idOf(output.task_id),
			status: output.task_status,
			statusOfNew: 'PENDING',
			videoUrl: linkIn(output.video_url) ?? linkIn(fieldsOf(output.results).video_url),
			reason: output,
			known: {},
		});
	},
	readRefusal: wordsIn,
};
