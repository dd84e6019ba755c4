import { aimlApi } from './aimlApi';
import type { Catalog, GenerateOperation, Model, Provider, Setting } from './Model';
import { muleRouter } from './muleRouter';

/** What each provider can generate. Adding a provider is adding a file and a line here. */
export const CATALOGS: Record<Provider, Catalog> = { aimlApi, muleRouter };

/** The models of one operation, newest first. */
export function modelsFor(provider: Provider, operation: GenerateOperation): Model[] {
	return CATALOGS[provider].models.filter((model) => model.operation === operation);
}

/** The model with this id or alias, or undefined for one that the list does not know (yet). */
export function findModel(
	provider: Provider,
	operation: GenerateOperation,
	id: string,
): Model | undefined {
	return modelsFor(provider, operation).find((model) => spellings([model]).includes(id));
}

/** Everything that models go by: their ids and aliases. */
export function spellings(models: readonly Model[]): string[] {
	return models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
}

/** Every setting that at least one of the operation's models has, in the order of the newest that has it. */
export function settingsFor(provider: Provider, operation: GenerateOperation): Setting[] {
	const settings = modelsFor(provider, operation).flatMap(
		(model) => Object.keys(model.parameters) as Setting[],
	);
	return [...new Set(settings)];
}
