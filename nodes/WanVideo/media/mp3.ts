/** A frame of MPEG audio: a few milliseconds of sound. */
interface Frame {
	/** Bytes, with its header. */
	length: number;
	/** Of each channel. */
	samples: number;
	/** Of each channel, in a second. */
	sampleRate: number;
	/** Where the description of a whole file begins that encoders write into its first frame, in bytes of the frame. */
	description: number;
}

/** In kbit/s, by the number in the header, from 1 on. Source: ISO/IEC 11172-3, 2.4.2.3; ISO/IEC 13818-3, 2.4.2.3. */
const BIT_RATES = {
	mpeg1: [
		[32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
		[32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
		[32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	],
	mpeg2: [
		[32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
		[8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
		[8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
	],
};
const SAMPLE_RATES = [44_100, 48_000, 32_000];
/** Of MPEG 1; the lower sampling rates are these by 2, and by 4 for "2.5". */
const SAMPLES = [384, 1152, 1152];
/** More than any real file has. */
const MOST_TAGS = 16;
/** Between a tag and the first frame some programs leave zeros. */
const FARTHEST_FRAME = 64 * 1024;

/**
 * How long an MP3 lasts, in seconds: by the number of frames that its first one tells, as encoders write it, or by
 * counting them. What an encoder adds before and behind the sound counts as sound, some hundredths of a second.
 *
 * @returns undefined where no frames are found
 */
export function mp3Seconds(bytes: Buffer): number | undefined {
	const start = findFrame(bytes, skipTags(bytes));
	const first = start === undefined ? undefined : readFrame(bytes, start);
	if (start === undefined || !first) return undefined;
	const told = toldFrames(bytes, start + first.description, start + DESCRIPTION_OF_VBRI);
	return told
		? (told * first.samples) / first.sampleRate
		: countedSeconds(bytes.subarray(0, endOfSound(bytes)), start);
}

/**
 * Behind the tags in front of the sound.
 * Source: ID3v2.4.0, 3.1: its length has 7 bits in each of four bytes, and a footer is not in it.
 */
function skipTags(bytes: Buffer): number {
	let at = 0;
	for (let count = 0; count < MOST_TAGS; count++) {
		if (bytes.toString('latin1', at, at + 3) !== 'ID3' || at + 10 > bytes.length) break;
		const flags = bytes[at + 5] ?? 0;
		const length = bytes
			.subarray(at + 6, at + 10)
			.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
		at += 10 + length + (flags & 0x10 ? 10 : 0);
	}
	return at;
}

/** Before the tag of 128 bytes that old programs leave behind the sound (ID3v1). */
function endOfSound(bytes: Buffer): number {
	const tag = Math.max(0, bytes.length - 128);
	return bytes.toString('latin1', tag, tag + 3) === 'TAG' ? tag : bytes.length;
}

/** Where the first frame is: one that another one follows, for a header's few bits can stand anywhere. */
function findFrame(bytes: Buffer, from: number): number | undefined {
	const end = Math.min(bytes.length, from + FARTHEST_FRAME);
	for (
		let at = bytes.indexOf(0xff, from);
		at !== -1 && at < end;
		at = bytes.indexOf(0xff, at + 1)
	) {
		const frame = readFrame(bytes, at);
		const next = at + (frame?.length ?? 0);
		if (frame && (next === bytes.length || readFrame(bytes, next))) return at;
	}
	return undefined;
}

/** The header of a frame: eleven set bits, then what the frame is like. */
function readFrame(bytes: Buffer, at: number): Frame | undefined {
	if (at + 4 > bytes.length || bytes.readUInt16BE(at) < 0xffe0) return undefined;
	const [second, third, fourth] = [
		bytes.readUInt8(at + 1),
		bytes.readUInt8(at + 2),
		bytes.readUInt8(at + 3),
	];
	const version = (second >> 3) & 0b11;
	const isMpeg1 = version === 0b11;
	// The header counts layers down from 3 to 1.
	const layer = 3 - ((second >> 1) & 0b11);
	const bitRate = BIT_RATES[isMpeg1 ? 'mpeg1' : 'mpeg2'][layer]?.[(third >> 4) - 1];
	const fullRate = SAMPLE_RATES[(third >> 2) & 0b11];
	// Version 1 is none.
	if (version === 1 || !bitRate || !fullRate) return undefined;

	const sampleRate = fullRate / (isMpeg1 ? 1 : version === 0b10 ? 2 : 4);
	const samples = (SAMPLES[layer] ?? 0) / (layer === 2 && !isMpeg1 ? 2 : 1);
	const padding = (third >> 1) & 1;
	// Layer I is made of slots of four bytes, the others of single ones.
	const slot = layer === 0 ? 4 : 1;
	const slots = Math.floor((samples * bitRate * 1000) / 8 / slot / sampleRate) + padding;
	const isMono = fourth >> 6 === 0b11;
	// Behind the side information, whose length the number of channels makes.
	const description = 4 + (isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17);
	return { length: slots * slot, samples, sampleRate, description };
}

/** Where Fraunhofer's encoder describes the file, whatever the channels, in bytes of the frame. */
const DESCRIPTION_OF_VBRI = 4 + 32;

/**
 * The number of frames as an encoder wrote it.
 * Source: Xing's VBR header SDK (LAME calls it Info where the bit rate is constant); Fraunhofer's VBRI header.
 */
function toldFrames(bytes: Buffer, xing: number, vbri: number): number | undefined {
	const name = bytes.toString('latin1', xing, xing + 4);
	if ((name === 'Xing' || name === 'Info') && xing + 12 <= bytes.length) {
		const hasFrames = bytes.readUInt32BE(xing + 4) & 1;
		return hasFrames ? bytes.readUInt32BE(xing + 8) : undefined;
	}
	const isVbri = bytes.toString('latin1', vbri, vbri + 4) === 'VBRI' && vbri + 18 <= bytes.length;
	return isVbri ? bytes.readUInt32BE(vbri + 14) : undefined;
}

/** Frame after frame, over whatever else stands between and behind them. */
function countedSeconds(bytes: Buffer, start: number): number | undefined {
	let seconds = 0;
	for (let at: number | undefined = start; at !== undefined;) {
		const frame = readFrame(bytes, at);
		seconds += frame ? frame.samples / frame.sampleRate : 0;
		at = frame ? at + frame.length : findFrame(bytes, at);
	}
	return seconds || undefined;
}
