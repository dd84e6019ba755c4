import { PROVIDERS } from '../nodes/WanVideo/providers/registry';

/** What a credential holds that leads to an address of one's own. */
export interface ProviderCredential {
	/** The provider's name, and what the form calls it. */
	provider: string;
	label: string;
	/** The credential type's name. */
	type: string;
	data: { apiKey: string; baseUrl: string; site: string; region: string };
}

/** A credential for each provider of the registry, all with one key and one address: a stand-in's. */
export function providerCredentials(apiKey: string, baseUrl: string): ProviderCredential[] {
	return PROVIDERS.map(({ credential, label, name }) => ({
		provider: name,
		label,
		type: credential,
		// Where a provider has several sites or regions, the address counts for this one only; the others do not know the
		// fields.
		data: { apiKey, baseUrl, site: 'custom', region: 'custom' },
	}));
}
