import type { AacSettings } from './elementaryStream';

/** Samples of a packet of AAC. */
export const PACKET_SAMPLES = 1024;

/**
 * A packet in which nothing is heard, by how many channels there are: an element of one channel or of two, in which no
 * band is coded, and the end.
 * Source: ISO/IEC 14496-3, 4.4.2.1 (raw_data_block) and 4.4.2.7 (individual_channel_stream), bit by bit.
 */
const PACKETS: Partial<Record<number, Buffer>> = {
	1: Buffer.of(0, 0, 0, 0x07),
	2: Buffer.of(0x21, 0, 0, 0, 0, 0x1c),
};

/** Undefined where none is known. */
export function silentPacket({ isPlain, channels }: AacSettings): Buffer | undefined {
	return isPlain && channels !== undefined ? PACKETS[channels] : undefined;
}
