import type { Account } from '../../keys';

/** Where the sandbox's keys are from, as the service names its regions. */
export type Region = 'cn-beijing' | 'ap-southeast-1';

/**
 * The region a key is of: the service has a host for each, and the sandbox one for both.
 *
 * Source: https://www.alibabacloud.com/help/en/model-studio/regions
 */
export function regionOf(account: Account | undefined): Region {
	return account === 'beijing' ? 'cn-beijing' : 'ap-southeast-1';
}
