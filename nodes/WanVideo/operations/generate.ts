import type { IExecuteFunctions } from 'n8n-workflow';

import { generate } from '../generation/generate';
import { isTool } from '../generation/isTool';
import { readOrder } from '../input/readOrder';
import { isDataUri } from '../media/base64';
import { Attachment } from '../models/Attachment';
import { valuesIn } from '../models/fieldPaths';
import type { GenerateOperation } from '../models/operations';
import type { Provider } from '../providers/Provider';
import type { Order } from '../providers/ProviderApi';
import type { Operation } from './runOperation';

/** Whatever generates a video: create a generation for each item, or go on with an earlier try's. */
export function generateOperation(
	context: IExecuteFunctions,
	provider: Provider,
	operation: GenerateOperation,
): Operation<{ model: string; order: () => Promise<Order> }> {
	return {
		read: async (itemIndex, process, options) => {
			const place = { context, itemIndex, provider, operation, options };
			const order = await readOrder(place, process);
			const { model } = order;
			return { model, order: hasFile(order) ? () => readOrder(place, process) : kept(order) };
		},

		known: ({ model }) => ({ model }),

		obtain: async (session, { order, ...choice }, itemIndex) => {
			const startedAt = session.clock.elapsed();
			const tellsTries = isTool(context) && context.getNode().retryOnFail === true;
			const input = tellsTries ? context.getInputData()[itemIndex]?.json : undefined;
			const { wait, pollingInterval, timeout, cancelOnStop } = choice;
			const wish = { itemIndex, order, input, wait, pollingInterval, timeout, cancelOnStop };
			const { generation, entry } = await generate(session, wish);
			const { reference, usage } = entry;
			return { generation, reference, noted: entry, usage, startedAt };
		},
	};
}

/** An order with a file in it is let go, and read again when its turn comes. */
function hasFile({ fields }: Order): boolean {
	return valuesIn(fields).some(
		(value) => isDataUri(value) || (value instanceof Attachment && value.isHeld),
	);
}

/** Outside of where orders are read: a closure there would hold on to those with a file, too. */
function kept(order: Order): () => Promise<Order> {
	return () => Promise.resolve(order);
}
