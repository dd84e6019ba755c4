import type { Provider } from '../exchange';
import { Quirks } from '../quirks/Quirks';
import type { ProviderKind, ProviderMeans } from './ProviderKind';

/** The providers of one run of the sandbox. */
export interface Providers {
	/** Who answers a path, and what stands before its keys. */
	of(path: string, authorization?: string): { provider: Provider; scheme: string };
	/** Whether what is posted to a path creates a generation. */
	createsAt(path: string, authorization?: string): boolean;
	/** Goes on with the oddities of another seed. */
	restartQuirks(seed: string | number): void;
	/** Forgets which oddities generations have. */
	forget(): void;
}

/**
 * Opens all kinds of providers.
 *
 * @param seed of their oddities; without one they have none
 */
export async function openProviders(
	kinds: readonly ProviderKind[],
	means: Omit<ProviderMeans, 'quirks'>,
	seed?: string | number,
): Promise<Providers> {
	const open = await Promise.all(
		kinds.map(async (kind) => {
			const quirks = new Quirks(seed);
			return { kind, quirks, provider: await kind.open({ ...means, quirks }) };
		}),
	);
	const ownerOf = (path: string, authorization?: string) => {
		const owner = open.find(({ kind }) => kind.owns(path, authorization));
		if (!owner) throw new Error(`No provider owns ${path}`);
		return owner;
	};
	return {
		of(path, authorization) {
			const { provider, kind } = ownerOf(path, authorization);
			return { provider, scheme: kind.scheme ?? 'Bearer' };
		},
		createsAt: (path, authorization) => ownerOf(path, authorization).kind.createsAt?.(path) ?? true,
		restartQuirks(seedFromNowOn) {
			for (const { quirks } of open) quirks.restart(seedFromNowOn);
		},
		forget() {
			for (const { quirks } of open) quirks.forget();
		},
	};
}
