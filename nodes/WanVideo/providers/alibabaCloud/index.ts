import type { Provider } from '../Provider';
import { api } from './api';
import { catalog } from './catalog';

/** Provisional. */
export const alibabaCloud: Provider = {
	name: 'alibabaCloud',
	label: 'Alibaba Cloud',
	credential: 'wanVideoAlibabaCloudApi',
	catalog,
	api,
};
