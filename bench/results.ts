import type { BatchResult } from './benchmarks/batch';
import type { BreathingResult } from './benchmarks/breathing';
import type { FieldsResult } from './benchmarks/fields';
import type { LoadResult } from './benchmarks/load';
import type { MemoryResult } from './benchmarks/memory';
import type { NoticingResult } from './benchmarks/noticing';
import type { OverheadResult } from './benchmarks/overhead';
import type { Machine } from './report/machine';

/** Where, when and how often something was measured. */
export interface Terms {
	machine: Machine;
	/** ISO 8601, a day. */
	date: string;
	/** How often each figure was measured. */
	runs: number;
}

/** What a run of the benchmarks found; what was not measured is left out. */
export interface Results extends Terms {
	/** Those that were measured on other terms than the rest. */
	elsewhere?: Partial<Record<BenchmarkName, Terms>>;
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
