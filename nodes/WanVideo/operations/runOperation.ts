import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Ledger } from '../generation/Ledger';
import { openSession, type Session } from '../generation/Session';
import {
	type FormOptions,
	type Process,
	readMaxConcurrency,
	readOptions,
	readProcess,
	readResultChoice,
	type ResultChoice,
} from '../input/readForm';
import type { Known } from '../output/outputItem';
import type { Provider } from '../providers/Provider';
import { Breath } from './Breath';
import { cancelled, type Outcome, outcomeOf, runBatch } from './batch';
import { deliver, type Deliverable } from './deliver';
import { failRun, finishRun, throwFirst } from './finishRun';

/** What is done with each item before its result is handed on. */
export interface Operation<Wanted> {
	/** Reads an item's part of the form and checks it; nothing is sent. */
	read: (itemIndex: number, process: Process, options: FormOptions) => Wanted | Promise<Wanted>;
	/** What is known of an item's generation before there is one. */
	known: (wanted: Wanted) => Omit<Known, 'provider'>;
	/** Gets the item's generation, as far as it is waited for. */
	obtain: (
		session: Session,
		wanted: Wanted & Process & ResultChoice,
		itemIndex: number,
	) => Promise<Deliverable>;
}

/**
 * What happens to the items of every operation: all are read and checked before the first is sent,
 * then all are worked on at once, and come out in their order.
 *
 * @throws NodeApiError or NodeOperationError
 */
export async function runOperation<Wanted>(
	context: IExecuteFunctions,
	provider: Provider,
	operation: Operation<Wanted>,
	ledger: Ledger,
): Promise<INodeExecutionData[]> {
	const start = await outcomeOf(async () => ({
		session: await openSession(context, provider, ledger),
		maxConcurrency: readMaxConcurrency(readOptions(context, 0)),
	}));
	if (!start.ok) return failRun(context, ledger, start.problem, { provider: provider.name });
	const { session, maxConcurrency } = start.value;
	const continueOnFail = context.continueOnFail();

	const prepared = await readItems(context, session, operation);
	if (!continueOnFail) throwFirst(context, prepared, ledger);

	const outcomes = await runBatch(
		session,
		prepared,
		{
			generate: operation.obtain,
			finish: async (own, deliverable, choice, itemIndex) =>
				await deliver(context, own, deliverable, choice, itemIndex),
		},
		{ maxConcurrency, continueOnFail },
	);
	return await finishRun(context, session, outcomes, (itemIndex) => {
		const item = prepared[itemIndex];
		return { provider: provider.name, ...(item?.ok && operation.known(item.value)) };
	});
}

/** @throws Problem `cancelled` when the user stops the execution meanwhile */
async function readItems<Wanted>(
	context: IExecuteFunctions,
	{ clock, connection, signal }: Session,
	{ read }: Operation<Wanted>,
): Promise<Array<Outcome<Wanted & Process & ResultChoice>>> {
	const items: Array<Outcome<Wanted & Process & ResultChoice>> = [];
	const breath = new Breath(clock);
	// One after another: pictures come from n8n's storage, and there is no hurry before the first create.
	for (const itemIndex of context.getInputData().keys()) {
		await breath.take();
		const item = await outcomeOf(async () => {
			if (signal.aborted) throw cancelled();
			const options = readOptions(context, itemIndex);
			const process = readProcess(options, connection);
			const wanted = await read(itemIndex, process, options);
			return { ...wanted, ...process, ...readResultChoice(context, itemIndex) };
		});
		items.push(item);
	}
	// What follows, up to the first create, is another stretch of work.
	await breath.takeNow();
	return items;
}
