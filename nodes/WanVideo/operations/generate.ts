import type { IExecuteFunctions } from 'n8n-workflow';

import { generate } from '../generation/generate';
import type { GenerateOperation, Provider } from '../models/Model';
import type { Order } from '../providers/ProviderApi';
import { readOrder } from './readOrder';
import type { Operation } from './runOperation';

/** Text to Video and Image to Video: create a generation for each item, or go on with an earlier try's. */
export function generateOperation(
	context: IExecuteFunctions,
	provider: Provider,
	operation: GenerateOperation,
): Operation<{ order: Order }> {
	const run = { context, provider, operation };
	return {
		read: async (itemIndex, { endpoint }, options) => ({
			order: await readOrder({ ...run, itemIndex, options }, endpoint),
		}),

		obtain: async (session, { order, wait, pollingInterval, timeout }, itemIndex) => {
			const wish = { itemIndex, order, wait, pollingInterval, timeout };
			const { generation, reference, createdAt } = await generate(session, wish);
			const isCompleted = generation.status === 'completed';
			return {
				generation,
				reference,
				createdAt,
				completedAt: isCompleted ? new Date(session.clock.now()).toISOString() : undefined,
				startedAt: Date.parse(createdAt),
			};
		},
	};
}
