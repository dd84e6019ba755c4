import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { chain, Engine, type StoredCredential } from '../../tools/engine';
import { scriptedNode } from './scriptedNode';

let server: Server;
let url: string;
let received: IncomingHttpHeaders[];
let engine: Engine | undefined;

beforeAll(async () => {
	server = createServer(({ headers }, response) => {
		received.push(headers);
		response.setHeader('content-type', 'application/json').end('{"ok":true}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
	server.close();
});

beforeEach(() => {
	received = [];
});

afterEach(async () => {
	await engine?.stop();
	engine = undefined;
});

/** Runs a node that does `work` with the credential `type`; the credential's id is `mine`. */
async function runWith(stored: StoredCredential, work: INodeType, id = 'mine') {
	engine = await Engine.start({
		credentials: { mine: stored },
		nodeTypes: { 'test.caller': work },
	});
	return await engine.execute(
		chain([
			{
				name: 'Caller',
				type: 'test.caller',
				credentials: { [stored.type]: { id, name: stored.name } },
			},
		]),
	);
}

function caller(type: string): INodeType {
	return scriptedNode(
		async (node) => {
			const answer: unknown = await node.helpers.httpRequestWithAuthentication.call(node, type, {
				url,
			});
			return [{ json: { answer: JSON.stringify(answer) } }];
		},
		{ credentials: [{ name: type, required: true }] },
	);
}

function reader(type: string): INodeType {
	return scriptedNode(async (node) => [{ json: await node.getCredentials<IDataObject>(type) }], {
		credentials: [{ name: type, required: true }],
	});
}

describe('a credential', () => {
	it.each(['wanVideoAimlApi', 'wanVideoMuleRouterApi', 'wanVideoAlibabaCloudApi'])(
		'of type %s authenticates a request that really leaves',
		async (type) => {
			const result = await runWith({ type, name: 'Mine', data: { apiKey: 'k-123' } }, caller(type));
			expect(result.status).toBe('success');
			expect(result.output('Caller')[0]?.json).toEqual({ answer: '{"ok":true}' });
			expect(received.map(({ authorization }) => authorization)).toEqual(['Bearer k-123']);
		},
	);

	it('takes the defaults of fields that are not filled in, and hides fields that are not shown', async () => {
		const muleRouter = { type: 'wanVideoMuleRouterApi', name: 'Mine', data: { apiKey: 'k' } };
		const result = await runWith(muleRouter, reader(muleRouter.type));
		expect(result.output('Caller')[0]?.json).toEqual({ apiKey: 'k', site: 'muleRouter' });
	});

	it('keeps of two fields of one name the one that is shown', async () => {
		const type = 'wanVideoAlibabaCloudApi';
		const own = { region: 'tokyo', workspaceId: 'ws-1' };
		const stored = { type, name: 'Mine', data: { apiKey: 'k', ...own } };
		const result = await runWith(stored, reader(type));
		expect(result.output('Caller')[0]?.json).toEqual({ apiKey: 'k', ...own });
	});

	it('resolves expressions in its fields', async () => {
		const stored = {
			type: 'wanVideoAimlApi',
			name: 'Mine',
			data: { apiKey: '={{ "k-" + (1 + 1) }}', baseUrl: url },
		};
		const result = await runWith(stored, reader(stored.type));
		expect(result.output('Caller')[0]?.json).toEqual({ apiKey: 'k-2', baseUrl: url });
	});

	it('that does not exist fails the node', async () => {
		const stored = { type: 'wanVideoAimlApi', name: 'Mine', data: { apiKey: 'k' } };
		const result = await runWith(stored, caller(stored.type), 'another');
		expect(result.status).toBe('error');
		expect(received).toEqual([]);
	});
});
