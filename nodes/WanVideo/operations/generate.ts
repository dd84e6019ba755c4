import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { download } from '../generation/download';
import { type Created, generate } from '../generation/generate';
import { openSession, type Session } from '../generation/Session';
import type { GenerateOperation, Provider } from '../models/Model';
import type { Order } from '../providers/ProviderApi';
import { type Outcome, outcomeOf, runBatch } from './batch';
import { finishRun, throwFirst } from './finishRun';
import { toItem } from './outputItem';
import {
	type Process,
	readMaxConcurrency,
	readOptions,
	readProcess,
	readResultChoice,
	type ResultChoice,
} from './readForm';
import { isModelByExpression, readOrder } from './readOrder';

interface Prepared extends Process, ResultChoice {
	order: Order;
}

/**
 * Text to Video and Image to Video: reads and checks all items before the first is sent, then
 * creates, waits and downloads for all of them at once.
 */
export async function executeGenerate(
	context: IExecuteFunctions,
	provider: Provider,
	operation: GenerateOperation,
): Promise<INodeExecutionData[]> {
	const session = await openSession(context, provider);
	const prepared = await prepare(context, provider, operation);
	const continueOnFail = context.continueOnFail();
	if (!continueOnFail) throwFirst(context, prepared, session.ledger.createdIds());

	const outcomes = await runBatch(
		session,
		prepared,
		{
			generate: async (own, { order, ...choices }, itemIndex) =>
				await generate(own, { order, itemIndex, ...choices }),
			finish: async (own, created, choices, itemIndex) =>
				await finish(context, own, created, choices, itemIndex),
		},
		{ maxConcurrency: readMaxConcurrency(readOptions(context, 0)), continueOnFail },
	);
	return finishRun(context, session, outcomes, { provider });
}

async function prepare(
	context: IExecuteFunctions,
	provider: Provider,
	operation: GenerateOperation,
): Promise<Array<Outcome<Prepared>>> {
	const run = { context, provider, operation, isModelByExpression: isModelByExpression(context) };
	const prepared: Array<Outcome<Prepared>> = [];
	for (const itemIndex of context.getInputData().keys()) {
		const outcome = await outcomeOf(async () => {
			const options = readOptions(context, itemIndex);
			const process = readProcess(options);
			const order = await readOrder({ ...run, itemIndex, options }, process.endpoint);
			return { ...process, ...readResultChoice(context, itemIndex), order };
		});
		prepared.push(outcome);
	}
	return prepared;
}

async function finish(
	context: IExecuteFunctions,
	session: Session,
	{ generation, reference, createdAt }: Created,
	{ order, download: wanted, outputBinaryProperty, simplify }: Prepared,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const { clock, connection } = session;
	const completedAt =
		generation.status === 'completed' ? new Date(clock.now()).toISOString() : undefined;
	const video =
		wanted && generation.status === 'completed'
			? {
					property: outputBinaryProperty,
					data: await download(session, context.helpers, reference, generation),
				}
			: undefined;
	return toItem(
		{
			provider: connection.api.provider,
			model: order.model,
			generation,
			createdAt,
			completedAt,
			elapsedSeconds: (clock.now() - Date.parse(createdAt)) / 1000,
			simplify,
			video,
		},
		itemIndex,
	);
}
