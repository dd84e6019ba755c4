import type { IExecuteFunctions } from 'n8n-workflow';

import type { GenerateOperation, Provider } from '../models/Model';
import { Problem } from '../problem';
import { PROVIDER_APIS } from '../providers/providerApis';

/** What a run of the node is to do, for all of its items. */
export interface Task {
	provider: Provider;
	operation: GenerateOperation | 'fetch';
}

const PROVIDERS = Object.keys(PROVIDER_APIS) as Provider[];
const OPERATIONS: Array<Task['operation']> = ['textToVideo', 'imageToVideo', 'fetch'];

/** @throws Problem `invalidInput` when it is none of the list: n8n hands an expression on as it is written */
export function readTask(context: IExecuteFunctions): Task {
	return {
		provider: readChoice(context, 'provider', 'Provider', PROVIDERS),
		operation: readChoice(context, 'operation', 'Operation', OPERATIONS),
	};
}

function readChoice<T extends string>(
	context: IExecuteFunctions,
	name: keyof Task,
	label: string,
	choices: readonly T[],
): T {
	const value: unknown = context.getNodeParameter(name, 0);
	const choice = choices.find((one) => one === value);
	if (choice) return choice;
	throw new Problem('invalidInput', `${label} is none of the list: ${JSON.stringify(value)}`, {
		description: `Choose it from the list. It is the same for all items, and n8n evaluates no expression for it.`,
	});
}
