import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { repository } from '../tools/n8n/places';
import type { Results } from './results';

/** What the page of the benchmarks is made of. */
const file = join(repository, 'docs/benchmarks.json');

/** Keeps results, so that one benchmark can be run again without the others. */
export async function saveResults(results: Results): Promise<void> {
	await writeFile(file, `${JSON.stringify(results, null, '\t')}\n`);
}

/**
 * The results that were saved last.
 *
 * @throws if they were not measured on the same terms: then they can't stand on a page with new ones
 */
export async function earlierResults({
	machine,
	runs,
}: Pick<Results, 'machine' | 'runs'>): Promise<Results> {
	const earlier = JSON.parse(await readFile(file, 'utf8')) as Results;
	if (!isDeepStrictEqual({ machine, runs }, { machine: earlier.machine, runs: earlier.runs })) {
		throw new Error(
			'docs/benchmarks.json is of another machine, version or number of runs: leave --only out.',
		);
	}
	return earlier;
}
