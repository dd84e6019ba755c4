/** A box, with its header. Source: ISO/IEC 14496-12, 4.2. */
export function box(type: string, ...content: Buffer[]): Buffer {
	const header = Buffer.alloc(8);
	header.write(type, 4, 'latin1');
	const whole = Buffer.concat([header, ...content]);
	whole.writeUInt32BE(whole.length, 0);
	return whole;
}

/** A box that has a version and 24 bits of flags. */
export function fullBox(
	type: string,
	version: number,
	flags: number,
	...content: Buffer[]
): Buffer {
	return box(type, words([version * 0x100_0000 + flags]), ...content);
}

/** Numbers of 32 bits; negative ones as their two's complement. */
export function words(values: ArrayLike<number>): Buffer {
	const content = Buffer.alloc(values.length * 4);
	for (let index = 0; index < values.length; index++) {
		content.writeUInt32BE((values[index] ?? 0) >>> 0, index * 4);
	}
	return content;
}

/** Numbers of 64 bits. */
export function longWords(values: readonly number[]): Buffer {
	const content = Buffer.alloc(values.length * 8);
	values.forEach((value, index) => {
		content.writeUInt32BE(Math.floor(value / 0x1_0000_0000) >>> 0, index * 8);
		content.writeUInt32BE(value >>> 0, index * 8 + 4);
	});
	return content;
}
