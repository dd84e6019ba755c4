import {
	GENERATE_OPERATIONS,
	type GenerateOperation,
	MEDIA_KINDS,
	MEDIA_SETTINGS,
	type MediaSetting,
	operationNamed,
} from '../../models/operations';
import { asText } from '../../models/text';
import type { LeavingModel, ListedModel, ModelList } from '../ProviderApi';
import { type Fields, fieldsOf, idOf } from '../reading';
import { readTime } from './times';

// Source: https://www.alibabacloud.com/help/en/model-studio/list-models, and answers that others have recorded. It is
// documented for the shared hosts of Singapore and Hong Kong and for workspaces' hosts; others answer it, too.

/** VG is the generation of videos. */
const QUERY = 'providers=wan&capabilities=VG&language=en-US&page_size=100';

/** Wan and the face check of its speech models are some forty: the second page is for what is to come. */
const PAGES = [1, 2];

export const modelList: ModelList = {
	needsKey: true,
	paths: PAGES.map((page) => `/api/v1/models?${QUERY}&page_no=${page}`),
	read(answers) {
		// A host that knows no pages repeats itself.
		const rows = new Map(answers.flatMap(rowsOf).map((row) => [idOf(row.model), row]));
		const videos = [...rows].flatMap(([id, row]) =>
			id !== undefined && isOfWan(id) && makesVideos(row) ? [{ id, row }] : [],
		);
		return {
			models: videos.map(({ id, row }) => readModel(id, row)),
			leaving: videos.flatMap(({ id, row }) => readLeaving(id, row)),
		};
	},
};

function rowsOf(answer: unknown): Fields[] {
	const { models } = fieldsOf(fieldsOf(answer).output);
	return Array.isArray(models) ? models.map(fieldsOf) : [];
}

/** `wan2.7-t2v`, or as Beijing has some of them, `wanx2.1-t2v-turbo`. */
const isOfWan = (id: string) => /^wanx?\d/i.test(id);

function makesVideos({ capabilities, inference_metadata }: Fields): boolean {
	const can = textsOf(capabilities);
	const makes = textsOf(fieldsOf(inference_metadata).response_modality);
	return (
		(can.length === 0 || can.includes('vg')) && (makes.length === 0 || makes.includes('video'))
	);
}

function readModel(id: string, { name, inference_metadata }: Fields): ListedModel {
	const takes = textsOf(fieldsOf(inference_metadata).request_modality);
	return { id, aliases: [], name: asText(name).trim() || id, operations: operationsWith(takes) };
}

/**
 * What a model can be started from at the most: whether it needs the media that it takes is not told.
 *
 * @param takes some of text, image, video, audio; none where nothing is told
 */
function operationsWith(takes: string[]): GenerateOperation[] {
	if (takes.length === 0) return [];
	const isTaken = (setting: MediaSetting) =>
		setting === 'references'
			? takes.some((kind) => kind !== 'text')
			: takes.includes(MEDIA_KINDS[setting]);
	return GENERATE_OPERATIONS.filter((operation) => {
		const { media } = operationNamed(operation);
		const needed = MEDIA_SETTINGS.filter((setting) => media[setting] === 'required');
		return needed.length === 0 ? takes.includes('text') : needed.every(isTaken);
	});
}

function readLeaving(id: string, { inference_offline_info }: Fields): LeavingModel[] {
	const ends = endsIn(inference_offline_info);
	return ends.length === 0 ? [] : [{ id, isRetired: Math.max(...ends) <= Date.now() }];
}

/**
 * When a model goes offline, in milliseconds since 1970: once, or, as some have seen it, once for each way to use it. Then
 * the last counts.
 */
function endsIn(info: unknown): number[] {
	return [info, ...Object.values(fieldsOf(info))].flatMap((one) => {
		const { offline_time, offlineTime } = fieldsOf(one);
		return readTime(offline_time ?? offlineTime) ?? [];
	});
}

/** In lower case. */
function textsOf(value: unknown): string[] {
	return Array.isArray(value)
		? value.filter((one) => typeof one === 'string').map((one) => one.toLowerCase())
		: [];
}
