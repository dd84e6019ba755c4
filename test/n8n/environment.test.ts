import { describe, expect, it } from '@jest/globals';
import { instanceEnvironment } from '../../tools/n8n/environment';

describe('instanceEnvironment', () => {
	const settings = {
		line: '2' as const,
		userFolder: '/data',
		port: 5678,
		brokerPort: 5679,
		path: '/node24/bin',
	};

	it('keeps settings of the surrounding shell out', () => {
		const surrounding = {
			HOME: '/home/me',
			PATH: '/usr/bin',
			N8N_ENCRYPTION_KEY: 'mine',
			DB_TYPE: 'postgresdb',
			EXECUTIONS_MODE: 'queue',
			NODE_OPTIONS: '--inspect',
			npm_config_registry: 'http://registry.test',
		};
		const environment = instanceEnvironment(settings, surrounding);
		expect(environment).toMatchObject({ HOME: '/home/me', PATH: '/node24/bin' });
		for (const name of Object.keys(surrounding).slice(2)) {
			expect(environment).not.toHaveProperty(name);
		}
	});

	it('keeps a proxy for the world outside, not for this machine', () => {
		const surrounding = { HTTPS_PROXY: 'http://proxy.test', NO_PROXY: '.test' };
		expect(instanceEnvironment(settings, surrounding)).toMatchObject({
			HTTPS_PROXY: 'http://proxy.test',
			NO_PROXY: '.test,127.0.0.1,localhost',
		});
	});

	it.each(['1', '2'] as const)('listens on the loopback address only in n8n %s', (line) => {
		expect(instanceEnvironment({ ...settings, line }, {})).toMatchObject({
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		});
	});
});
