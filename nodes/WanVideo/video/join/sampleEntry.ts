import type { BoxWalk } from '../boxes';
import { codecOf, OBJECT_TYPES } from './codecs';
import { readAacSettings, readElementaryStream } from './elementaryStream';
import { damaged, Misfit } from './Misfit';
import { silentPacket } from './silentPacket';
import { box } from './writeBoxes';

/** How a track is compressed. Tracks that agree in codec and settings are decoded by one decoder without a break. */
export interface SampleEntry {
	/** The whole box, with its header; without what is of one clip only. */
	box: Buffer;
	/** As users call it. */
	codec: string;
	/** What a decoder needs, byte for byte; without bit rates and the like. */
	settings: string;
	/** Of a picture: pixels as they are stored. */
	width: number;
	height: number;
	/** Of a sound; hertz. */
	sampleRate: number;
	channels: number;
	/** Where in `box` the numbers of an `esds` stand that tell how many bits there are in a second. */
	ratesAt: number | undefined;
	/** A packet of this sound in which nothing is heard, where one is known. */
	silence: Buffer | undefined;
}

/** Bytes before the boxes inside of a sample entry, without its header. Source: ISO/IEC 14496-12, 12.1.3 and 12.2.3. */
const INSIDE_AT = { vide: 78, soun: 28 } as const;
/** The same of a sound as QuickTime has it, by the version of its sample entry. */
const QUICKTIME_SOUND: Partial<Record<number, number>> = { 1: 28 + 16, 2: 28 + 36 };
const ENCRYPTED = new Set(['encv', 'enca']);
const HEADER = 8;

/**
 * The sample entry of a track: what is in its `stsd`.
 * Source: ISO/IEC 14496-12, 8.5.2.
 *
 * @throws Misfit when there is none, more than one, or one that can't be joined
 */
export function readSampleEntry(
	walk: BoxWalk,
	descriptions: Buffer | undefined,
	kind: 'vide' | 'soun',
): SampleEntry {
	const list = descriptions?.subarray(8) ?? Buffer.alloc(0);
	const [entry, ...others] = walk.boxesIn(list);
	const what = kind === 'vide' ? 'picture' : 'sound';
	if (!entry || entry.content.length < INSIDE_AT[kind]) {
		throw damaged(`its header does not say how its ${what} is compressed`);
	}
	if (others.length > 0) {
		throw new Misfit('changes its settings along the way', 'Encode it again in one piece.');
	}
	if (ENCRYPTED.has(entry.type)) throw new Misfit('is encrypted');
	const codec = codecOf(entry.type);
	const quickTime = kind === 'soun' ? QUICKTIME_SOUND[entry.content.readUInt16BE(8)] : undefined;
	const insideAt = quickTime ?? INSIDE_AT[kind];
	const inside = [...walk.boxesIn(entry.content.subarray(insideAt))];
	const settings = codec && inside.find(({ type }) => type === codec.settings);
	if (!codec || !settings) throw unknown(what, entry.type);

	const stream = codec.settings === 'esds' ? readElementaryStream(settings.content) : undefined;
	if (codec.settings === 'esds' && !stream) throw unknown(what, entry.type);
	const name = (stream && OBJECT_TYPES[stream.objectType]) ?? codec.name;
	const isPicture = kind === 'vide';
	const told = name === 'AAC' && stream ? readAacSettings(stream.settings) : undefined;
	const ofDecoder = stream
		? Buffer.concat([Buffer.of(stream.objectType), stream.settings])
		: settings.content;
	// The settings go first, so that it is known where they stand; bit rates of one clip aren't those of all.
	const kept = inside.filter(({ type }) => type !== codec.settings && type !== 'btrt');
	return {
		box: box(
			entry.type,
			entry.content.subarray(0, insideAt),
			box(codec.settings, settings.content),
			...kept.map(({ type, content }) => box(type, content)),
		),
		codec: name,
		settings: entry.type + ofDecoder.toString('latin1'),
		width: isPicture ? entry.content.readUInt16BE(24) : 0,
		height: isPicture ? entry.content.readUInt16BE(26) : 0,
		sampleRate: isPicture ? 0 : (told?.sampleRate ?? entry.content.readUInt16BE(24)),
		channels: isPicture ? 0 : (told?.channels ?? entry.content.readUInt16BE(16)),
		ratesAt: stream && HEADER + insideAt + HEADER + stream.ratesAt,
		silence: told && silentPacket(told),
	};
}

function unknown(what: string, type: string): Misfit {
	const name = type.replace(/[^\x20-\x7e]/g, '?').trim();
	return new Misfit(
		`has a ${what} that is compressed in a way that can't be joined (${name})`,
		'Encode it as H.264 with AAC, which every player knows.',
	);
}
