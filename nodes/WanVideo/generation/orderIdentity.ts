import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

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

/** @returns 128 bits in hexadecimal digits: enough to tell apart, and it is saved for every item */
function digest(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
