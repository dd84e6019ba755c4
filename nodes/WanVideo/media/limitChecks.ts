import type { FrameLimits, Range } from '../models/MediaLimits';
import { tenths } from '../models/tenths';
import { Problem } from '../problem';
import { VIDEO_TYPES } from '../video/videoType';

/** Pixels. */
export interface Frame {
	width: number;
	height: number;
}

/**
 * Holds a file's size against a limit.
 *
 * @param bytes of the file
 * @param label what the form calls this file
 * @param advice what to do about it, as a sentence
 * @throws Problem `invalidInput`, as all checks here
 */
export function checkBytes(
	bytes: number,
	maximum: number | undefined,
	label: string,
	advice: string,
): void {
	if (maximum === undefined || bytes <= maximum) return;
	const [size, allowed] = [megabytes(bytes), megabytes(maximum)];
	throw invalid(
		`${label} is too large: ${size === allowed ? `just over ${size}` : size} MB, and ${allowed} MB are allowed`,
		advice,
	);
}

/**
 * Holds a file's type against those that a provider takes.
 *
 * @param type its MIME type; undefined when it is none of `noun`
 * @param found what it is instead, where that is known, as a user calls it
 * @param noun "a picture", "a video", "a sound"
 * @returns the type
 */
export function checkType(
	type: string | undefined,
	types: readonly string[],
	{ label, noun, found }: { label: string; noun: string; found: string | undefined },
): string {
	if (type !== undefined && types.includes(type)) return type;
	throw invalid(
		`${label} is not ${noun} this provider takes${found ? ` (it is ${found})` : ''}`,
		`It takes ${listOf(types.map(typeName))}. The file's content counts, not its name.`,
	);
}

/** Holds the sides of a picture or a video against limits. */
export function checkFrame(
	{ width, height }: Frame,
	{ side, maxRatio }: FrameLimits,
	label: string,
	advice: { onSide: string; onRatio: string },
): void {
	const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
	const size = `${label} is ${width} × ${height} pixels`;
	if (side && !(isWithin(shorter, side) && isWithin(longer, side))) {
		throw invalid(`${size}, and both sides must be ${rangeText(side)}`, advice.onSide);
	}
	if (maxRatio !== undefined && longer > shorter * maxRatio) {
		throw invalid(
			`${size}, and its longer side must be at most ${maxRatio} times the shorter one`,
			advice.onRatio,
		);
	}
}

/** Holds the length of a video or a sound, where it is known, against limits. */
export function checkSeconds(
	seconds: number | undefined,
	range: Range | undefined,
	label: string,
): void {
	if (seconds === undefined || !range) return;
	const told = tenths(seconds);
	if (isWithin(told, range)) return;
	throw invalid(
		`${label} is ${told} ${told === 1 ? 'second' : 'seconds'} long, and it must be ${rangeText(range)}`,
		told < (range.minimum ?? 0) ? 'Take a longer one.' : 'Shorten it first, or take a part of it.',
	);
}

/** Holds the frame rate of a video, where it is known, against a limit. */
export function checkFramesPerSecond(
	framesPerSecond: number | undefined,
	minimum: number | undefined,
	label: string,
): void {
	if (framesPerSecond === undefined || minimum === undefined) return;
	// To a whole one: some programs stretch the last frame to the end of the sound, which makes the average less.
	if (Math.round(framesPerSecond) >= minimum) return;
	const told = tenths(framesPerSecond);
	throw invalid(
		`${label} has ${told} ${told === 1 ? 'frame' : 'frames'} per second, and it must have at least ${minimum}`,
		'Save it with a higher frame rate first.',
	);
}

/** What users call a type: `MOV` for `video/quicktime`. */
export function typeName(type: string): string {
	if (type === 'audio/mpeg') return 'MP3';
	return (VIDEO_TYPES[type]?.extension.slice(1) ?? type.replace(/^.*\//, '')).toUpperCase();
}

function isWithin(value: number, { minimum = -Infinity, maximum = Infinity }: Range): boolean {
	return value >= minimum && value <= maximum;
}

function rangeText({ minimum, maximum }: Range): string {
	if (minimum === undefined) return `at most ${String(maximum)}`;
	return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

/** "A, B and C". */
function listOf(names: readonly string[]): string {
	return names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

function megabytes(bytes: number): string {
	return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}

function invalid(message: string, description: string): Problem {
	return new Problem('invalidInput', message, { description });
}
