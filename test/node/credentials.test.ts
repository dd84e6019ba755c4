import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INodeType,
	Workflow,
} from 'n8n-workflow';

import { WanVideoAimlApi } from '../../credentials/WanVideoAimlApi.credentials';
import { WanVideoAlibabaCloudApi } from '../../credentials/WanVideoAlibabaCloudApi.credentials';
import { WanVideoMuleRouterApi } from '../../credentials/WanVideoMuleRouterApi.credentials';
import { baseUrl, REGIONS } from '../../nodes/WanVideo/providers/alibabaCloud/regions';
import { api } from '../../nodes/WanVideo/providers/muleRouter/api';
import { KEYS } from '../../sandbox/keys';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { chain, Engine } from '../../tools/engine';
import { choicesOf, onlyField } from '../support/form';
import { startServer } from '../support/servers';

const aimlApi = new WanVideoAimlApi();
const alibabaCloud = new WanVideoAlibabaCloudApi();
const muleRouter = new WanVideoMuleRouterApi();
const TYPES: Array<[name: string, type: ICredentialType]> = [
	['AI/ML API', aimlApi],
	['MuleRouter', muleRouter],
	['Alibaba Cloud', alibabaCloud],
];

/** n8n tests a credential by running a declarative node that is made of its test request; so does this. */
function testingNode(type: ICredentialType): INodeType {
	return {
		description: {
			displayName: 'Test',
			name: 'test',
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Test' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type.name, required: true }],
			requestDefaults: {},
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: type.test?.request },
				},
			],
		},
	};
}

let sandbox: Sandbox;
let engine: Engine | undefined;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true });
});

afterAll(async () => {
	await sandbox.close();
});

afterEach(async () => {
	await engine?.stop();
	engine = undefined;
	sandbox.forget();
});

/** Presses *Save* in the credential's form: n8n tests it then. */
async function test(type: ICredentialType, data: ICredentialDataDecryptedObject) {
	engine = await Engine.start({
		credentials: { mine: { type: type.name, name: 'Mine', data } },
		nodeTypes: { 'test.credential': testingNode(type) },
	});
	const node = {
		name: 'Test',
		type: 'test.credential',
		credentials: { [type.name]: { id: 'mine', name: 'Mine' } },
	};
	const { status, error } = await engine.execute(chain([node]));
	const httpCode = error && 'httpCode' in error ? error.httpCode : undefined;
	return { status, httpCode, message: error?.message };
}

/** The credential's data for a server of a test. */
function dataFor(type: ICredentialType, apiKey: string, url = sandbox.url) {
	return {
		...{ apiKey, baseUrl: url },
		...(type === muleRouter && { site: 'custom' }),
		...(type === alibabaCloud && { region: 'custom' }),
	};
}

/** What a credential's test request goes to, as n8n works its expressions out. */
function testedAt(type: ICredentialType, $credentials: ICredentialDataDecryptedObject): unknown {
	const node = chain([{ name: 'Test', type: 'test.credential' }]).nodes;
	const nodeTypes = {
		getByName: () => testingNode(type),
		getByNameAndVersion: () => testingNode(type),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: node, connections: {}, active: false, nodeTypes });
	return workflow.expression.getParameterValue(
		type.test?.request.baseURL ?? '',
		null,
		0,
		0,
		'Test',
		[],
		'internal',
		{ $credentials },
	);
}

describe.each(TYPES)('the credential of %s', (_, type) => {
	it('is found to work with a good key', async () => {
		expect(await test(type, dataFor(type, KEYS.good))).toMatchObject({ status: 'success' });
	});

	it('is found to work for an account without credits, whose key is good', async () => {
		expect(await test(type, dataFor(type, KEYS.noCredits))).toMatchObject({ status: 'success' });
	});

	it('is found not to work with a bad key', async () => {
		expect(await test(type, dataFor(type, 'wrong'))).toMatchObject({
			status: 'error',
			httpCode: '401',
		});
	});

	it('is tested at no cost', async () => {
		await test(type, dataFor(type, KEYS.good));
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	it('hides the key while it is typed', () => {
		expect(onlyField(type.properties, 'apiKey')).toMatchObject({
			typeOptions: { password: true },
			required: true,
		});
	});

	it('sends the key as a bearer token', async () => {
		await test(type, dataFor(type, KEYS.good));
		expect(sandbox.requests.at(-1)?.authorization).toBe(`Bearer ${KEYS.good}`);
	});

	it('is tested at the base URL that the node uses, with or without a slash at its end', async () => {
		const server = await startServer(() => ({ body: {} }));
		try {
			await test(type, dataFor(type, 'a-key', `${server.url}/`));
			const [request] = server.received;
			expect(request?.path).toBe(type.test?.request.url);
		} finally {
			await server.close();
		}
	});

	it('sends the key without the spaces and line breaks that came along', async () => {
		await test(type, dataFor(type, ` ${KEYS.good}\n`));
		expect(sandbox.requests.at(-1)?.authorization).toBe(`Bearer ${KEYS.good}`);
	});

	it('is tested at the base URL without the spaces that came along', async () => {
		const data = dataFor(type, KEYS.good, ` ${sandbox.url} `);
		expect(await test(type, data)).toMatchObject({ status: 'success' });
	});

	it('links to a page that explains it', () => {
		expect(type.documentationUrl).toMatch(/^https:\/\//);
	});
});

describe('the site of a MuleRouter credential', () => {
	const sites = choicesOf(onlyField(muleRouter.properties, 'site')) as string[];

	it.each(sites)('is tested where the node goes: %s', (site) => {
		const credential = { apiKey: 'k', site, baseUrl: 'https://proxy.example.com' };
		expect(testedAt(muleRouter, credential)).toBe(api.baseUrl(credential));
	});

	it('is one of three', () => {
		expect(sites).toEqual(['custom', 'muleRouter', 'muleRun']);
	});

	it.each([
		['muleRouter', 'https://api.mulerouter.ai'],
		['muleRun', 'https://api.mulerun.com'],
	])('leads to the site’s own address: %s', (site, url) => {
		expect(testedAt(muleRouter, { apiKey: 'k', site })).toBe(url);
	});
});

describe('the region of an Alibaba Cloud credential', () => {
	const regions = choicesOf(onlyField(alibabaCloud.properties, 'region')) as string[];

	it('is one of six, or none', () => {
		expect([...regions].sort()).toEqual([...Object.keys(REGIONS), 'custom'].sort());
	});

	it.each(regions)('is tested where the node goes: %s', (region) => {
		const proxy = 'https://proxy.example.com';
		const { id } = Object.entries(REGIONS).find(([value]) => value === region)?.[1] ?? {};
		const own = id ? [`https://WS-1a2b.${id}.maas.aliyuncs.com/api/v1`] : [];
		for (const end of ['', '/', '/api/v1', '/compatible-mode/v1/ ']) {
			const credential = { region, baseUrl: `${proxy}${end}`, workspaceId: 'llm-x1' };
			expect(testedAt(alibabaCloud, credential)).toBe(baseUrl(credential));
		}
		for (const workspaceId of [' ws-1a2b ', 'trial', ...own]) {
			const credential = { region, baseUrl: proxy, workspaceId };
			expect(String(testedAt(alibabaCloud, credential)).toLowerCase()).toBe(baseUrl(credential));
		}
	});

	it.each(['singapore', 'beijing', 'virginia', 'hongKong', 'custom'])(
		'is tested where the node goes without a workspace: %s',
		(region) => {
			const credential = { region, baseUrl: 'https://proxy.example.com' };
			expect(testedAt(alibabaCloud, credential)).toBe(baseUrl(credential));
		},
	);

	it.each([
		[{ region: 'tokyo' }, /^The workspace ID is empty: in Japan \(Tokyo\) /],
		[
			{ region: 'singapore', workspaceId: 'evil.example.com/?' },
			/^The workspace ID holds what no workspace ID has$/,
		],
		[
			{ region: 'singapore', workspaceId: 'ws-1.cn-beijing.maas.aliyuncs.com' },
			/^The workspace is in China \(Beijing\), but the credential's region is Singapore$/,
		],
	])('is tested in words before anything is sent: %j', async (region, words) => {
		const { status, message } = await test(alibabaCloud, { apiKey: 'k', ...region });
		expect([status, message]).toEqual(['error', expect.stringMatching(words)]);
	});

	it('is named when the key is refused, as it may be the wrong one', () => {
		const rule = alibabaCloud.test.rules?.find(({ properties }) => properties.value === 401);
		expect(rule?.properties.message).toMatch(/another region or workspace/);
	});

	it('is the one whose models a key is shown', async () => {
		expect(await test(alibabaCloud, dataFor(alibabaCloud, KEYS.beijing))).toMatchObject({
			status: 'success',
		});
	});
});
