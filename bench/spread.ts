import { max, median, min } from 'simple-statistics';

/** A figure over several runs. */
export interface Spread {
	median: number;
	min: number;
	max: number;
	runs: number;
}

export function spreadOf(values: number[]): Spread {
	return {
		median: median(values),
		min: min(values),
		max: max(values),
		runs: values.length,
	};
}

/** The same figure in another unit, or the share of another that is exact. */
export function scaled(spread: Spread, factor: number): Spread {
	const { median, min, max, runs } = spread;
	return { median: median * factor, min: min * factor, max: max * factor, runs };
}

/**
 * Takes every measurement in turn, as often as asked: what the machine does besides hits all of them
 * alike.
 *
 * @returns what each gave, in the order of the measurements
 */
export async function interleaved<Value>(
	runs: number,
	measurements: Array<() => Promise<Value>>,
): Promise<Value[][]> {
	const values = measurements.map((): Value[] => []);
	for (let run = 0; run < runs; run++) {
		for (const [index, measure] of measurements.entries()) {
			values[index]?.push(await measure());
		}
	}
	return values;
}
