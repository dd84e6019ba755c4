import { aimlApi } from './aimlApi/provider';
import { alibabaCloud } from './alibabaCloud/provider';
import { fal } from './fal/provider';
import { muleRouter } from './muleRouter/provider';
import type { ProviderKind } from './ProviderKind';
import { replicate } from './replicate/provider';

/** Every provider of the sandbox. The first that owns a path answers it; AI/ML API has what no other one claims. */
export const PROVIDERS: readonly ProviderKind[] = [
	muleRouter,
	alibabaCloud,
	fal,
	replicate,
	aimlApi,
];
