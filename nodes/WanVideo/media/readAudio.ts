import { audioType } from './fileType';
import { mp3Seconds } from './mp3';
import { wavSeconds } from './wav';

/** What a sound's header tells. */
export interface AudioHeader {
	/** MIME type. */
	type: string;
	/** Absent where the header doesn't tell. */
	seconds?: number;
}

/**
 * What a sound is.
 *
 * @returns undefined when the bytes are no sound that this node knows: neither WAV nor MP3
 */
export function readAudio(bytes: Buffer): AudioHeader | undefined {
	const type = audioType(bytes);
	if (!type) return undefined;
	return { type, seconds: type === 'audio/wav' ? wavSeconds(bytes) : mp3Seconds(bytes) };
}
