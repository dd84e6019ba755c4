import type { Model } from '../../models/Model';

/** On whose path a model stands: `/vendors/<vendor>/v1/<model>/generation`. */
export type Vendor = 'alibaba' | 'mulerouter' | 'carrothub';

export interface MuleRouterModel extends Model {
	vendor: Vendor;
}
