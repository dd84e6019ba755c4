import type { IExecuteFunctions } from 'n8n-workflow';

import { operationsOf } from '../models/catalog';
import { GENERATE_OPERATIONS, type GenerateOperation, operationNamed } from '../models/operations';
import { Problem } from '../problem';
import type { Provider } from '../providers/Provider';
import { PROVIDERS } from '../providers/registry';

/** What a run of the node is to do, for all of its items. */
export interface Task {
	provider: Provider;
	operation: GenerateOperation | 'fetch';
}

/** @throws Problem `invalidInput` when it is none of the list: n8n hands an expression on as it is written */
export function readTask(context: IExecuteFunctions): Task {
	const provider = readProvider(context);
	const operations: Array<Task['operation']> = [...operationsOf(provider.catalog), 'fetch'];
	return { provider, operation: readOperation(context, provider, operations) };
}

/** A package of one provider alone does not ask for it. */
function readProvider(context: IExecuteFunctions): Provider {
	const [first, ...others] = PROVIDERS;
	if (first && others.length === 0) return first;
	return readChoice(context, 'provider', 'Provider', PROVIDERS, ({ name }) => name);
}

function readOperation(
	context: IExecuteFunctions,
	{ label }: Provider,
	operations: ReadonlyArray<Task['operation']>,
): Task['operation'] {
	const missing = GENERATE_OPERATIONS.find(
		(one) => one === context.getNodeParameter('operation', 0) && !operations.includes(one),
	);
	if (missing) {
		throw new Problem('invalidInput', `${label} has no model for ${operationNamed(missing).name}`, {
			description: 'Choose another operation, or another provider.',
		});
	}
	return readChoice(context, 'operation', 'Operation', operations, (one) => one);
}

function readChoice<T>(
	context: IExecuteFunctions,
	name: keyof Task,
	label: string,
	choices: readonly T[],
	valueOf: (choice: T) => string,
): T {
	const value: unknown = context.getNodeParameter(name, 0);
	const choice = choices.find((one) => valueOf(one) === value);
	if (choice !== undefined) return choice;
	throw new Problem('invalidInput', `${label} is none of the list: ${JSON.stringify(value)}`, {
		description: `Choose it from the list. It is the same for all items, and n8n evaluates no expression for it.`,
	});
}
