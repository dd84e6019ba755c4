/** A sound's packets on the film's time, in ticks of its own. */
export interface SoundClip {
	/** When each packet would begin by itself; may be before `start` or after `end`. */
	wanted: number[];
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
 * @returns undefined when the clip is too short for a tick each
 */
export function timesOfSound({ wanted, start, end }: SoundClip): number[] | undefined {
	if (wanted.length > end - start) return undefined;
	let before = start - 1;
	return wanted.map((time, packet) => {
		const latest = end - (wanted.length - packet);
		before = Math.min(Math.max(time, before + 1), latest);
		return before;
	});
}
