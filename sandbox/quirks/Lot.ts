import { createHash } from 'node:crypto';

/** Draws lots: the same seed and topic always draw the same, whatever was drawn before. */
export class Lot {
	constructor(private readonly seed: string) {}

	/** A lot of its own for a topic. */
	about(topic: string): Lot {
		return new Lot(`${this.seed}/${topic}`);
	}

	pick<T>(topic: string, options: readonly [T, ...T[]]): T {
		return options[this.digest(topic).readUInt32BE() % options.length] ?? options[0];
	}

	/** 32 bytes that nobody would guess. */
	digest(topic: string): Buffer {
		return createHash('sha256').update(`${this.seed}/${topic}`).digest();
	}

	uuid(topic: string): string {
		const hex = this.digest(topic).toString('hex');
		const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
		return [...parts, hex.slice(20, 32)].join('-');
	}
}
