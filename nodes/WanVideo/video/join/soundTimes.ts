/** A sound's packets on the film's time, in ticks of its own. */
export interface SoundClip {
	/** When each packet would begin by itself; may be before `start` or after `end`. */
	wanted: Float64Array;
	/** From where to where the film shows the clip that it belongs to. */
	start: number;
	end: number;
}

/**
 * When the packets of a clip's sound begin in the film. Every packet is kept, as the next one can't be decoded well
 * without it; but a sound without edit lists has no way to leave one out. So each begins when it is to, and those that
 * don't fit into the clip's time, which are what an encoder puts at both ends, are given a tick each: the sound is where
 * it belongs in every clip, however many there are before it.
 *
 * @param before when the packet in front of them begins
 * @returns undefined when the clip is too short for a tick each
 */
export function timesOfSound(
	{ wanted, start, end }: SoundClip,
	before: number,
): Float64Array | undefined {
	let last = Math.max(before, start - 1);
	if (wanted.length >= end - last) return undefined;
	return wanted.map((time, packet) => {
		const latest = end - (wanted.length - packet);
		last = Math.min(Math.max(time, last + 1), latest);
		return last;
	});
}

/**
 * When packets begin in which nothing is heard, so that they fill the pause before a clip's sound.
 *
 * @param first when the clip's sound begins
 * @param length of each
 * @param before when the packet in front of them begins
 */
export function timesOfSilence(
	count: number,
	first: number,
	length: number,
	before: number,
): number[] {
	let last = before;
	return Array.from({ length: count }, (_, packet) => {
		last = Math.max(first - (count - packet) * length, last + 1);
		return last;
	});
}
