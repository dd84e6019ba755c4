import type { Catalog } from '../models/Model';
import type { Endpoint, ProviderApi } from './ProviderApi';

/** Whoever runs the models: what it offers, and how it speaks. Each has a folder, and a line in the registry. */
export interface Provider {
	/** Stored in users' workflows. */
	readonly name: string;
	/** What the form, and so every error, calls it. */
	readonly label: string;
	/** The credential type's name. */
	readonly credential: string;
	readonly catalog: Catalog;
	/** The addresses to choose from, the usual one first; absent where there is only one. */
	readonly endpoints?: readonly Endpoint[];
	/** What a region is called, by its value in the credential; absent where there is only one. */
	readonly regions?: Readonly<Partial<Record<string, string>>>;
	readonly api: ProviderApi;
}
