import type { AudioLimits } from '../models/MediaLimits';
import { containerType, HEAD_LENGTH } from '../video/videoType';
import { checkBytes, checkSeconds, checkType, typeName } from './limitChecks';
import { type AudioHeader, readAudio } from './readAudio';

/**
 * Holds a sound against a provider's limits, by its bytes alone. What its header doesn't tell is the provider's to check.
 *
 * @param label what the form calls this sound
 * @param size its bytes, where these are not all of them
 * @returns what it is
 * @throws Problem `invalidInput` that says what is wrong and what to do
 */
export function checkAudio(
	bytes: Buffer,
	limits: AudioLimits,
	label: string,
	size = bytes.length,
): AudioHeader {
	checkBytes(size, limits.maxBytes, label, 'Shorten it first, or save it as MP3.');
	const audio = readAudio(bytes);
	// A video, or a sound in a video's container (M4A), is what is mistaken for one most easily.
	const told = audio?.type ?? containerType(bytes.subarray(0, HEAD_LENGTH))?.mimeType;
	const type = checkType(told, limits.types, {
		label,
		noun: 'a sound',
		found: told && typeName(told),
	});
	checkSeconds(audio?.seconds, limits.seconds, label);
	return { ...audio, type };
}
