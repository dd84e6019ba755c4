import type { Catalog, Model, Setting, Use } from './Model';
import type { AudioLimits, ImageLimits, VideoLimits } from './MediaLimits';
import { GENERATE_OPERATIONS, type GenerateOperation, type MediaKind } from './operations';

/** A model under one operation. */
export type UsedModel = Model & Use;

/** The operations that a provider has models for, in the order in which a reader meets them. */
export function operationsOf(catalog: Catalog): GenerateOperation[] {
	return GENERATE_OPERATIONS.filter((operation) => modelsFor(catalog, operation).length > 0);
}

const used = new WeakMap<Catalog, Map<GenerateOperation, readonly UsedModel[]>>();

/** The models of one operation, newest first. Made once: the form asks for them hundreds of times, and n8n waits for it. */
export function modelsFor(catalog: Catalog, operation: GenerateOperation): readonly UsedModel[] {
	const byOperation = used.get(catalog) ?? new Map<GenerateOperation, readonly UsedModel[]>();
	used.set(catalog, byOperation);
	const models = byOperation.get(operation) ?? make(catalog, operation);
	byOperation.set(operation, models);
	return models;
}

function make({ models }: Catalog, operation: GenerateOperation): UsedModel[] {
	return models.flatMap((model) => {
		const use = model.uses[operation];
		return use ? [{ ...model, ...use }] : [];
	});
}

/** The model with this id or alias, or undefined for one that the list does not know (yet). */
export function findModel(
	catalog: Catalog,
	operation: GenerateOperation,
	id: string,
): UsedModel | undefined {
	return modelsFor(catalog, operation).find((model) => spellings([model]).includes(id));
}

/** The model that the form begins with. */
export function usualModel(catalog: Catalog, operation: GenerateOperation): Model | undefined {
	const models = modelsFor(catalog, operation);
	return models.find(({ id }) => id === catalog.usual[operation]) ?? models[0];
}

/** Everything that models go by: their ids and aliases. */
export function spellings(models: readonly Model[]): string[] {
	return models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
}

/** What a provider takes as a file of a kind; undefined where it takes a link only. */
export function fileLimits(
	{ images, videoFiles, audioFiles }: Catalog,
	kind: MediaKind,
): (ImageLimits & VideoLimits & AudioLimits) | undefined {
	return { image: images, video: videoFiles, audio: audioFiles }[kind];
}

/** Every setting that at least one of the operation's models has. */
export function settingsFor(catalog: Catalog, operation: GenerateOperation): Setting[] {
	const settings = modelsFor(catalog, operation).flatMap(
		({ parameters }) => Object.keys(parameters) as Setting[],
	);
	return [...new Set(settings)];
}

/** With the highest version first, as the models' names tell it; those of one version as they stand. */
export function newestFirst<M extends Model>(models: readonly M[]): M[] {
	const version = ({ name }: M) => Number(/\d+\.\d+/.exec(name)?.[0] ?? 0);
	return [...models].sort((a, b) => version(b) - version(a));
}
