import { isLongerThan, isShorterThan, megabytes } from './limits';

/** What a provider asks of a recording. */
export interface RecordingRules {
	maxBytes?: number;
	minSeconds?: number;
	maxSeconds?: number;
}

/**
 * Which rule a recording breaks, as a sentence; `undefined` when it keeps them all.
 *
 * @param seconds how long it is; `undefined` when that could not be measured
 */
export function brokenRecordingRule(
	bytes: Buffer,
	seconds: number | undefined,
	{ maxBytes, minSeconds = 0, maxSeconds }: RecordingRules,
): string | undefined {
	if (!isWav(bytes) && !isMp3(bytes)) return 'The audio must be WAV or MP3.';
	if (maxBytes !== undefined && bytes.length > maxBytes) {
		return `The audio must not be larger than ${megabytes(maxBytes)}.`;
	}
	if (seconds === undefined) return 'The audio cannot be read.';
	if (isShorterThan(seconds, minSeconds)) return `The audio must have at least ${minSeconds} s.`;
	if (maxSeconds !== undefined && isLongerThan(seconds, maxSeconds)) {
		return `The audio must not be longer than ${maxSeconds} s; it has ${seconds.toFixed(1)} s.`;
	}
	return undefined;
}

function isWav(bytes: Buffer) {
	return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';
}

/** An MP3 begins with an ID3 tag, or with eleven set bits that mark a frame. */
function isMp3(bytes: Buffer) {
	return (
		bytes.toString('latin1', 0, 3) === 'ID3' ||
		(bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)
	);
}
