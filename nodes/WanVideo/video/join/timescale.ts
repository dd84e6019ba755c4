import type { Track } from './Clip';

/** So that a frame that is held for a sound is held for as long as the sound lasts, as nearly as one can see. */
const COARSEST = 10_000;
/** So that an hour's ticks fit into 32 bits, which is what some players read. */
const FINEST = 1_000_000;

/**
 * Ticks of one second by which the times of all tracks are whole numbers: their own where they have the same. Where
 * there is no such number that a player could work with, times are rounded, each by itself, so that nothing adds up.
 */
export function commonTimescale(tracks: readonly Track[]): number {
	const [first, ...others] = tracks;
	if (!first) return COARSEST;
	if (others.every(({ timescale }) => timescale === first.timescale)) return first.timescale;
	const all = tracks.map(coarsest).reduce(leastCommonMultiple);
	if (all > FINEST) return FINEST;
	return all * Math.ceil(COARSEST / all);
}

/** The fewest ticks of a second by which a track's times are whole numbers. */
function coarsest({ timescale, durations, offsets }: Track): number {
	let divisor = timescale;
	for (const duration of durations) divisor = greatestCommonDivisor(divisor, duration);
	for (const offset of offsets) divisor = greatestCommonDivisor(divisor, Math.abs(offset));
	return timescale / divisor;
}

function greatestCommonDivisor(a: number, b: number): number {
	while (b !== 0) [a, b] = [b, a % b];
	return a;
}

function leastCommonMultiple(a: number, b: number): number {
	return (a / greatestCommonDivisor(a, b)) * b;
}
