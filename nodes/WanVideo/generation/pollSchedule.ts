/** No model is ready sooner, so no one is asked sooner. */
const FIRST_LOOK = 3;
/** Up to here a pause may add two seconds to a generation; beyond, a tenth of its time. */
const SHORT_PAUSE = 2;
const SHARE_OF_ELAPSED = 0.1;

/**
 * How long to wait before looking at a generation again: short at first, growing with the time it
 * has taken, up to the polling interval.
 *
 * It is noticed within two seconds or a tenth of its duration, whichever is longer, with at most
 * 40 looks in 240 s at an interval of 10 s. The jitter spreads the looks of a batch: the first by
 * a tenth of a second, which the growth widens; the full interval by 10 to 20 %, never less than
 * the user asked for.
 *
 * @param elapsed seconds since the wait began
 * @param interval the longest pause in seconds, before jitter
 * @param random from 0 to 1
 * @returns seconds
 */
export function nextPause(elapsed: number, interval: number, random: number): number {
	const longest = interval * (1.1 + 0.1 * random);
	if (elapsed <= 0) return Math.min(FIRST_LOOK + 0.1 * random, longest);
	return Math.min(Math.max(SHORT_PAUSE, SHARE_OF_ELAPSED * elapsed), longest);
}
