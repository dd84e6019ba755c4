import { modelsFor, operationsOf, type UsedModel } from '../../nodes/WanVideo/models/catalog';
import type { GenerateOperation } from '../../nodes/WanVideo/models/operations';
import type { Setting } from '../../nodes/WanVideo/models/Model';
import { catalogOf, PROVIDER_NAMES } from './providers';

/** A model under one of its operations. */
export interface TestedUse {
	provider: string;
	operation: GenerateOperation;
	id: string;
	model: UsedModel;
}

/** Where a user chooses a model. */
export const PLACES = PROVIDER_NAMES.flatMap((provider) =>
	operationsOf(catalogOf(provider)).map((operation) => ({ provider, operation })),
);

/** Every model under each of its operations. */
export const USES: TestedUse[] = PLACES.flatMap(({ provider, operation }) =>
	modelsFor(catalogOf(provider), operation).map((model) => ({
		provider,
		operation,
		id: model.id,
		model,
	})),
);

/** @throws Error when there is no such use */
export function useOf(provider: string, operation: GenerateOperation, id: string): TestedUse {
	const found = USES.find(
		(use) => use.provider === provider && use.operation === operation && use.id === id,
	);
	if (!found) throw new Error(`There is no ${id} for ${operation} on ${provider}`);
	return found;
}

/** The functions that a model has under its operation; undefined once for one without. */
export function functionsOf({ parameters, constants }: UsedModel): Array<string | undefined> {
	const choice = parameters.function;
	if (choice?.kind === 'choice') return choice.values.map(String);
	return [constants?.function ?? constants?.['input.function']];
}

/** The settings that a model has with one of its functions. */
export function settingsWith(
	{ parameters }: UsedModel,
	chosen: string | undefined,
): UsedModel['parameters'] {
	const all = Object.entries(parameters) as Array<
		[Setting, NonNullable<UsedModel['parameters'][Setting]>]
	>;
	return Object.fromEntries(
		all.filter(([, { functions }]) => !functions || functions.some((one) => one === chosen)),
	);
}
