import { batchSizes, concurrencies } from '../benchmarks/batch';
import { breathingItems, stopAfter } from '../benchmarks/breathing';
import { itemCounts } from '../benchmarks/overhead';
import { videoMegabytes } from '../benchmarks/memory';
import type { Results } from '../results';
import { number } from './format';

/** One thing that the package is to reach. */
export interface Target {
	what: string;
	wanted: string;
	measured: string;
	isMet: boolean;
}

/** The targets, as far as there are results for them. */
export function targets(results: Results): Target[] {
	return [
		...batchTargets(results),
		...memoryTargets(results),
		...overheadTargets(results),
		...breathingTargets(results),
		...fieldsTargets(results),
		...loadTargets(results),
	];
}

function batchTargets({ batch }: Results): Target[] {
	if (!batch) return [];
	const ours = batch.filter(({ way }) => way === 'ours');
	const seconds = (way: string, concurrency: number) =>
		batch.find((one) => one.way === way && one.items === 20 && one.concurrency === concurrency)
			?.seconds.median ?? NaN;
	return [
		atMost(
			`Batch: time over the limit, at worst of ${batchSizes.length * concurrencies.length}`,
			Math.max(...ours.map(({ ratioToLimit }) => ratioToLimit.median)),
			1.15,
			'×',
		),
		...concurrencies.map((concurrency) =>
			atLeast(
				`Batch: faster than the built-in node, 20 items, ${concurrency} at a time`,
				seconds('builtIn', concurrency) / seconds('ours', concurrency),
				10,
				'×',
			),
		),
	];
}

function memoryTargets({ memory }: Results): Target[] {
	const largest = Math.max(...videoMegabytes);
	const ours = memory?.find(
		({ way, mode, megabytes }) => way === 'ours' && mode === 'filesystem' && megabytes === largest,
	);
	if (!ours) return [];
	return [
		atMost(
			`Memory: growth for a video of ${largest} MB, with binary data in files`,
			ours.growth.median,
			40,
			'MB',
		),
	];
}

function overheadTargets({ overhead }: Results): Target[] {
	if (!overhead) return [];
	const speed = (way: string, items: number) =>
		overhead.find((one) => one.way === way && one.items === items)?.itemsPerSecond.median ?? NaN;
	const least = Math.min(...itemCounts);
	const most = Math.max(...itemCounts);
	return [
		...itemCounts.map((items) =>
			atLeast(
				`Overhead: items per second over the HTTP Request node's, ${number(items)} items`,
				speed('ours', items) / speed('httpRequest', items),
				1,
				'×',
			),
		),
		atMost(
			`Overhead: cost per item of ${number(most)} over that of ${number(least)}`,
			speed('ours', least) / speed('ours', most),
			1.2,
			'×',
		),
	];
}

function breathingTargets({ breathing }: Results): Target[] {
	const ours = breathing?.find(({ way }) => way === 'ours');
	if (!ours) return [];
	return [
		atMost(
			`Breathing: longest block of n8n, ${number(breathingItems)} items`,
			ours.longestBlock.byClock.median,
			50,
			'ms',
		),
		atMost(
			`Breathing: created in spite of Stop after ${number(stopAfter / 1000)} s`,
			ours.stop?.creates.median ?? NaN,
			0,
			'generations',
		),
	];
}

function fieldsTargets({ fields }: Results): Target[] {
	if (!fields) return [];
	const milliseconds = (way: string) =>
		fields.find((one) => one.way === way)?.milliseconds.median ?? NaN;
	return [
		atMost(
			"Fields: time to show another model's over the Notion node's for another resource",
			milliseconds('ours') / milliseconds('notion'),
			1,
			'×',
		),
	];
}

function loadTargets({ load }: Results): Target[] {
	if (!load) return [];
	return [
		atMost('Load: time to require the node', load.milliseconds.median, 50, 'ms'),
		atMost('Load: unpacked package', load.unpackedKilobytes, 300, 'kB'),
	];
}

function atMost(what: string, value: number, limit: number, unit: string): Target {
	return { ...target(what, value, `≤ ${number(limit)} ${unit}`, unit), isMet: value <= limit };
}

function atLeast(what: string, value: number, limit: number, unit: string): Target {
	return { ...target(what, value, `≥ ${number(limit)} ${unit}`, unit), isMet: value >= limit };
}

function target(what: string, value: number, wanted: string, unit: string) {
	return { what, wanted, measured: `${number(value)} ${unit}` };
}
