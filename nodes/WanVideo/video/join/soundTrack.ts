import type { Track } from './Clip';
import { beginnings } from './clipTimes';
import { Runs } from './Runs';
import { PACKET_SAMPLES } from './silentPacket';
import { timesOfSilence, timesOfSound } from './soundTimes';

/** A sound and its place in the film. */
export interface SoundPart {
	track: Track;
	/** Seconds from the part's beginning to the first tick of its track's own clock. */
	soundAt: number;
	/** Seconds of the film: where the part begins, and where the next one does, or the film ends. */
	start: number;
	end: number;
}

/** The packets of all parts, one part behind the other. */
export interface JoinedSound {
	durations: Runs;
	/** Before each part: how many packets in which nothing is heard. */
	silences: number[];
}

/**
 * How long each packet of the parts lasts in the film, so that every part begins where it is to.
 *
 * Some players, Chrome among them, don't look when a packet is to be heard: they play all packets without a break. So
 * that these don't lose the place either, pauses are filled with packets in which nothing is heard. Where there are no
 * pauses, they are late by what encoders put at the ends of the clips so far: a packet or two for each.
 *
 * @param timescale ticks in a second
 * @returns a number, of a part in which there is not room for its packets, in place of all
 */
export function joinSounds(parts: readonly SoundPart[], timescale: number): JoinedSound | number {
	const durations = new Runs();
	const silences: number[] = [];
	// When the packet begins that was added last; below 0 before there is one.
	let last = -1;
	const add = (time: number) => {
		if (last >= 0) durations.add(time - last);
		// A track begins at once. Where its sound begins later, its first packet is early by that; it holds next to nothing.
		last = last < 0 ? 0 : time;
	};
	// Where those players are, that play all packets without a break.
	let played = 0;
	for (const [index, { track, soundAt, start, end }] of parts.entries()) {
		const from = Math.round(start * timescale);
		const scale = timescale / track.timescale;
		const first = from + Math.round(soundAt * timescale);
		const wanted = beginnings(track.durations).map((time) => first + Math.round(time * scale));
		// Where silence is known, all packets decode to equally many samples; the last one may claim to be shorter.
		const length = Math.round((PACKET_SAMPLES * timescale) / track.entry.sampleRate);
		const pause = Math.round((first - played) / length);
		const count = track.entry.silence ? Math.max(0, pause) : 0;
		silences.push(count);
		timesOfSilence(count, first, length, last).forEach(add);
		const clip = { wanted, start: from, end: Math.round(end * timescale) };
		const times = timesOfSound(clip, last);
		if (!times) return index;
		times.forEach(add);
		played += (count + times.length) * length;
	}
	durations.add(endOf(parts.at(-1), last, timescale) - last);
	return { durations, silences };
}

/** Behind the last packet there is no other to wait for: it lasts as long as it does, but not beyond the film. */
function endOf(part: SoundPart | undefined, begin: number, timescale: number): number {
	if (!part) return begin;
	const own = (part.track.durations.at(-1) ?? 0) * (timescale / part.track.timescale);
	return Math.max(begin + 1, Math.min(begin + Math.round(own), Math.round(part.end * timescale)));
}

/**
 * The packets of a sound that begin before a film's end.
 *
 * @param seconds of the film
 * @param soundAt seconds from its beginning to the first tick of the sound's own clock
 */
export function cutSound(track: Track, soundAt: number, seconds: number): Track {
	const begins = beginnings(track.durations);
	const first = begins.findIndex((time) => soundAt + time / track.timescale >= seconds);
	const count = first === -1 ? begins.length : first;
	const chunks = [];
	for (let sample = 0, chunk = 0; sample < count; chunk++) {
		const whole = track.chunks[chunk];
		if (!whole) break;
		const samples = Math.min(whole.samples, count - sample);
		const sizes = track.sizes.subarray(sample, sample + samples);
		chunks.push({ ...whole, samples, bytes: sizes.reduce((sum, size) => sum + size, 0) });
		sample += whole.samples;
	}
	return {
		...track,
		sizes: track.sizes.subarray(0, count),
		durations: track.durations.subarray(0, count),
		offsets: track.offsets.subarray(0, count),
		chunks,
	};
}
