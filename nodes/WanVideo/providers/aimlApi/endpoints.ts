import type { Endpoint } from '../ProviderApi';

// Source: https://docs.aimlapi.com/api-references/video-models. Both create and fetch, and answer alike.
const PATHS = {
	unified: '/v2/video/generations',
	legacy: '/v2/generate/video/alibaba/generation',
} as const;

export const endpoints: readonly Endpoint[] = [
	{
		value: 'unified',
		name: 'Unified',
		description: `For all video models: ${PATHS.unified}`,
	},
	{
		value: 'legacy',
		name: 'Legacy',
		description: `The older one, for Alibaba models up to 2.7: ${PATHS.legacy}`,
		textToVideoPromptLimit: 800,
	},
];

export const isLegacy = (endpoint: string | undefined) => endpoint === 'legacy';

export function pathOf(endpoint: string | undefined): string {
	return isLegacy(endpoint) ? PATHS.legacy : PATHS.unified;
}
