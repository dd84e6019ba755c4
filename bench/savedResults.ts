import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { repository } from '../tools/n8n/places';
import type { BenchmarkName, Results, Terms } from './results';

/** What the page of the benchmarks is made of. */
const file = join(repository, 'docs/benchmarks.json');

/** Keeps results, so that one benchmark can be run again without the others. */
export async function saveResults(results: Results): Promise<void> {
	await writeFile(file, `${JSON.stringify(results, null, '\t')}\n`);
}

/**
 * The results that were saved last, with those of one benchmark in the place of its earlier ones. If that was measured
 * on another machine or with other versions, it says so of itself: the rest keeps its own terms.
 */
export async function withSaved(
	name: BenchmarkName,
	terms: Terms,
	measured: Partial<Results>,
): Promise<Results> {
	const saved = JSON.parse(await readFile(file, 'utf8')) as Results;
	const elsewhere = { ...saved.elsewhere };
	Reflect.deleteProperty(elsewhere, name);
	const { machine, runs } = saved;
	const isAlike = isDeepStrictEqual(
		{ machine, runs },
		{ machine: terms.machine, runs: terms.runs },
	);
	const others = isAlike ? elsewhere : { ...elsewhere, [name]: terms };
	return {
		...saved,
		...measured,
		...(isAlike && { date: terms.date }),
		elsewhere: Object.keys(others).length > 0 ? others : undefined,
	};
}
