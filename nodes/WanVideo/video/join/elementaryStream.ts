/** What an `esds` box says of a sound or a picture. */
export interface ElementaryStream {
	objectType: number;
	/** What a decoder needs (DecoderSpecificInfo); empty where it needs nothing. */
	settings: Buffer;
	/** Where the size of the decoder's buffer begins, in the box's content; the bit rates follow. */
	ratesAt: number;
}

const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;

/**
 * `esds`: descriptors inside of each other.
 * Source: ISO/IEC 14496-14, 5.6, and 14496-1, 7.2.6.
 *
 * @returns undefined where it is too short, or something else
 */
export function readElementaryStream(box: Buffer): ElementaryStream | undefined {
	const outer = readDescriptor(box, 4);
	if (outer?.tag !== ES_DESCRIPTOR || box.length < outer.at + 3) return undefined;
	const flags = box.readUInt8(outer.at + 2);
	let at = outer.at + 3 + (flags & 0x80 ? 2 : 0);
	if (flags & 0x40) at += 1 + (box[at] ?? 0);
	if (flags & 0x20) at += 2;
	const config = readDescriptor(box, at);
	if (config?.tag !== DECODER_CONFIG || box.length < config.at + 13) return undefined;
	const inner = readDescriptor(box, config.at + 13);
	return {
		objectType: box.readUInt8(config.at),
		settings:
			inner?.tag === DECODER_SPECIFIC
				? box.subarray(inner.at, inner.at + inner.length)
				: Buffer.alloc(0),
		ratesAt: config.at + 2,
	};
}

/** A descriptor's length is in groups of seven bits; the eighth says that another group follows. */
function readDescriptor(box: Buffer, start: number) {
	let length = 0;
	for (let at = start + 1; at < Math.min(start + 5, box.length); at++) {
		const group = box.readUInt8(at);
		length = length * 128 + (group & 0x7f);
		if (group < 0x80) return { tag: box[start], length, at: at + 1 };
	}
	return undefined;
}

/** Hertz, by their index. Source: ISO/IEC 14496-3, table 1.18. */
const SAMPLE_RATES = [
	...[96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000],
	...[22_050, 16_000, 12_000, 11_025, 8000, 7350],
];
/** By their index; index 7 has eight. Source: ISO/IEC 14496-3, table 1.19. */
const CHANNELS = [undefined, 1, 2, 3, 4, 5, 6, 8];

/** What AAC's settings say, as far as it is needed. */
export interface AacSettings {
	/** Hertz. */
	sampleRate?: number;
	channels?: number;
	/** Whether it is AAC as nearly all is (Low Complexity), with 1024 samples in a packet. */
	isPlain: boolean;
}

const LOW_COMPLEXITY = 2;

/**
 * AAC's settings (AudioSpecificConfig). A sample entry says some of it as well, but often not as it is.
 * Source: ISO/IEC 14496-3, 1.6.2.1 and 4.4.1.
 */
export function readAacSettings(settings: Buffer): AacSettings {
	const bits = settings.length < 2 ? 0 : settings.readUInt16BE(0);
	const objectType = bits >> 11;
	// Rare: a longer object type follows, or no settings at all.
	if (objectType === 0 || objectType === 31) return { isPlain: false };
	const sampleRate = SAMPLE_RATES[(bits >> 7) & 15];
	return {
		sampleRate,
		channels: CHANNELS[(bits >> 3) & 15],
		isPlain: objectType === LOW_COMPLEXITY && sampleRate !== undefined && (bits & 4) === 0,
	};
}
