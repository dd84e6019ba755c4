import { asText } from '../../models/text';
import type { Candidate, RecentApi } from '../ProviderApi';
import { fieldsOf, idOf, numberOf } from '../reading';
import { readTime } from './times';

const PAGE_SIZE = 100;

/**
 * The tasks of the last day. Not asked for by time: whose clock `start_time` goes by is not said.
 *
 * Source: https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks
 */
export const recent: RecentApi = {
	list: ({ model }) => ({
		method: 'GET',
		path: '/api/v1/tasks/',
		query: { model_name: model, page_no: 1, page_size: PAGE_SIZE },
	}),

	read(answer, { model }, since) {
		const { data, total } = fieldsOf(answer);
		if (!Array.isArray(data)) return undefined;
		const found = data.map(fieldsOf).flatMap((task): Candidate[] => {
			const id = idOf(task.task_id);
			const isOther = task.model_name !== undefined && asText(task.model_name) !== model;
			const created = readTime(task.gmt_create) ?? readTime(task.start_time);
			// Without a time it may be of yesterday.
			if (id === undefined || isOther || created === undefined || created < since) return [];
			return [{ id, createdAt: new Date(created).toISOString() }];
		});
		// What is not on this page may be on another one.
		const isAll = (numberOf(total) ?? data.length) <= data.length;
		return isAll || found.length > 0 ? found : undefined;
	},
};
