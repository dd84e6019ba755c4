import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Clock } from './clock';

interface Entry {
	value: string;
	/** Milliseconds since the epoch. */
	until: number;
}

const CONTEXT_KEY = 'kept';

/** What is being made, by node context: calls of a tool that run side by side share it. */
const underWayIn = new WeakMap<IDataObject, Map<string, Promise<string>>>();

/**
 * What was done for this node and need not be done again, such as an upload. It is kept in n8n's node context, as the
 * ledger is: a try of Retry On Fail finds it there, and a Retry from the executions list.
 */
export class Kept {
	private readonly entries: Record<string, Entry>;
	private readonly underWay: Map<string, Promise<string>>;

	/** @param context of the node, as n8n keeps it: what is written there is saved */
	constructor(
		context: IDataObject,
		private readonly clock: Clock,
	) {
		const kept = (context[CONTEXT_KEY] ??= {});
		this.entries = kept as unknown as Record<string, Entry>;
		this.underWay = underWayIn.get(context) ?? new Map<string, Promise<string>>();
		underWayIn.set(context, this.underWay);
		this.remove(({ until }) => until <= clock.now());
	}

	/**
	 * What was made for a key, or is being made for another item, or is made now.
	 *
	 * @param key whatever it hangs on
	 * @param lifetime milliseconds
	 */
	async once(
		key: readonly string[],
		lifetime: number,
		make: () => Promise<string>,
	): Promise<string> {
		const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32);
		const entry = this.entries[name];
		if (entry && entry.until > this.clock.now()) return entry.value;
		const waited = this.underWay.get(name);
		if (waited) return await waited;
		const made = this.make(name, lifetime, make);
		this.underWay.set(name, made);
		return await made;
	}

	/** @param value that is of no use any more; one that is none of these changes nothing */
	forget(value: string): void {
		this.remove((entry) => entry.value === value);
	}

	private async make(name: string, lifetime: number, make: () => Promise<string>): Promise<string> {
		const begun = this.clock.now();
		try {
			const value = await make();
			this.entries[name] = { value, until: begun + lifetime };
			return value;
		} finally {
			this.underWay.delete(name);
		}
	}

	private remove(isOver: (entry: Entry) => boolean): void {
		for (const [name, entry] of Object.entries(this.entries)) {
			if (isOver(entry)) Reflect.deleteProperty(this.entries, name);
		}
	}
}
