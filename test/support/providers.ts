import type { Catalog } from '../../nodes/WanVideo/models/Model';
import type { Provider } from '../../nodes/WanVideo/providers/Provider';
import type { ProviderApi } from '../../nodes/WanVideo/providers/ProviderApi';
import { PROVIDERS } from '../../nodes/WanVideo/providers/registry';

/** All that the node knows. */
export const PROVIDER_NAMES = PROVIDERS.map(({ name }) => name);

/** @throws Error when the node knows none of this name */
export function providerNamed(name: string): Provider {
	return entry(Object.fromEntries(PROVIDERS.map((provider) => [provider.name, provider])), name);
}

export const catalogOf = (provider: string): Catalog => providerNamed(provider).catalog;

export const apiOf = (provider: string): ProviderApi => providerNamed(provider).api;

/**
 * A provider's entry of what a test has for each.
 *
 * @throws Error when the test has nothing for it
 */
export function entry<T>(ofProviders: Partial<Record<string, T>>, provider: string): T {
	const found = ofProviders[provider];
	if (found === undefined) throw new Error(`There is nothing here for ${provider}`);
	return found;
}
