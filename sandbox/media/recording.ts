/** What a provider asks of a recording. */
export interface RecordingRules {
	maxBytes: number;
}

/** Which rule a recording breaks, as a sentence; `undefined` when it keeps them all. */
export function brokenRecordingRule(bytes: Buffer, rules: RecordingRules): string | undefined {
	if (!isWav(bytes) && !isMp3(bytes)) return 'The audio must be WAV or MP3.';
	if (bytes.length > rules.maxBytes) {
		return `The audio must not be larger than ${Math.floor(rules.maxBytes / 2 ** 20)} MB.`;
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
