import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError, Option, program } from 'commander';
import { format, resolveConfig } from 'prettier';

import { listenForInterruption } from '../tools/n8n/interruption';
import { repository } from '../tools/n8n/places';
import { step } from '../tools/n8n/steps';
import { benchBatch } from './benchmarks/batch';
import { benchBreathing } from './benchmarks/breathing';
import type { BenchContext } from './benchmarks/context';
import { benchFields } from './benchmarks/fields';
import { benchLoad } from './benchmarks/load';
import { benchMemory } from './benchmarks/memory';
import { benchNoticing } from './benchmarks/noticing';
import { benchOverhead } from './benchmarks/overhead';
import { Host } from './n8n/host';
import { drawChart } from './report/chart';
import { describeMachine } from './report/machine';
import { page } from './report/markdown';
import { type BenchmarkName, benchmarkNames, type Results } from './results';
import { saveResults, withSaved } from './savedResults';

interface Options {
	json: boolean;
	write: boolean;
	only?: BenchmarkName;
	runs: number;
}

type Benchmark = (context: BenchContext) => Promise<Partial<Results>>;

const benchmarks: Record<BenchmarkName, [title: string, benchmark: Benchmark]> = {
	batch: ['Batch', async (context) => ({ batch: await benchBatch(context) })],
	noticing: ['Noticing', async () => ({ noticing: await benchNoticing() })],
	memory: ['Memory', async (context) => ({ memory: await benchMemory(context) })],
	overhead: ['Overhead', async (context) => ({ overhead: await benchOverhead(context) })],
	breathing: ['Breathing', async (context) => ({ breathing: await benchBreathing(context) })],
	fields: ['Fields', async (context) => ({ fields: await benchFields(context) })],
	load: ['Load', async (context) => ({ load: await benchLoad(context) })],
};

program
	.name('npm run bench --')
	.description('Measures this package in a real n8n against what is used without it: over an hour.')
	.option('--json', 'print the figures as JSON', false)
	.option('--write', 'write docs/benchmarks.md, its data and its chart', false)
	.addOption(new Option('--only <name>', 'run one of them').choices(benchmarkNames))
	.option('--runs <number>', 'how often each figure is measured', wholeNumber, 5)
	.parse();

void main(program.opts());

async function main(options: Options): Promise<void> {
	const { signal, done } = listenForInterruption();
	try {
		const { runs, write: isWritten, only } = options;
		const date = new Date().toISOString().slice(0, 10);
		const terms = { machine: await describeMachine(), runs, date };
		const measured = await measure(options, signal);
		const results: Results =
			isWritten && only ? await withSaved(only, terms, measured) : { ...terms, ...measured };
		if (options.write) await write(results);
		console.log(options.json ? JSON.stringify(results, null, '\t') : await pretty(results));
	} catch (error) {
		console.error(signal.aborted ? '\nStopped.' : `\n${(error as Error).message}`);
		process.exitCode = 1;
	} finally {
		done();
	}
}

async function measure({ only, runs }: Options, signal: AbortSignal): Promise<Partial<Results>> {
	let starting: Promise<Host> | undefined;
	const stop = async () => {
		await (await starting?.catch(() => undefined))?.stop();
	};
	// What waits for n8n ends with it.
	signal.addEventListener('abort', () => void stop());
	try {
		let results: Partial<Results> = {};
		for (const name of only ? [only] : benchmarkNames) {
			const [title, benchmark] = benchmarks[name];
			const measured = await step(title, async (note) => {
				const host = async () => {
					if (!starting) note('starting n8n');
					return await (starting ??= Host.start(signal));
				};
				return await benchmark({ runs, host, note });
			});
			signal.throwIfAborted();
			results = { ...results, ...measured };
		}
		return results;
	} finally {
		await stop();
	}
}

async function write(results: Results): Promise<void> {
	const { batch, memory } = results;
	if (!batch || !memory) throw new Error('There is nothing to draw.');
	await saveResults(results);
	const docs = join(repository, 'docs');
	await mkdir(join(docs, 'images'), { recursive: true });
	await writeFile(join(docs, 'benchmarks.md'), await pretty(results));
	const chart = { batch, memory };
	await writeFile(join(docs, 'images/benchmark.svg'), drawChart(chart, 'light'));
	await writeFile(join(docs, 'images/benchmark-dark.svg'), drawChart(chart, 'dark'));
}

/** The page as `npm run lint` wants it. */
async function pretty(results: Results): Promise<string> {
	const config = await resolveConfig(join(repository, 'docs/benchmarks.md'));
	return await format(page(results), { ...config, parser: 'markdown' });
}

function wholeNumber(text: string): number {
	const value = Number(text);
	if (Number.isInteger(value) && value > 0) return value;
	throw new InvalidArgumentError('It must be a whole number from 1.');
}
