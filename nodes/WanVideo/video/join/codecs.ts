/** Ways to compress a picture or a sound whose frames stand on their own in an MP4, so that they can be joined. */
export interface Codec {
	/** As users call it. */
	name: string;
	/** The box inside a sample entry that has the settings a decoder needs. */
	settings: string;
}

const H264 = { name: 'H.264', settings: 'avcC' };
const H265 = { name: 'H.265', settings: 'hvcC' };

/** By the type of a sample entry. Source: the registration authority of MP4, https://mp4ra.org/registered-types/sampleentries */
const CODECS: Partial<Record<string, Codec>> = {
	avc1: H264,
	avc3: H264,
	hvc1: H265,
	hev1: H265,
	av01: { name: 'AV1', settings: 'av1C' },
	vp09: { name: 'VP9', settings: 'vpcC' },
	mp4v: { name: 'MPEG-4 Part 2', settings: 'esds' },
	mp4a: { name: 'AAC', settings: 'esds' },
	'ac-3': { name: 'AC-3', settings: 'dac3' },
	'ec-3': { name: 'E-AC-3', settings: 'dec3' },
	Opus: { name: 'Opus', settings: 'dOps' },
	fLaC: { name: 'FLAC', settings: 'dfLa' },
};

export function codecOf(type: string): Codec | undefined {
	return CODECS[type];
}

/** By the object type of an `esds`, where it is none of its sample entry's own. Source: https://mp4ra.org/registered-types/object-types */
export const OBJECT_TYPES: Partial<Record<number, string>> = {
	0x69: 'MP3',
	0x6a: 'MPEG-1',
	0x6b: 'MP3',
	0x6c: 'JPEG',
	0xa9: 'DTS',
	0xdd: 'Vorbis',
};
