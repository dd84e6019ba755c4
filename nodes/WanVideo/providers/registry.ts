import { aimlApi } from './aimlApi';
import { alibabaCloud } from './alibabaCloud';
import { muleRouter } from './muleRouter';
import type { Provider } from './Provider';

/**
 * Whoever the node can generate with; the first is the form's default. Adding a provider is adding a folder, a
 * credential and a line here. A package of one provider alone has another list in the place of this one: see
 * tools/build/onlyProvider.js.
 */
export const PROVIDERS: readonly Provider[] = [aimlApi, alibabaCloud, muleRouter];
