/** Of a clip. */
export const MOST_SECONDS = 12 * 60 * 60;

/** Frames, or packets, of a track of a clip: as many as 12 hours have. */
export const MOST_SAMPLES = 4_000_000;

/** From one frame to the next, and from decoding to showing: what a film's tables can hold. */
export const MOST_TICKS = 0x7fff_ffff;
