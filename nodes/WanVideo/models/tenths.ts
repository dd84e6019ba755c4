/**
 * To a tenth, and compared like that: encoders end a video of five seconds some hundredths later, with the last sound, and
 * nobody means that by a limit.
 */
export function tenths(value: number): number {
	return Math.round(value * 10) / 10;
}
