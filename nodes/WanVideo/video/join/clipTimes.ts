import { ticksOf, type Picture, type Track } from './Clip';
import { cut, type Edit } from './editList';
import { Misfit } from './Misfit';
import { MOST_SECONDS, MOST_TICKS } from './limits';

/** When the frames of a clip are decoded and shown, in ticks of the film's picture from the clip's beginning on. */
export interface ClipTimes {
	decoded: Float64Array;
	shown: Float64Array;
	/** From this clip's beginning to that of the next. */
	ticks: number;
	/** Seconds from the clip's beginning to the first tick of its sound's own clock; below 0 where the sound's first
	 * packets come from before it. */
	soundAt: number;
}

/**
 * Seconds by which sound may begin before the picture, or end after it, without being waited for: nobody notices that
 * it is cut off, and a picture that stood still at every such place would be seen. Encoders leave about as much
 * behind a sound, as it is made of packets.
 */
const UNNOTICED = 0.05;

/** Seconds that an edit list may hide of a sound at its ends: encoders need less for their own purposes. */
const MOST_HIDDEN = 0.3;

/**
 * The times of a clip as it is to be played without edit lists: its first frame at its beginning, and each packet of
 * its sound as far from it as in the clip by itself.
 *
 * A sound that begins before its picture, or ends after it, is heard in full: the first frame is shown from the
 * beginning on, and the last one until the end.
 *
 * @param timescale of the film's picture
 * @throws Misfit when an edit list hides more than what an encoder leaves at the ends
 */
export function timesOfClip(
	picture: Picture,
	sound: Track | undefined,
	timescale: number,
): ClipTimes {
	const { durations, offsets, edit } = picture;
	const decoded = beginnings(durations);
	const composed = decoded.map((time, frame) => time + (offsets[frame] ?? 0));
	const first = composed.reduce((least, time) => Math.min(least, time), Infinity);
	const last = composed.reduce(
		(latest, time, frame) => (time >= (composed[latest] ?? 0) ? frame : latest),
		0,
	);
	const lastShown = composed[last] ?? 0;
	checkShown(picture, first, lastShown);
	// Frames that are decoded in another order than they are shown in may be shown for longer than they are decoded.
	// The last one may be said to last no time at all.
	const span = Math.max(
		ticksOf(picture),
		lastShown - first + (durations[last] ?? 0),
		(decoded.at(-1) ?? 0) + 1,
	);
	if (span / picture.timescale > MOST_SECONDS) throw new Misfit('is too long to be joined');

	const start = edit.delay + Math.max(0, first - edit.skip) / picture.timescale;
	const end = start + span / picture.timescale;
	const heard = sound && heardTimes(sound);
	const lead = heard && start - heard.start > UNNOTICED ? start - heard.start : 0;
	const tail = heard && heard.end - end > UNNOTICED ? heard.end - end : 0;

	const scale = timescale / picture.timescale;
	const wait = Math.round(lead * timescale);
	const later = (time: number, isFirst: boolean) => Math.round(time * scale) + (isFirst ? 0 : wait);
	const times = {
		decoded: decoded.map((time, frame) => later(time, frame === 0)),
		shown: composed.map((time) => later(time - first, time === first)),
		ticks: Math.round(span * scale) + wait + Math.round(tail * timescale),
		soundAt: sound ? mediaStart(sound) - (start - lead) : 0,
	};
	if (!fits(times)) throw new Misfit('holds a picture for too long to be joined');
	return times;
}

function fits({ decoded, shown, ticks }: ClipTimes): boolean {
	return decoded.every(
		(time, frame) =>
			(decoded[frame + 1] ?? ticks) - time <= MOST_TICKS &&
			Math.abs((shown[frame] ?? 0) - time) <= MOST_TICKS,
	);
}

/** When each sample begins, in ticks from the first one on. */
export function beginnings(durations: Uint32Array): Float64Array {
	const times = new Float64Array(durations.length);
	for (let sample = 1; sample < times.length; sample++) {
		times[sample] = (times[sample - 1] ?? 0) + (durations[sample - 1] ?? 0);
	}
	return times;
}

/**
 * Seconds from a movie's beginning to the first tick of a sound's own clock: below 0 where an edit list leaves out what
 * the encoder has put in front.
 *
 * @throws Misfit when it leaves out more
 */
export function mediaStart({ edit, timescale }: Track): number {
	if (edit.skip / timescale > MOST_HIDDEN) throw cut();
	return edit.delay - edit.skip / timescale;
}

/** From when to when something is heard, in seconds of the clip by itself. */
function heardTimes(sound: Track): { start: number; end: number } {
	const { delay, seconds } = sound.edit;
	const end = mediaStart(sound) + ticksOf(sound) / sound.timescale;
	if (seconds === undefined) return { start: delay, end };
	if (end - (delay + seconds) > MOST_HIDDEN) throw cut();
	return { start: delay, end: Math.min(end, delay + seconds) };
}

/** An edit list may leave out the time before the first frame, and no frame. */
function checkShown({ edit, timescale, durations }: Picture, first: number, last: number): void {
	const half = (durations[0] ?? 0) / 2;
	if (edit.skip > first + half || hidesEnd(edit, timescale, last)) throw cut();
}

function hidesEnd({ skip, seconds }: Edit, timescale: number, last: number): boolean {
	return seconds !== undefined && last >= skip + seconds * timescale;
}
