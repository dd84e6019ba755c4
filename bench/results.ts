import type { BatchResult } from './benchmarks/batch';
import type { BreathingResult } from './benchmarks/breathing';
import type { FieldsResult } from './benchmarks/fields';
import type { LoadResult } from './benchmarks/load';
import type { MemoryResult } from './benchmarks/memory';
import type { NoticingResult } from './benchmarks/noticing';
import type { OverheadResult } from './benchmarks/overhead';
import type { Machine } from './report/machine';

/** What a run of the benchmarks found; what was not measured is left out. */
export interface Results {
	machine: Machine;
	/** ISO 8601, a day. */
	date: string;
	/** How often each figure was measured. */
	runs: number;
	batch?: BatchResult[];
	noticing?: NoticingResult[];
	memory?: MemoryResult[];
	overhead?: OverheadResult[];
	breathing?: BreathingResult[];
	fields?: FieldsResult[];
	load?: LoadResult;
}

export type BenchmarkName =
	'batch' | 'noticing' | 'memory' | 'overhead' | 'breathing' | 'fields' | 'load';

/** In the order they are run and reported. */
export const benchmarkNames: readonly BenchmarkName[] = [
	'batch',
	'noticing',
	'memory',
	'overhead',
	'breathing',
	'fields',
	'load',
];
