import type { Provider } from '../Provider';
import { api } from './api';
import { catalog } from './catalog';

/** MuleRouter, and MuleRun: the same API on two sites. */
export const muleRouter: Provider = {
	name: 'muleRouter',
	label: 'MuleRouter',
	credential: 'wanVideoMuleRouterApi',
	catalog,
	api,
};
