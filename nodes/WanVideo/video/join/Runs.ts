/** Values of which many that follow each other are the same, as the tables of a movie write them. */
export class Runs {
	readonly counts: number[] = [];
	readonly values: number[] = [];

	add(value: number, count = 1): void {
		const last = this.values.length - 1;
		if (this.values[last] === value) {
			this.counts[last] = (this.counts[last] ?? 0) + count;
		} else {
			this.values.push(value);
			this.counts.push(count);
		}
	}

	/** Of all values. */
	get sum(): number {
		return this.values.reduce((sum, value, run) => sum + value * (this.counts[run] ?? 0), 0);
	}

	/** Each run as a pair: how many, and which value. */
	pairs(): Uint32Array {
		const pairs = new Uint32Array(this.values.length * 2);
		for (const [run, value] of this.values.entries()) {
			pairs[run * 2] = this.counts[run] ?? 0;
			// A negative one becomes its two's complement.
			pairs[run * 2 + 1] = value;
		}
		return pairs;
	}
}
