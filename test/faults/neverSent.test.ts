import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
	type AddressInfo,
	createServer as createTcpServer,
	type Server,
	type Socket,
} from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SsrfProtectionConfig } from '@n8n/config';
import { Container } from '@n8n/di';

import { chain, Engine, type ExecutionResult } from '../../tools/engine';
import { selfSigned } from '../support/selfSigned';
import { hurriedWanVideo } from './hurry';
import { providerNamed } from '../support/providers';
import type { MisbehavingProvider } from './misbehavingProvider';
import { credentialsFor, items, KEY, PROVIDERS, START, WAN_VIDEO, wanVideo } from './workflow';

jest.setTimeout(30_000);

/** What n8n's HTTP client goes by, whatever the developer's environment says. */
const PROXY_SETTINGS = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
	name,
	name.toLowerCase(),
]);
const environment = { ...process.env };

const servers: Server[] = [];
/** Requests, as far as a server could read any. */
let received: string[] = [];

async function listen(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	servers.push(server);
	return (server.address() as AddressInfo).port;
}

/** A server that hangs up on whoever speaks to it. */
function hangingUp(): Server {
	return createTcpServer((socket: Socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end());
	});
}

let secure = 0;
let plain = 0;
let rude = 0;
let closed = 0;

beforeAll(async () => {
	const note = (request: { method?: string; url?: string }) => {
		received.push(`${request.method ?? ''} ${request.url ?? ''}`);
	};
	secure = await listen(
		createHttpsServer(selfSigned(), (request, response) => {
			note(request);
			response.end('{}');
		}),
	);
	plain = await listen(
		createHttpServer((request, response) => {
			note(request);
			response.end('{}');
		}),
	);
	rude = await listen(hangingUp());
	const gone = createTcpServer();
	closed = await listen(gone);
	gone.close();
});

afterAll(() => {
	for (const server of servers) server.close();
});

let engine: Engine | undefined;

afterEach(async () => {
	await engine?.stop();
	engine = undefined;
	received = [];
	Container.get(SsrfProtectionConfig).enabled = false;
	for (const name of PROXY_SETTINGS) {
		if (environment[name] === undefined) Reflect.deleteProperty(process.env, name);
		else process.env[name] = environment[name];
	}
	jest.restoreAllMocks();
});

/** Runs the node with a provider at this address, twice if n8n likes. */
async function run(
	url: string,
	{
		provider = PROVIDERS[0],
		proxy = {},
		isProtected = false,
	}: {
		provider?: (typeof PROVIDERS)[number];
		proxy?: Record<string, string>;
		isProtected?: boolean;
	} = {},
): Promise<ExecutionResult> {
	for (const name of PROXY_SETTINGS) Reflect.deleteProperty(process.env, name);
	Object.assign(process.env, proxy);
	const server = { url } as MisbehavingProvider;
	engine = await Engine.start({
		credentials: credentialsFor([server]),
		nodeTypes: { [WAN_VIDEO]: hurriedWanVideo(20) },
	});
	Container.get(SsrfProtectionConfig).enabled = isProtected;
	return await engine.execute(
		chain([START, wanVideo(server, { provider, settings: { retryOnFail: true, maxTries: 2 } })]),
		{ input: items('A boat') },
	);
}

/** What holds for all of them. */
function expectNothingSent(result: ExecutionResult, message: string, description: string): void {
	expect(result.error?.message).toBe(message);
	expect(result.error?.description).toContain('Nothing was created.');
	expect(result.error?.description).toContain(description);
	expect(JSON.stringify(result.context('Wan Video'))).not.toContain('uncertain');
	expect(result.saved.data).not.toContain(KEY);
	expect(received).toEqual([]);
}

const unreachable = "AI/ML API can't be reached: ";
const NOT_SENT = 'The request was not sent.';

describe('a create that certainly was not sent is not called uncertain', () => {
	it.each(PROVIDERS)('as the certificate is not trusted (%s)', async (provider) => {
		expectNothingSent(
			await run(`https://127.0.0.1:${secure}`, { provider }),
			`${providerNamed(provider).label} can't be reached: its certificate is not trusted (self-signed certificate)`,
			'NODE_EXTRA_CA_CERTS',
		);
	});

	it('as no HTTPS is spoken there', async () => {
		expectNothingSent(
			await run(`https://127.0.0.1:${plain}`),
			`${unreachable}no HTTPS is spoken at that address`,
			NOT_SENT,
		);
	});

	it('as the other side hangs up before the connection is secure', async () => {
		expectNothingSent(
			await run(`https://127.0.0.1:${rude}`),
			`${unreachable}the connection broke before it was secure`,
			'The address is',
		);
	});

	it.each(['127.0.0.1', 'localhost'])('as n8n’s SSRF protection blocks it: %s', async (host) => {
		expectNothingSent(
			await run(`http://${host}:${plain}`, { isProtected: true }),
			`${unreachable}n8n's protection against requests to internal addresses (SSRF) blocked it`,
			'N8N_SSRF_ALLOWED_HOSTNAMES',
		);
	});

	it.each([
		['http', 'HTTP_PROXY'],
		['https', 'HTTPS_PROXY'],
	])('as the proxy is dead (%s)', async (scheme, setting) => {
		expectNothingSent(
			await run(`${scheme}://api.example.com`, {
				proxy: { [setting]: `http://127.0.0.1:${closed}` },
			}),
			`${unreachable}the proxy 127.0.0.1:${closed} on the way there does not work: the connection was refused`,
			NOT_SENT,
		);
	});

	it('as the proxy’s name is wrong', async () => {
		expectNothingSent(
			await run('https://api.example.com', { proxy: { HTTPS_PROXY: 'http://proxy.invalid:3128' } }),
			`${unreachable}the proxy proxy.invalid on the way there does not work: the host name could not be found`,
			NOT_SENT,
		);
	});

	it('as the proxy hangs up instead of leading there', async () => {
		expectNothingSent(
			await run('https://api.example.com', { proxy: { HTTPS_PROXY: `http://127.0.0.1:${rude}` } }),
			`${unreachable}the proxy on the way there closed the connection`,
			NOT_SENT,
		);
	});

	it('as the provider refuses the connection, which is no proxy’s fault', async () => {
		expectNothingSent(
			await run(`http://127.0.0.1:${closed}`),
			`${unreachable}the connection was refused`,
			`The address is http://127.0.0.1:${closed}`,
		);
	});
});

describe('a create that may have been sent', () => {
	it('is called uncertain when the other side hangs up', async () => {
		const { error } = await run(`http://127.0.0.1:${rude}`);
		expect(error?.message).toBe(
			'AI/ML API did not confirm the generation: it may exist and may be charged',
		);
	});
});
