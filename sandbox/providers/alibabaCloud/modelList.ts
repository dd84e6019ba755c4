import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

import type { Answer } from '../../exchange';
import { answer } from './answers';
import type { Region } from './regions';

/** A model as `models.yaml` has it. */
interface Entry {
	model: string;
	name: string;
	day: string;
	regions?: string[];
	takes?: string[];
	/** Video unless said otherwise. */
	makes?: string;
	/** `wan` unless said otherwise. */
	provider?: string;
	/** `VG`, video generation, unless said otherwise. */
	capability?: string;
	/** USD per second, by resolution or mode. */
	prices?: Record<string, number>;
}

/** As the contract has read it. */
export interface ModelQuery {
	name?: string;
	model?: string;
	providers?: string;
	capabilities?: string;
	page_no?: number | string;
	page_size?: number | string;
}

/** The models there are. */
export interface ModelList {
	/**
	 * A page of those a region has.
	 *
	 * Source: https://www.alibabacloud.com/help/en/model-studio/list-models; the words for kinds and units of prices are
	 * made up, as no page tells them.
	 */
	answer(query: ModelQuery, region: Region): Answer;
	/** Whether a region has a model; what is in no list is nowhere. */
	has(model: string, region: Region): boolean;
}

/** Reads the list. */
export async function readModelList(): Promise<ModelList> {
	const text = await readFile(join(__dirname, 'models.yaml'), 'utf8');
	const { models } = parse(text) as { models: Entry[] };
	return {
		answer(query, region) {
			const found = models.filter((entry) => isOf(entry, region) && isAskedFor(entry, query));
			const [number, size] = [Number(query.page_no ?? 1), Number(query.page_size ?? 20)];
			return answer(200, {
				output: {
					total: found.length,
					page_no: number,
					page_size: size,
					models: found.slice((number - 1) * size, number * size).map(row),
				},
			});
		},
		has: (model, region) => models.some((entry) => entry.model === model && isOf(entry, region)),
	};
}

/** A key of Beijing knows Beijing's; the sandbox's others know them all, so that every model can be tried. */
function isOf({ regions = ['beijing'] }: Entry, region: Region): boolean {
	return region !== 'cn-beijing' || regions.includes('beijing');
}

function isAskedFor(entry: Entry, query: ModelQuery): boolean {
	const { model, name, provider = 'wan', capability = 'VG' } = entry;
	const isAmong = (values: string | undefined, own: string) =>
		values === undefined || values.split(',').includes(own);
	return (
		name.toLowerCase().includes(query.name?.toLowerCase() ?? '') &&
		isAmong(query.model, model) &&
		isAmong(query.providers, provider) &&
		isAmong(query.capabilities, capability)
	);
}

function row(entry: Entry) {
	const { model, name, day, takes = [], makes = 'Video', prices = {} } = entry;
	const { provider = 'wan', capability = 'VG' } = entry;
	const rows = Object.entries(prices).map(([type, price]) => {
		return { type, price: String(price), price_unit: 'USD/second', price_name: type };
	});
	return {
		...{ model, name, provider, capabilities: [capability], features: ['async'] },
		description: `${name}, as the sandbox has it.`,
		inference_provider: 'bailian',
		published_time: `${day} 00:00:00`,
		inference_metadata: { request_modality: ['Text', ...takes], response_modality: [makes] },
		prices: rows.length > 0 ? [{ range_name: 'default', prices: rows }] : [],
	};
}
