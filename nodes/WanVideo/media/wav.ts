const HEADER = 12;
const CHUNK_HEADER = 8;
/** PCM, floating point, A-law, µ-law and WAVE_FORMAT_EXTENSIBLE, in which each sample takes equally many bytes. */
const EVEN_FORMATS = new Set([1, 3, 6, 7, 0xfffe]);
/** More than any real file has before its sound. */
const MOST_CHUNKS = 10_000;

/**
 * How long a WAV file lasts, in seconds: the bytes of its sound by the bytes of a second. The sound is all the rest of the
 * file where its length can't be true: a program that writes into a stream can't know it, and leaves 0 or all ones.
 * Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft), chapter 3; what
 * WAVE_FORMAT_EXTENSIBLE adds stands behind what is read here.
 *
 * @returns undefined where the header doesn't tell
 */
export function wavSeconds(bytes: Buffer): number | undefined {
	let bytesPerSecond: number | undefined;
	let start = HEADER;
	for (let count = 0; count < MOST_CHUNKS; count++) {
		const content = start + CHUNK_HEADER;
		if (content > bytes.length) return undefined;
		const id = bytes.toString('latin1', start, start + 4);
		const told = bytes.readUInt32LE(start + 4);
		const rest = bytes.length - content;
		if (id === 'fmt ' && rest >= 16) bytesPerSecond = readFormat(bytes, content);
		if (id === 'data') {
			const length = told === 0 || told > rest ? rest : told;
			return bytesPerSecond && length / bytesPerSecond;
		}
		// A chunk of odd length is followed by a byte that counts for nothing.
		start = content + told + (told % 2);
	}
	return undefined;
}

/** The bytes of a second; undefined where they differ from second to second, and rather than 0. */
function readFormat(bytes: Buffer, format: number): number | undefined {
	if (!EVEN_FORMATS.has(bytes.readUInt16LE(format))) return undefined;
	const samplesPerSecond = bytes.readUInt32LE(format + 4);
	const bytesPerSample = bytes.readUInt16LE(format + 12);
	return samplesPerSecond * bytesPerSample || undefined;
}
