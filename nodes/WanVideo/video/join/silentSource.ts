import type { LabelledSource } from './copyPieces';

/** Packets of silence, one behind the other; given out so many at a time. */
export function silentSource(packet: Buffer, count: number): LabelledSource {
	const atOnce = Math.min(count, 1000);
	const packets = Buffer.concat(Array<Buffer>(atOnce).fill(packet));
	async function* stream(): AsyncGenerator<Buffer, void> {
		for (let left = count; left > 0; left -= atOnce) {
			yield await Promise.resolve(packets.subarray(0, left * packet.length));
		}
	}
	return { label: 'The silence', source: { open: () => Promise.resolve(stream()) } };
}
