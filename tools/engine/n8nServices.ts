import { GlobalConfig, InstanceSettingsConfig, SsrfProtectionConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';

/**
 * Where n8n keeps files: in the execution's data as Base64 (n8n's mode `default`), or on disk with only an id in the
 * data (n8n's own default on a single instance).
 */
export type BinaryDataMode = 'memory' | 'filesystem';

let configured = false;

/**
 * Sets up the services n8n's engine takes from its dependency container: settings, log, binary data, outgoing HTTP.
 * They belong to the process, so only one engine can be up at a time.
 *
 * @param storage directory n8n may write to, instead of the developer's own ~/.n8n
 */
export async function startServices(storage: string, binaryData: BinaryDataMode): Promise<void> {
	if (!configured) configure(storage);
	configured = true;

	const config = Container.get(BinaryDataConfig);
	config.mode = binaryData === 'memory' ? 'default' : 'filesystem';
	config.localStoragePath = storage;
	await Container.get(BinaryDataService).init();
}

/** What holds for the whole process: some of n8n's services must not be made twice in one. */
function configure(storage: string): void {
	Container.set(InstanceSettingsConfig, {
		n8nFolder: storage,
		userHome: storage,
		encryptionKey: 'a key for a throw-away instance',
		enforceSettingsFilePermissions: false,
	});
	// A failing node is reported in the execution's result; n8n would print its stack as well.
	Container.get(GlobalConfig).logging.level = 'silent';
	// Set here in case the developer's environment says otherwise: the servers of tests are on this machine.
	Container.get(SsrfProtectionConfig).enabled = false;
}

/** n8n's store of files; see {@link startServices}. */
export function binaryDataService(): BinaryDataService {
	return Container.get(BinaryDataService);
}
