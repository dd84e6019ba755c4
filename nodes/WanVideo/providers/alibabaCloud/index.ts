import type { Provider } from '../Provider';
import { api } from './api';
import { catalog } from './catalog';
import { regions } from './regions';

/** Alibaba Cloud Model Studio: Wan from those who make it. */
export const alibabaCloud: Provider = {
	name: 'alibabaCloud',
	label: 'Alibaba Cloud',
	credential: 'wanVideoAlibabaCloudApi',
	catalog,
	regions,
	api,
};
