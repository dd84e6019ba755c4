import type { IExecuteFunctions } from 'n8n-workflow';

import { generationFailed } from '../generation/generate';
import { lookUp, waitForEnd } from '../generation/waitForEnd';
import { readModel } from '../input/readModel';
import { asText } from '../models/text';
import { Problem } from '../problem';
import type { Provider } from '../providers/Provider';
import type { Reference } from '../providers/ProviderApi';
import type { Operation } from './runOperation';

/** Fetch: look generations up by their ids, or wait for them. */
export function fetchOperation(
	context: IExecuteFunctions,
	provider: Provider,
): Operation<{ reference: Reference }> {
	return {
		read: (itemIndex, { endpoint }) => ({
			reference: readReference(context, itemIndex, provider, endpoint),
		}),

		known: ({ reference: { id, model } }) => ({ id, ...(model && { model }) }),

		obtain: async (session, { reference, wait, pollingInterval, timeout }) => {
			const startedAt = session.clock.elapsed();
			const generation = wait
				? (await waitForEnd(session, reference, { pollingInterval, timeout, lookAtOnce: true }))
						.generation
				: await lookUp(session, reference);
			// Whoever waits wants the video; whoever looks wants to know how it stands.
			if (wait && generation.status === 'failed') throw generationFailed(generation);
			return { generation, reference, noted: {}, startedAt };
		},
	};
}

/** @throws Problem `invalidInput` when the id, or a model that is needed, is missing */
function readReference(
	context: IExecuteFunctions,
	itemIndex: number,
	{ api, label }: Provider,
	endpoint: string | undefined,
): Reference {
	const read = (name: string) => asText(context.getNodeParameter(name, itemIndex, '')).trim();
	const id = read('generationId');
	if (id === '') {
		throw new Problem('invalidInput', 'Generation ID is empty', {
			description:
				'Enter the ID that the operation which created it has output, or an expression such as {{ $json.id }}.',
		});
	}
	const model = api.modelOf ? api.modelOf(id) : readModel(context, itemIndex);
	if (!api.modelOf && model === '') {
		throw new Problem('invalidInput', 'Model is empty', {
			description: `${label} finds a generation by its ID and its model. Enter the model it was created with, or an expression such as {{ $json.model }}.`,
		});
	}
	return { id, model, endpoint };
}
