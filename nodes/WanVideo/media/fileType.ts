const ascii = (bytes: Buffer, from: number, length: number) =>
	bytes.toString('latin1', from, from + length);

/**
 * The MIME type that a sound's first bytes tell (a name or a header may lie), or undefined.
 * WAV is a RIFF file of form WAVE; MP3 starts with an ID3 tag or an MPEG frame's sync bits.
 */
export function audioType(bytes: Buffer): 'audio/wav' | 'audio/mpeg' | undefined {
	if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WAVE') return 'audio/wav';
	if (ascii(bytes, 0, 3) === 'ID3') return 'audio/mpeg';
	const [first = 0, second = 0] = bytes;
	const layer = (second >> 1) & 0b11;
	if (first === 0xff && second >> 5 === 0b111 && layer !== 0) return 'audio/mpeg';
	return undefined;
}

/** Whether a PNG can hold transparency: an alpha channel (colour type 4 or 6) or a transparent colour (tRNS). */
export function pngHasAlpha(bytes: Buffer): boolean {
	const colourType = bytes[25] ?? 0;
	return (colourType & 4) !== 0 || bytes.subarray(0, bytes.indexOf('IDAT')).includes('tRNS');
}

/** Whether a file begins as a TIFF does: with its byte order, and 42 in that order. */
export function isTiff(bytes: Buffer): boolean {
	return ['II*\0', 'MM\0*'].includes(ascii(bytes, 0, 4));
}
