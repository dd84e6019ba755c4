import type { Provider } from '../Provider';
import { api } from './api';
import { endpoints } from './endpoints';
import { catalog } from './catalog';

export const aimlApi: Provider = {
	name: 'aimlApi',
	label: 'AI/ML API',
	credential: 'wanVideoAimlApi',
	catalog,
	endpoints,
	api,
};
