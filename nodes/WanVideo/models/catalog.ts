import type { Catalog, GenerateOperation, Model, Setting } from './Model';

/** The models of one operation, newest first. */
export function modelsFor({ models }: Catalog, operation: GenerateOperation): Model[] {
	return models.filter((model) => model.operation === operation);
}

/** The model with this id or alias, or undefined for one that the list does not know (yet). */
export function findModel(
	catalog: Catalog,
	operation: GenerateOperation,
	id: string,
): Model | undefined {
	return modelsFor(catalog, operation).find((model) => spellings([model]).includes(id));
}

/** Everything that models go by: their ids and aliases. */
export function spellings(models: readonly Model[]): string[] {
	return models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
}

/** Every setting that at least one of the operation's models has, in the order of the newest that has it. */
export function settingsFor(catalog: Catalog, operation: GenerateOperation): Setting[] {
	const settings = modelsFor(catalog, operation).flatMap(
		(model) => Object.keys(model.parameters) as Setting[],
	);
	return [...new Set(settings)];
}
