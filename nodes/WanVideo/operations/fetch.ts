import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { download } from '../generation/download';
import { generationFailed } from '../generation/generate';
import { openSession, type Session } from '../generation/Session';
import { lookUp, waitForEnd } from '../generation/waitForEnd';
import type { Provider } from '../models/Model';
import { asText } from '../models/text';
import { Problem } from '../problem';
import type { Generation, Reference } from '../providers/ProviderApi';
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

interface Prepared extends Process, ResultChoice {
	reference: Reference;
}

/** Fetch: looks generations up by their ids, or waits for them, and hands their videos on. */
export async function executeFetch(
	context: IExecuteFunctions,
	provider: Provider,
): Promise<INodeExecutionData[]> {
	const session = await openSession(context, provider);
	const prepared = await Promise.all(
		context.getInputData().map(
			async (_, itemIndex): Promise<Outcome<Prepared>> =>
				await outcomeOf(() => {
					const process = readProcess(readOptions(context, itemIndex));
					const reference = readReference(context, itemIndex, provider, process);
					return { ...process, ...readResultChoice(context, itemIndex), reference };
				}),
		),
	);
	const continueOnFail = context.continueOnFail();
	if (!continueOnFail) throwFirst(context, prepared);

	const outcomes = await runBatch(
		session,
		prepared,
		{
			generate: fetchOne,
			finish: async (own, fetched, choices, itemIndex) =>
				await finish(context, own, fetched, choices, itemIndex),
		},
		{ maxConcurrency: readMaxConcurrency(readOptions(context, 0)), continueOnFail },
	);
	return finishRun(context, session, outcomes, { provider });
}

/** @throws Problem `invalidInput` when the id, or a model that is needed, is missing */
function readReference(
	context: IExecuteFunctions,
	itemIndex: number,
	provider: Provider,
	{ endpoint }: Process,
): Reference {
	const id = readText(context, itemIndex, 'generationId');
	if (id === '') {
		throw new Problem('invalidInput', 'Generation ID is empty', {
			description:
				'Enter the ID that Text to Video or Image to Video has output, or an expression such as {{ $json.id }}.',
		});
	}
	const model = provider === 'muleRouter' ? readText(context, itemIndex, 'model') : modelOf(id);
	if (provider === 'muleRouter' && model === '') {
		throw new Problem('invalidInput', 'Model is empty', {
			description:
				'MuleRouter finds a generation by its ID and its model. Enter the model it was created with, or an expression such as {{ $json.model }}.',
		});
	}
	return { id, model, endpoint };
}

function readText(context: IExecuteFunctions, itemIndex: number, name: string): string {
	return asText(context.getNodeParameter(name, itemIndex, '')).trim();
}

/** AI/ML API's ids end with the model: `<uuid>:<model>`. */
function modelOf(id: string): string {
	return id.split(':').slice(1).join(':');
}

interface Fetched {
	generation: Generation;
	/** Milliseconds since the epoch. */
	startedAt: number;
}

async function fetchOne(
	session: Session,
	{ reference, wait, pollingInterval, timeout }: Prepared,
): Promise<Fetched> {
	const startedAt = session.clock.now();
	if (!wait) return { generation: await lookUp(session, reference), startedAt };
	const patience = { pollingInterval, timeout, lookAtOnce: true };
	const generation = await waitForEnd(session, reference, patience);
	// Whoever waits wants the video; whoever looks wants to know how it stands.
	if (generation.status === 'failed') throw generationFailed(generation);
	return { generation, startedAt };
}

async function finish(
	context: IExecuteFunctions,
	session: Session,
	{ generation, startedAt }: Fetched,
	{ reference, download: wanted, outputBinaryProperty, simplify }: Prepared,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const { clock, connection } = session;
	const hasEnded = generation.status === 'completed' || generation.status === 'failed';
	const video =
		wanted && generation.status === 'completed'
			? {
					property: outputBinaryProperty,
					data: await download(session, context.helpers, reference, generation),
				}
			: undefined;
	const { createdAt, updatedAt } = generation;
	return toItem(
		{
			provider: connection.api.provider,
			model: reference.model,
			generation,
			createdAt,
			completedAt: hasEnded ? updatedAt : undefined,
			elapsedSeconds: (clock.now() - startedAt) / 1000,
			simplify,
			video,
		},
		itemIndex,
	);
}
