import { Lot } from './Lot';

/** The oddities of one generation; they stay the same for as long as it lives. */
export interface Oddity {
	/** As the sandbox itself knows the generation. */
	readonly id: string;
	readonly lot: Lot;
	/** How often somebody has looked at it. */
	looks: number;
}

/**
 * Which of the recorded oddities the answers of a provider have: none without a seed, and with the same seed the same
 * for the n-th generation and the n-th refusal.
 */
export class Quirks {
	private readonly oddities = new Map<string, Oddity>();
	private generations = 0;
	private refusals = 0;
	private lot: Lot | undefined;

	constructor(seed?: string | number) {
		if (seed !== undefined) this.restart(seed);
	}

	/** Forgets all generations and goes on with another seed. */
	restart(seed: string | number): void {
		this.lot = new Lot(String(seed));
		this.forget();
	}

	/** Forgets all generations: the next is the first again. */
	forget(): void {
		this.oddities.clear();
		this.generations = 0;
		this.refusals = 0;
	}

	get areOn(): boolean {
		return this.lot !== undefined;
	}

	/**
	 * Gives a new generation its oddities.
	 *
	 * @param aliases under which ids a client may look at it besides the sandbox's own
	 */
	add(id: string, aliases: (lot: Lot) => string[]): Oddity {
		this.generations += 1;
		const lot = this.drawing().about(`generation ${this.generations}`);
		const oddity = { id, lot, looks: 0 };
		for (const name of [id, ...aliases(lot)]) this.oddities.set(name, oddity);
		return oddity;
	}

	/** @param id any that a client may know the generation by */
	find(id: string): Oddity | undefined {
		return this.oddities.get(id);
	}

	/** What decides about the next refusal. */
	nextRefusal(): Lot {
		this.refusals += 1;
		return this.drawing().about(`refusal ${this.refusals}`);
	}

	private drawing(): Lot {
		if (!this.lot) throw new Error('There are no quirks without a seed');
		return this.lot;
	}
}
