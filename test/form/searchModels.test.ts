import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import type { IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import { searchModels } from '../../nodes/WanVideo/form/searchModels';
import { modelsFor } from '../../nodes/WanVideo/models/catalog';
import type { GenerateOperation } from '../../nodes/WanVideo/models/operations';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { catalogOf } from '../support/providers';
import { startServer } from '../support/servers';

interface Form {
	provider?: string;
	operation?: GenerateOperation | 'fetch';
	/** Of the credential; none without it. */
	baseUrl?: string;
	/** Of the credential, in the place of its address. */
	region?: string;
	/** What a provider that wants the key answers with; nothing without it. */
	answer?: object;
}

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0 });
});

afterAll(async () => {
	await sandbox.close();
});

/** Milliseconds by which each test is later than the one before: what was asked before is out of date then. */
const LATER = 3_600_000;
let later = 0;

beforeEach(() => {
	later += LATER;
	const begun = performance.now();
	jest.spyOn(performance, 'now').mockImplementation(() => begun + later);
});

afterEach(() => {
	jest.restoreAllMocks();
});

/** What n8n gives a node that is asked for a list, as far as it matters here. Its requests are real ones. */
function context({
	provider = 'aimlApi',
	operation = 'textToVideo',
	baseUrl,
	region,
	answer,
}: Form) {
	const values: Record<string, unknown> = { provider, operation };
	const requests: IHttpRequestOptions[] = [];
	const own = {
		getCurrentNodeParameter: (name: string) => values[name],
		getCredentials: () =>
			baseUrl === undefined && region === undefined
				? Promise.reject(new Error('There is none'))
				: Promise.resolve({ apiKey: 'the-secret-key', baseUrl, region }),
		helpers: {
			httpRequestWithAuthentication: () =>
				answer
					? Promise.resolve({ statusCode: 200, headers: {}, body: JSON.stringify(answer) })
					: Promise.reject(new Error('Not on this machine')),
			httpRequest: async (options: IHttpRequestOptions): Promise<unknown> => {
				requests.push(options);
				const signal = AbortSignal.timeout(options.timeout ?? 60_000);
				const response = await fetch(options.url, { signal });
				if (!response.ok) throw new Error(`HTTP ${response.status}`);
				return await response.json();
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { own, requests };
}

async function search(form: Form, filter?: string) {
	const { own, requests } = context(form);
	const { results } = await searchModels.call(own, filter);
	return { results, ids: results.map(({ value }) => value), requests };
}

const tableOf = (provider: string, operation: GenerateOperation) =>
	modelsFor(catalogOf(provider), operation).map(({ id }) => id);

describe('the list of models', () => {
	it('is asked for without the key, once a minute, and waited for three seconds at most', async () => {
		const { requests } = await search({ baseUrl: sandbox.url });
		expect(requests.map(({ timeout }) => timeout)).toEqual([3000, 3000]);
		expect(JSON.stringify(requests)).not.toContain('the-secret-key');
		expect((await search({ baseUrl: sandbox.url }, '2.7')).requests).toEqual([]);
	});

	it('has the table’s models first, then what the provider’s own list adds', async () => {
		const table = tableOf('aimlApi', 'textToVideo');
		const { ids } = await search({ baseUrl: sandbox.url });
		expect(ids.slice(0, table.length)).toEqual(table);
		expect(ids.slice(table.length)).toEqual(['alibaba/wan-3-1-video']);
	});

	it('has each model once, and none that makes no videos of this kind', async () => {
		const { ids } = await search({ operation: 'fetch', baseUrl: sandbox.url });
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.filter((id) => !/wan/.test(String(id)))).toEqual([]);
	});

	it('adds to an operation only what can do it', async () => {
		const { ids } = await search({ operation: 'animate', baseUrl: sandbox.url });
		expect(ids).toEqual(tableOf('aimlApi', 'animate'));
	});

	it('marks what the provider lets go', async () => {
		const { results } = await search({ baseUrl: sandbox.url }, 'turbo');
		expect(results.map(({ name }) => name)).toEqual([
			expect.stringMatching(
				/^Wan 2\.1 Turbo \(alibaba\/wan2\.1-t2v-turbo\) – (deprecated|retired)$/,
			),
		]);
	});

	it('is searched by names, ids and aliases, in any case', async () => {
		const baseUrl = sandbox.url;
		expect((await search({ baseUrl }, 'WAN 2.7')).ids).toEqual(['alibaba/wan-2-7-t2v']);
		expect((await search({ baseUrl }, 'wan2.7-T2V')).ids).toEqual(['alibaba/wan-2-7-t2v']);
		expect((await search({ baseUrl }, 'nothing like it')).ids).toEqual([]);
	});

	it.each([undefined, 'https://user:password@example.com', 'api.example.com', ''])(
		'asks the provider itself while the credential’s address is none to use: %s',
		async (baseUrl) => {
			const { own, requests } = context({ baseUrl });
			own.helpers.httpRequest = (options: IHttpRequestOptions) => {
				requests.push(options);
				return Promise.reject(new Error('not on this machine'));
			};
			await searchModels.call(own);
			expect(requests.map(({ url }) => new URL(url).host)).toEqual([
				'api.aimlapi.com',
				'api.aimlapi.com',
			]);
		},
	);
});

describe('the table alone is offered', () => {
	const table = tableOf('aimlApi', 'textToVideo');

	it.each([
		['no one listens', undefined],
		['the answer is an error', { status: 500, body: '{}' }],
		['the answer is a web page', { status: 200, body: '<html></html>' }],
		['the answer is no list', { status: 200, body: '{"data":{"models":7}}' }],
		['the rows are none', { status: 200, body: '[null, 5, {"id": 7}, {"type": "video"}]' }],
	])('when %s', async (_, answer) => {
		const server = await startServer(() => answer ?? { status: 200, body: '' });
		if (!answer) await server.close();
		const { ids } = await search({ baseUrl: server.url });
		expect(ids).toEqual(table);
		if (answer) await server.close();
	});

	it('for a provider that has no list of its own, without a request', async () => {
		const { ids, requests } = await search({
			provider: 'muleRouter',
			operation: 'editVideo',
			baseUrl: sandbox.url,
		});
		expect({ ids, requests }).toEqual({ ids: tableOf('muleRouter', 'editVideo'), requests: [] });
	});
});

describe('the models of a region', () => {
	const provider = 'alibabaCloud';
	const { models } = catalogOf(provider);
	const idsIn = async (region?: string) =>
		(await search({ provider, operation: 'fetch', region })).ids;

	it.each(['singapore', 'beijing', 'virginia', 'hongKong', 'frankfurt', 'tokyo'])(
		'are listed for a credential of it: %s',
		async (region) => {
			const there = models.filter(({ regions }) => regions?.includes(region) ?? true);
			expect(await idsIn(region)).toEqual(there.map(({ id }) => id));
		},
	);

	it('are not the same everywhere', async () => {
		expect(await idsIn('singapore')).toContain('wan2.7-t2v');
		expect(await idsIn('tokyo')).not.toContain('wan2.7-t2v');
		expect(await idsIn('tokyo')).toContain('wan3.0-video');
	});

	it('are also those of which only the provider’s own list says so', async () => {
		const answer = { output: { models: [{ model: 'wan2.7-t2v' }, { model: 'wan9.9-t2v' }] } };
		const { ids } = await search({ provider, operation: 'fetch', region: 'hongKong', answer });
		const there = models.filter(
			({ id, regions }) => id === 'wan2.7-t2v' || (regions?.includes('hongKong') ?? true),
		);
		expect(ids).toEqual([...there.map(({ id }) => id), 'wan9.9-t2v']);
	});

	it('are listed by their own IDs, whatever the region calls them', async () => {
		const ids = await idsIn('beijing');
		expect(ids).toContain('wan2.1-t2v-turbo');
		expect(ids).not.toContain('wanx2.1-t2v-turbo');
	});

	it.each([undefined, 'custom'])('are listed of all of them with %s', async (region) => {
		expect(await idsIn(region)).toEqual(models.map(({ id }) => id));
	});
});
