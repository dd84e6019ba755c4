import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Reference, Usage } from '../providers/ProviderApi';
import { isTool } from './isTool';
import type { OrderIdentity } from './orderIdentity';

interface Known {
	/** The execution that had it last. MCP's tools have none, and so no other either: ''. */
	executionId: string;
	identity: OrderIdentity;
	/** Its item has left the node, with the video or what was asked for instead. */
	isHandedOn?: true;
}

/** A generation that was created, and so may be paid for. */
export interface CreatedEntry extends Known {
	state: 'created';
	reference: Reference;
	/** A digest of the key it was created with: see `Connection`. */
	account: string;
	/** ISO 8601, when the provider answered. */
	createdAt: string;
	/** ISO 8601, when it was first seen to have ended. */
	completedAt?: string;
	/** From the answer to the create: later answers mostly lack it. */
	usage?: Usage;
}

/** A create whose fate is unknown: the request may have reached the provider. */
export interface UncertainEntry extends Known {
	state: 'uncertain';
	/** What the user was told, to be told again. */
	message: string;
	description: string;
	/** What names the call to the provider, if anything does, such as `X-Client-Request-Id 1a2b…`. */
	callName?: string;
	/** That the answer named, though it said no or was none. */
	generationId?: string;
	/** It was in an error that the user could read, and so may be sent again by a Retry. */
	isTold?: true;
}

export type LedgerEntry = CreatedEntry | UncertainEntry;

/** An entry without what the ledger itself knows. */
export type NewEntry =
	Omit<CreatedEntry, keyof Known> | Omit<UncertainEntry, keyof Known | 'isTold'>;

/** What a run of the node left at the provider, by the items' indexes. */
export interface LeftBehind {
	/** Ids of what was created. */
	created: string[];
	/** Items whose create is uncertain, and what names the call. */
	uncertain: Array<{ itemIndex: number; callName?: string }>;
}

const CONTEXT_KEY = 'ledger';

/** Entries that a run of the node is working with at this moment: another run must leave them alone. */
const inHand = new WeakSet<LedgerEntry>();

/** Where in n8n's execution the node runs. */
export interface Run {
	/** Each round of a loop is a run, and each call of a tool; as a tool, each try of Retry On Fail as well. */
	index: number;
	/** '' where n8n has none, as for MCP's tools. */
	executionId: string;
	/** The node is called by an agent, a model or MCP. */
	isTool: boolean;
}

/**
 * What this node has created, kept in n8n's node context. That is part of the execution's data: it
 * outlives a try of Retry On Fail, and a Retry from the executions list starts with it. So a repeat
 * finds what was created, instead of paying for it again.
 *
 * An entry belongs to a run, an item and an order. Each node has a context, and so a ledger, of its own.
 */
export class Ledger {
	/** By run and item. An item has several after a Retry of an edited workflow, or as a tool with calls at once. */
	private readonly entries: Record<string, LedgerEntry[]>;

	/** What the items of this run have. */
	private readonly ofItems = new Map<number, LedgerEntry>();

	/** @param context of the node, as n8n keeps it: what is written there is saved */
	constructor(
		context: IDataObject,
		private readonly run: Run,
	) {
		const kept = (context[CONTEXT_KEY] ??= {});
		this.entries = kept as unknown as Record<string, LedgerEntry[]>;
	}

	static of(context: IExecuteFunctions): Ledger {
		const { $runIndex } = context.getWorkflowDataProxy(0);
		// n8n's type leaves out that there may be none.
		const executionId = context.getExecutionId() as string | undefined;
		return new Ledger(context.getContext('node'), {
			index: Number($runIndex),
			executionId: executionId ?? '',
			isTool: isTool(context),
		});
	}

	/**
	 * What an item has to go on with, left by
	 *
	 * 1. an earlier try in this execution, whatever it ordered: an expression may give another value every time;
	 * 2. the execution that this one is a Retry of, for the same order: the workflow may have been edited;
	 * 3. as a tool, an earlier run for the same order that came to nothing. What was handed on was asked for by
	 *    itself, unless it was in the execution that this one repeats.
	 *
	 * An uncertain create of an earlier execution is gone once its user knows of it: it is to be sent again.
	 */
	take(itemIndex: number, identity: OrderIdentity): LedgerEntry | undefined {
		const found = this.run.isTool
			? this.ofEarlierCall(identity)
			: this.ofEarlierTry(itemIndex, identity);
		if (!found) return undefined;
		if (found.state === 'uncertain' && !this.isOurs(found) && found.isTold) {
			this.remove(found);
			return undefined;
		}
		found.executionId = this.run.executionId;
		delete found.isHandedOn;
		this.hold(itemIndex, found);
		return found;
	}

	/** @returns the entry as it is kept: what is written to it is saved */
	record<E extends NewEntry>(itemIndex: number, identity: OrderIdentity, entry: E): E & Known {
		const recorded = { ...entry, identity, executionId: this.run.executionId };
		this.entries[this.keyOf(itemIndex)] = [...this.entriesOf(itemIndex), recorded];
		this.hold(itemIndex, recorded);
		return recorded;
	}

	/** After the provider reported a failure: a repeat may create anew. */
	forget(itemIndex: number): void {
		const entry = this.ofItems.get(itemIndex);
		if (entry) this.remove(entry);
		this.ofItems.delete(itemIndex);
	}

	/** What was created for an item, in this try or an earlier one of this execution. */
	createdFor(itemIndex: number): CreatedEntry | undefined {
		const ofEarlierTry = this.run.isTool
			? undefined
			: this.entriesOf(itemIndex).find((one) => this.isOurs(one));
		const entry = this.ofItems.get(itemIndex) ?? ofEarlierTry;
		return entry?.state === 'created' ? entry : undefined;
	}

	/** The ids of everything that is known to have been created, by whichever run. */
	knownIds(): Set<string> {
		const created = Object.values(this.entries)
			.flat()
			.flatMap((entry) => (entry.state === 'created' ? [entry.reference.id] : []));
		return new Set(created);
	}

	/** Notes that an item has left the node: as a tool, whoever asks again wants another video. */
	handOn(itemIndex: number): void {
		const entry = this.ofItems.get(itemIndex);
		if (entry) entry.isHandedOn = true;
	}

	/** Notes that the user has been told of an item's create, if that is uncertain. */
	markTold(itemIndex: number): void {
		const entry = this.ofItems.get(itemIndex);
		if (entry?.state === 'uncertain') entry.isTold = true;
	}

	/** What is to be told when this run fails. What is uncertain counts as told from now on. */
	tell(): LeftBehind {
		const left: LeftBehind = { created: [], uncertain: [] };
		const held = new Set(this.ofItems.values());
		for (const [key, entries] of Object.entries(this.entries)) {
			const [runIndex, itemIndex = 0] = key.split('/').map(Number);
			for (const entry of entries) {
				const concernsThisRun =
					held.has(entry) || (runIndex === this.run.index && !this.run.isTool);
				const isAwaited = this.run.isTool && !entry.isHandedOn && !inHand.has(entry);
				if (!concernsThisRun && !isAwaited) continue;
				if (entry.state === 'created') {
					left.created.push(entry.reference.id);
				} else {
					entry.isTold = true;
					left.uncertain.push({ itemIndex, callName: entry.callName });
				}
			}
		}
		return left;
	}

	/** At the end of the run: another may go on with what this one had in hand. */
	release(): void {
		for (const entry of this.ofItems.values()) inHand.delete(entry);
	}

	private ofEarlierTry(itemIndex: number, { request }: OrderIdentity): LedgerEntry | undefined {
		const own = this.entriesOf(itemIndex);
		return (
			own.find((entry) => this.isOurs(entry)) ??
			own.find((entry) => entry.identity.request === request || isUntold(entry))
		);
	}

	/** Agents may call a tool several times at once, and not all of them give each call a run of its own. */
	private ofEarlierCall({ request, input }: OrderIdentity): LedgerEntry | undefined {
		return Object.values(this.entries)
			.flat()
			.find((entry) => {
				if (inHand.has(entry)) return false;
				if (!this.isOurs(entry)) return entry.identity.request === request;
				const isTry = input !== undefined && entry.identity.input === input;
				return (isTry || entry.identity.request === request) && !entry.isHandedOn;
			});
	}

	private isOurs({ executionId }: LedgerEntry): boolean {
		return executionId === this.run.executionId;
	}

	private hold(itemIndex: number, entry: LedgerEntry): void {
		inHand.add(entry);
		this.ofItems.set(itemIndex, entry);
	}

	private remove(entry: LedgerEntry): void {
		inHand.delete(entry);
		for (const [key, entries] of Object.entries(this.entries)) {
			if (!entries.includes(entry)) continue;
			const others = entries.filter((other) => other !== entry);
			if (others.length > 0) this.entries[key] = others;
			else Reflect.deleteProperty(this.entries, key);
		}
	}

	private entriesOf(itemIndex: number): LedgerEntry[] {
		return this.entries[this.keyOf(itemIndex)] ?? [];
	}

	private keyOf(itemIndex: number): string {
		return `${this.run.index}/${itemIndex}`;
	}
}

function isUntold(entry: LedgerEntry): boolean {
	return entry.state === 'uncertain' && !entry.isTold;
}
