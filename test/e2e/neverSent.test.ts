import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { chain } from '../../tools/engine/workflowJson';
import { freePort } from '../../tools/n8n/ports';
import { n8nLines } from '../../tools/n8n/versions';
import { MisbehavingProvider } from '../faults/misbehavingProvider';
import type { N8nApi } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { Started } from './support/Started';
import { connectTo, PROVIDERS, type Provider, START, wanVideo } from './support/workflow';

/** Has a video created at a base URL, and gives the words of the error that this ends in. */
async function errorAt(api: N8nApi, baseUrl: string, provider: Provider): Promise<string> {
	const credentials = await connectTo(api, baseUrl);
	const node = wanVideo(credentials, { provider, prompt: 'A fox' });
	const { data, status } = await api.execute(chain([START, node]));
	expect(status).toBe('error');
	const { message = '', description = '' } = data.resultData.error ?? {};
	return `${message}\n${description ?? ''}`;
}

/** No one is to look for what can't be there. */
function expectCertain(words: string): void {
	expect(words).toMatch(/can't be reached/);
	expect(words).toMatch(/nothing was created/i);
	expect(words).not.toMatch(/may exist|may be charged/);
}

/** A proxy that hangs up as soon as it is asked for a way. */
async function startBrokenProxy(started: Started): Promise<string> {
	const server = createServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	started.atEnd(() => server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(n8nLines)('In n8n %s, behind proxies that do not work,', (line) => {
	const started = new Started();
	let api: N8nApi;

	beforeAll(async () => {
		const dead = `http://127.0.0.1:${await freePort()}`;
		const broken = await startBrokenProxy(started);
		const env = { HTTP_PROXY: dead, http_proxy: dead, HTTPS_PROXY: broken, https_proxy: broken };
		({ api } = await startN8n(started, { name: `proxies-${line}`, line, env }));
	});

	afterAll(async () => {
		await started.end();
	});

	describe.each(PROVIDERS)('a create of %s', (provider) => {
		it('is certain not to have been sent when the proxy refuses connections', async () => {
			const words = await errorAt(api, 'http://provider.example', provider);
			expectCertain(words);
			expect(words).toContain('proxy');
		});

		it('is certain not to have been sent when the proxy hangs up before there is a way', async () => {
			const words = await errorAt(api, 'https://provider.example', provider);
			expectCertain(words);
			expect(words).toContain('proxy');
		});

		it('is certain not to have been sent when no HTTPS is spoken at the address', async () => {
			const plain = await MisbehavingProvider.start();
			started.atEnd(() => {
				plain.stop();
			});
			const words = await errorAt(api, plain.url.replace('http:', 'https:'), provider);
			expectCertain(words);
			expect(words).toContain('HTTPS');
			expect(plain.received).toEqual([]);
		});
	});
});

// n8n 1 has no such protection.
describe('In n8n 2, with its protection against requests to internal addresses,', () => {
	const started = new Started();
	let api: N8nApi;
	let provider: MisbehavingProvider;

	beforeAll(async () => {
		const env = { N8N_SSRF_PROTECTION_ENABLED: 'true' };
		({ api } = await startN8n(started, { name: 'protected', line: '2', env }));
	});

	beforeEach(async () => {
		provider = await MisbehavingProvider.start();
	});

	afterEach(() => {
		provider.stop();
	});

	afterAll(async () => {
		await started.end();
	});

	it.each(PROVIDERS)('a create of %s is certain not to have been sent', async (name) => {
		const words = await errorAt(api, provider.url, name);
		expectCertain(words);
		expect(words).toContain('SSRF');
		expect(provider.received).toEqual([]);
	});
});
