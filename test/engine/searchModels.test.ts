import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { KEYS } from '../../sandbox/keys';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { chain, Engine } from '../../tools/engine';
import { startServer } from '../support/servers';

const type = 'wanVideoAlibabaCloudApi';

let sandbox: Sandbox;
let engine: Engine | undefined;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0 });
});

afterAll(async () => {
	await sandbox.close();
});

afterEach(async () => {
	await engine?.stop();
	engine = undefined;
	sandbox.forget();
});

/** Opens the list of models in n8n's form, with this key; the names as they are shown. */
async function open(apiKey: string, baseUrl: string, operation = 'textToVideo') {
	engine = await Engine.start({
		credentials: { mine: { type, name: 'Mine', data: { apiKey, region: 'custom', baseUrl } } },
	});
	const node = {
		name: 'Wan Video',
		type: 'n8n-nodes-wan-video.wanVideo',
		parameters: { provider: 'alibabaCloud', operation },
		credentials: { [type]: { id: 'mine', name: 'Mine' } },
	};
	const { results } = await engine.search(chain([node]), 'Wan Video', 'searchModels');
	await engine.stop();
	return results.map(({ name }) => name);
}

describe('a list of models that is told to keys only', () => {
	const NEW = 'Wan 3.5 Text to Video Preview (wan3.5-t2v-preview)';

	it('has what the provider’s own list adds, where that can do it', async () => {
		expect(await open(KEYS.good, sandbox.url)).toContain(NEW);
		expect(await open(KEYS.good, sandbox.url, 'animate')).not.toContain(NEW);
	});

	it('is asked for with the key, once a minute for each', async () => {
		const asked = () => sandbox.requests.map(({ authorization }) => authorization);
		await open(KEYS.noCredits, sandbox.url);
		expect(new Set(asked())).toEqual(new Set([`Bearer ${KEYS.noCredits}`]));
		const before = asked().length;
		await open(KEYS.noCredits, sandbox.url);
		expect(asked()).toHaveLength(before);
		await open(KEYS.beijing, sandbox.url);
		expect(new Set(asked().slice(before))).toEqual(new Set([`Bearer ${KEYS.beijing}`]));
	});

	it('is the table’s without a key that is right', async () => {
		const names = await open('wrong', sandbox.url);
		expect(names).not.toContain(NEW);
		expect(names).not.toEqual([]);
	});

	it('does not send the key where it is redirected to', async () => {
		const elsewhere = await startServer(() => ({ body: {} }));
		const server = await startServer(({ path }) => ({
			status: 302,
			headers: { location: elsewhere.url + path },
		}));
		try {
			expect(await open(KEYS.good, server.url)).not.toEqual([]);
			expect(server.received.length).toBeGreaterThan(0);
			expect(elsewhere.received).toEqual([]);
		} finally {
			await Promise.all([server.close(), elsewhere.close()]);
		}
	});

	it('shows no key, even where a provider repeats it', async () => {
		const server = await startServer(({ authorization = '' }) => {
			const key = authorization.replace('Bearer ', '');
			return { body: { output: { models: [{ model: 'wan9.9-t2v', name: `For ${key}` }] } } };
		});
		try {
			expect(await open('sk-0123456789', server.url)).toContain('For (key) (wan9.9-t2v)');
		} finally {
			await server.close();
		}
	});
});
