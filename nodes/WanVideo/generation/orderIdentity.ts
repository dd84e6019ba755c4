import { createHash, type Hash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { Attachment } from '../models/Attachment';
import type { Order } from '../providers/ProviderApi';

/** What tells one order from another, as digests. */
export interface OrderIdentity {
	/** Of what is sent. The address it is sent to is no part of it: the same account makes the same video. */
	request: string;
	/**
	 * Of the input that the order was read from. Only of a tool with Retry On Fail: there each try brings the same,
	 * even if an expression then gives another request.
	 */
	input?: string;
}

/** @param provider its name */
export function identify(provider: string, order: Order, input?: IDataObject): OrderIdentity {
	const { model, fields } = order;
	return {
		request: digest([provider, model, fields]),
		...(input && { input: digest(input) }),
	};
}

/**
 * The same for the same values, whatever the order of an object's fields: that comes from the tables of models, which
 * grow, while what was saved stays.
 *
 * @returns 128 bits in hexadecimal digits: enough to tell apart, and it is saved for every item
 */
function digest(value: unknown): string {
	const hash = createHash('sha256');
	feed(hash, value);
	return hash.digest('hex').slice(0, 32);
}

/** Piece by piece: as one text, an order with files would be in memory once more. */
function feed(hash: Hash, value: unknown): void {
	if (typeof value === 'string') {
		hash.update(`${value.length}"`).update(value);
	} else if (value instanceof Attachment) {
		hash.update(`${value.digest}@`);
	} else if (Array.isArray(value)) {
		hash.update(`${value.length}[`);
		for (const one of value) feed(hash, one);
	} else if (typeof value === 'object' && value !== null) {
		const fields = Object.entries(value).filter(([, one]) => one !== undefined);
		hash.update(`${fields.length}{`);
		for (const [name, one] of fields.sort(([a], [b]) => (a < b ? -1 : 1))) {
			feed(hash, name);
			feed(hash, one);
		}
	} else {
		hash.update(`${String(value)};`);
	}
}
