import {
	batchSizes,
	concurrencies,
	generationSeconds,
	limitSeconds,
	type BatchResult,
} from '../benchmarks/batch';
import { type BreathingResult, breathingItems, stopAfter } from '../benchmarks/breathing';
import { changes, type FieldsResult } from '../benchmarks/fields';
import { type MemoryResult, storages, videoMegabytes } from '../benchmarks/memory';
import { durations, intervals, type NoticingResult } from '../benchmarks/noticing';
import { itemCounts, type OverheadResult } from '../benchmarks/overhead';
import type { BinaryDataMode } from '../n8n/host';
import type { LoadResult } from '../benchmarks/load';
import type { BenchmarkName, Results, Terms } from '../results';
import { waitByHand, type WayName, wayNames } from '../ways';
import type { Spread } from '../spread';
import { number, spread, table } from './format';
import { targets } from './targets';

const ways = Object.keys(wayNames) as WayName[];

/** All that was found, as a page. */
export function page(results: Results): string {
	const { batch, noticing, memory, overhead, breathing, fields, load } = results;
	const section = (name: BenchmarkName, text: string | undefined) => {
		const terms = results.elsewhere?.[name];
		return text && terms ? `${text}\n\n${measuredOn(terms)}` : text;
	};
	return [
		head(results),
		targetSection(results),
		section('batch', batch && batchSection(batch)),
		section('noticing', noticing && noticingSection(noticing)),
		section('memory', memory && memorySection(memory)),
		section('overhead', overhead && overheadSection(overhead)),
		section('breathing', breathing && breathingSection(breathing)),
		section('fields', fields && fieldsSection(fields)),
		section('load', load && loadSection(load)),
	]
		.filter(Boolean)
		.join('\n\n');
}

/** For a section that was measured by itself. */
function measuredOn({ date, machine }: Terms): string {
	const { cores, processor, gigabytes, system, versions } = machine;
	return `Measured by itself on ${date}: ${cores} cores (${processor}), ${gigabytes} GB of memory, ${system}, n8n ${versions.n8n}.`;
}

function head({ machine, date, runs, batch, memory }: Results): string {
	const { cores, processor, gigabytes, system, versions } = machine;
	const chart = `<picture>
	<source media="(prefers-color-scheme: dark)" srcset="images/benchmark-dark.svg">
	<img alt="Time of a batch and growth of memory, for the three ways" src="images/benchmark.svg">
</picture>`;
	return `# Benchmarks

Written by \`npm run bench -- --write\` on ${date}; do not edit.

${batch && memory ? chart : ''}

Everything runs in a real n8n ${versions.n8n} (Node.js ${versions.nodeOfN8n}, SQLite, binary data in files unless told), in
production executions that n8n's own record of them times. A local provider answers at once, and a
generation of it takes exactly as long as it is told to. Compared are:

- **${wayNames.ours}** ${versions.package}, with its defaults.
- **${wayNames.byHand}**: a workflow as one builds it without a node for it. Loop Over Items takes as
  many items as may be under way; HTTP Request creates them, Wait waits ${waitByHand} seconds, HTTP Request looks, If
  goes back to Wait until all have completed, HTTP Request downloads.
- **${wayNames.builtIn}**, the only node in n8n for Wan models. It works on one item after the other, looks at
  once and then every 15 seconds.

Figures are medians of ${runs} runs, in parentheses from the lowest to the highest. The runs of what is compared
alternate. Machine: ${cores} cores (${processor}), ${gigabytes} GB of memory, ${system}; the benchmarks themselves run on
Node.js ${versions.node} beside n8n. A single one runs with \`npm run bench -- --only batch\`, and with \`--write\` replaces its figures here.`;
}

function targetSection(results: Results): string {
	const rows = targets(results).map(({ what, wanted, measured, isMet }) => [
		what,
		wanted,
		measured,
		isMet ? 'yes' : '**no**',
	]);
	if (rows.length === 0) return '';
	return `## Targets

${table(['Target', 'Wanted', 'Measured', 'Met'], rows)}`;
}

function batchSection(batch: BatchResult[]): string {
	const cases = concurrencies.flatMap((concurrency) =>
		batchSizes.map((items) => ({ items, concurrency })),
	);
	const find = (way: WayName, { items, concurrency }: { items: number; concurrency: number }) =>
		batch.find((one) => one.way === way && one.items === items && one.concurrency === concurrency);
	const rows = (cell: (result: BatchResult) => string) =>
		cases.map((one) => [
			`${one.items} items, ${one.concurrency} at a time`,
			...ways.map((way) => {
				const result = find(way, one);
				return result ? cell(result) : '';
			}),
		]);
	const names = ways.map((way) => wayNames[way]);
	const times = rows(
		({ seconds, ratioToLimit }) => `${spread(seconds)}, ${number(ratioToLimit.median)} ×`,
	).map(([what = '', ...cells], index) => {
		const { items, concurrency } = cases[index] ?? { items: 0, concurrency: 1 };
		return [what, number(limitSeconds(items, concurrency)), ...cells];
	});
	return `## Batch

Seconds for all items, each a generation of ${generationSeconds} s and a video of 1 MB, and how many times the limit
that is. The limit is ⌈items ÷ at a time⌉ × ${generationSeconds} s.

${table(['Seconds', 'Limit', ...names], times)}

The built-in node's runs, minutes of waiting each, went on at the same time as the others.

${table(
	['Requests: creates, polls', ...names],
	rows(({ creates, polls }) => `${spread(creates)}, ${spread(polls)}`),
)}`;
}

function noticingSection(noticing: NoticingResult[]): string {
	const schedules = [undefined, ...intervals];
	const header = schedules.map((interval) =>
		interval === undefined ? wayNames.ours : `Every ${interval} s`,
	);
	const rows = (cell: (result: NoticingResult) => string) =>
		durations.map((duration) => [
			`${duration} s`,
			...schedules.map((interval) => {
				const result = noticing.find(
					(one) => one.duration === duration && one.interval === interval,
				);
				return result ? cell(result) : '';
			}),
		]);
	const runs = noticing[0]?.secondsLate.runs ?? 0;
	return `## Noticing

Seconds between a video being ready and that being known. This package's own code waits by a virtual clock;
${number(runs)} generations of each length, spread evenly over ± 10 % of it. Polling Interval is its default. At a
fixed interval the first look comes after one.

${table(
	['Seconds late', ...header],
	rows(({ secondsLate }) => spread(secondsLate)),
)}

${table(
	['Polls', ...header],
	rows(({ polls }) => spread(polls)),
)}`;
}

function memorySection(memory: MemoryResult[]): string {
	const find = (name: WayName, mode: BinaryDataMode, megabytes: number) =>
		memory.find((one) => one.way === name && one.mode === mode && one.megabytes === megabytes);
	const row = (what: string, mode: BinaryDataMode, megabytes: number) => [
		what,
		...ways.map((way) => {
			const result = find(way, mode, megabytes);
			return result ? spread(result.growth) : '';
		}),
	];
	const largest = Math.max(...videoMegabytes);
	const measured = storages.filter(({ mode }) => memory.some((one) => one.mode === mode));
	const names = ways.map((way) => wayNames[way]);
	return `## Memory

MB by which n8n's resident memory grew at most while it made one video, over that before the run. Each run is in
an n8n just started, which has made one video of 1 MB and has collected its garbage. With binary data in files:

${table(
	['Video', ...names],
	videoMegabytes.map((megabytes) => row(`${megabytes} MB`, 'filesystem', megabytes)),
)}

By where n8n keeps binary data (its \`N8N_DEFAULT_BINARY_DATA_MODE\`), with a video of ${largest} MB. Of these only files
are written piece by piece. For its database n8n first gathers the whole video, and in memory the video stays until the
execution is saved, as text within it: both hold it several times over.

${table(
	['Binary data in', ...names],
	measured.map(({ mode, name }) => row(name, mode, largest)),
)}`;
}

function overheadSection(overhead: OverheadResult[]): string {
	const names = { ours: wayNames.ours, httpRequest: 'HTTP Request' };
	const columns = Object.keys(names) as Array<keyof typeof names>;
	const rows = (figure: 'itemsPerSecond' | 'cpuSeconds') =>
		itemCounts.map((items) => [
			`${number(items)} items`,
			...columns.map((way) => {
				const result = overhead.find((one) => one.way === way && one.items === items);
				return result ? spread(result[figure]) : '';
			}),
		]);
	const header = columns.map((way) => names[way]);
	return `## Overhead

What n8n and the node take for themselves: waiting and download are off, and each item's prompt is an expression.
Wan Video sends 20 creates at a time; the HTTP Request node, with its defaults, sends the same creates all at once.

${table(['Items per second, of the node', ...header], rows('itemsPerSecond'))}

${table(['CPU seconds of n8n for 1,000 items', ...header], rows('cpuSeconds'))}`;
}

function breathingSection(breathing: BreathingResult[]): string {
	const names = { ours: wayNames.ours, httpRequest: 'HTTP Request', nothing: 'No Operation' };
	const columns = Object.keys(names) as Array<keyof typeof names>;
	const row = (what: string, cell: (result: BreathingResult) => Spread | undefined) => [
		what,
		...columns.map((way) => {
			const result = breathing.find((one) => one.way === way);
			const found = result && cell(result);
			return found ? spread(found) : '';
		}),
	];
	return `## Breathing

n8n does everything in one thread: while a node computes, no editor, no webhook and no other execution gets its turn.
A timer in n8n that is due every millisecond tells for how long; what n8n's own record says was before or after the
node is left out, and No Operation shows what n8n needs itself. The longest without garbage collection, and by the CPU,
may be another block. The batch is that of Overhead, of
${number(breathingItems)} items. Stop is wanted ${number(stopAfter / 1000)} s after the start, while the items are being read; what has been created by then
is paid for.

${table(
	[`${number(breathingItems)} items`, ...columns.map((way) => names[way])],
	[
		row('Longest block (ms)', ({ longestBlock }) => longestBlock.byClock),
		row(
			"… without V8's garbage collection (ms)",
			({ longestBlock }) => longestBlock.besidesCollections,
		),
		row("… by the CPU time of n8n's thread (ms)", ({ longestBlock }) => longestBlock.byCpu),
		row('From Stop to the end of the execution (s)', ({ stop }) => stop?.seconds),
		row('Created when it has ended', ({ stop }) => stop?.creates),
	],
)}`;
}

function fieldsSection(fields: FieldsResult[]): string {
	const find = (way: FieldsResult['way']) => {
		const result = fields.find((one) => one.way === way);
		return result ? spread(result.milliseconds) : '';
	};
	return `## Fields

Milliseconds in n8n's editor, in Chromium, from the click on a choice until the fields that belong to it are painted;
${changes} times each. Both nodes are open in a browser of their own.

${table(
	['Choice', 'Milliseconds'],
	[
		['Another model in Wan Video (this package)', find('ours')],
		["Another resource in n8n's Notion node", find('notion')],
	],
)}`;
}

function loadSection({
	milliseconds,
	packedKilobytes,
	unpackedKilobytes,
	files,
}: LoadResult): string {
	return `## Load

${table(
	['What the package adds', 'Figure'],
	[
		['Time to load the node, beyond n8n-workflow (ms)', spread(milliseconds)],
		['Package, packed (kB)', number(packedKilobytes)],
		['Package, unpacked (kB)', number(unpackedKilobytes)],
		['Files', number(files)],
	],
)}`;
}
