import { valuesIn } from '../../models/fieldPaths';
import type { Order, ProviderApi, Usage } from '../ProviderApi';
import { fieldsOf, idOf, linkIn, numberOf } from '../reading';
import { readReport } from '../readReport';
import { check } from './faceCheck';
import { modelList } from './modelList';
import { causeOf, isModeration, wordsOf } from './refusals';
import { recent } from './recentTasks';
import { baseUrl, regionOf } from './regions';
import { readTime } from './times';
import { isStored, RESOLVE_STORED, uploads } from './uploads';

// Source: the API pages of https://help.aliyun.com/zh/model-studio/ (one for each kind of model), and
// https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks

const SERVICES = '/api/v1/services/aigc';
const TASKS = '/api/v1/tasks';

/** These stand on an older path than all others: from one picture to another, animation, speech. */
const ON_OLDER_PATH = /-(kf2v|animate|s2v)\b/;

export const api: ProviderApi = {
	callIdHeader: 'x-request-id',

	// A task is found by its ID alone, and that tells nothing.
	modelOf: () => '',

	baseUrl,
	regionOf,

	create: (order) => ({
		method: 'POST',
		path: `${SERVICES}/${ON_OLDER_PATH.test(order.model) ? 'image2video' : 'video-generation'}/video-synthesis`,
		headers: {
			// Without it the service takes the request for one that waits for the video, and refuses it.
			'X-DashScope-Async': 'enable',
			...(hasStoredFile(order) && RESOLVE_STORED),
		},
		body: { model: order.model, ...order.fields },
	}),

	fetch: ({ id }) => ({ method: 'GET', path: `${TASKS}/${encodeURIComponent(id)}` }),

	cancel: ({ id }) => ({ method: 'POST', path: `${TASKS}/${encodeURIComponent(id)}/cancel` }),

	readCanceled: (answer) => {
		const { request_id, code } = fieldsOf(answer);
		return request_id !== undefined && !code;
	},

	readGeneration(answer) {
		const { output, usage } = fieldsOf(answer);
		const { task_id, task_status, video_url, results, code, ...task } = fieldsOf(output);
		const report = readReport(answer, {
			id: idOf(task_id),
			status: task_status,
			statusOfNew: 'PENDING',
			// Of models that begin with a picture of somebody it is in the latter.
			videoUrl: linkIn(video_url) ?? linkIn(results),
			reason: wordsOf({ code, message: task.message }),
			isModeration: isModeration(code),
			known: {
				usage: usageIn(usage),
				createdAt: timeOf(task.submit_time),
				updatedAt: timeOf(task.end_time),
			},
		});
		if (report.providerStatus.toUpperCase() !== 'UNKNOWN') return report;
		const { id, providerStatus, response } = report;
		const advice = 'It keeps what was made for 24 hours.';
		return { id, providerStatus, response, status: 'forgotten', advice };
	},

	readRefusal: wordsOf,
	causeOf,
	modelList,
	uploads,
	check,
	recent,
};

function hasStoredFile({ fields }: Order): boolean {
	return valuesIn(fields).some(isStored);
}

/** The seconds that are charged; of some models those of what was given are among them. */
function usageIn(usage: unknown): Usage | undefined {
	const { duration, video_duration } = fieldsOf(usage);
	const seconds = numberOf(duration) ?? numberOf(video_duration);
	return seconds === undefined ? undefined : { seconds };
}

function timeOf(value: unknown): string | undefined {
	const time = readTime(value);
	return time === undefined ? undefined : new Date(time).toISOString();
}
