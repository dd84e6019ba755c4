import type { Provider } from '../models/Model';
import { aimlApi } from './aimlApi';
import { muleRouter } from './muleRouter';
import type { ProviderApi } from './ProviderApi';

export const PROVIDER_APIS: Record<Provider, ProviderApi> = { aimlApi, muleRouter };
