import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../providers/Connection';
import type { Order } from '../providers/ProviderApi';

/** A generation that was created, and so may be paid for. */
export interface CreatedEntry {
	state: 'created';
	id: string;
	/** ISO 8601, when the provider answered. */
	createdAt: string;
}

/** A create whose fate is unknown: the request may have reached the provider. */
export interface UncertainEntry {
	state: 'uncertain';
	/** The execution it was sent in. */
	executionId: string;
	/** What the user was told, to be told again. */
	message: string;
	description: string;
}

export type LedgerEntry = CreatedEntry | UncertainEntry;

const CONTEXT_KEY = 'generations';

/**
 * What this node has created, kept in n8n's node context. That is part of the execution's data: it
 * outlives a try of Retry On Fail, and a Retry from the executions list starts with it. So a repeat
 * finds what was created, instead of paying for it again.
 *
 * An entry belongs to a run (the rounds of a loop are runs), an item and a request: another prompt
 * is another generation. Each node has a context, and so a ledger, of its own.
 */
export class Ledger {
	private readonly entries: Record<string, LedgerEntry>;

	/** @param context of the node, as n8n keeps it: what is written there is saved */
	constructor(
		context: IDataObject,
		private readonly runIndex: number,
	) {
		const kept = (context[CONTEXT_KEY] ??= {});
		this.entries = kept as unknown as Record<string, LedgerEntry>;
	}

	find(itemIndex: number, requestHash: string): LedgerEntry | undefined {
		return this.entries[this.key(itemIndex, requestHash)];
	}

	record(itemIndex: number, requestHash: string, entry: LedgerEntry): void {
		this.entries[this.key(itemIndex, requestHash)] = entry;
	}

	/** After the provider reported a failure: a repeat may create anew. */
	forget(itemIndex: number, requestHash: string): void {
		Reflect.deleteProperty(this.entries, this.key(itemIndex, requestHash));
	}

	/** The ids of what this run has created, in the order of their creation. */
	createdIds(): string[] {
		return Object.entries(this.entries).flatMap(([key, entry]) =>
			key.startsWith(`${this.runIndex}/`) && entry.state === 'created' ? [entry.id] : [],
		);
	}

	private key(itemIndex: number, requestHash: string): string {
		return `${this.runIndex}/${itemIndex}/${requestHash}`;
	}
}

/** Tells requests apart: another account's address, path, model or value is another generation. */
export function hashRequest({ api, baseUrl }: Connection, order: Order): string {
	const { method, path, body } = api.create(order);
	return createHash('sha256')
		.update(JSON.stringify([baseUrl, method, path, body]))
		.digest('hex');
}
