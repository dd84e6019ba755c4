import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { startServer, type TestServer } from '../support/servers';
import {
	fileOf,
	items,
	jsonOf,
	NODE,
	type Run,
	startWorkbench,
	type Workbench,
} from '../support/workbench';

let bench: Workbench;
const servers: TestServer[] = [];
let elsewhere: TestServer;

const PAGE = {
	headers: { 'content-type': 'text/html' },
	body: '<!doctype html><title>Welcome</title>',
};

beforeAll(async () => {
	elsewhere = await startServer(() => ({ body: { id: 'gen-1', status: 'queued' } }));
	const [webSite, missingPage, redirect] = await Promise.all([
		startServer(() => PAGE),
		startServer(() => ({ ...PAGE, status: 404 })),
		startServer(({ path }) => ({ status: 307, headers: { location: elsewhere.url + path } })),
	]);
	servers.push(elsewhere, webSite, missingPage, redirect);
	bench = await startWorkbench({
		addresses: {
			webSite: webSite.url,
			missingPage: missingPage.url,
			redirect: redirect.url,
			nowhere: 'api.aimlapi.com',
		},
	});
});

afterAll(async () => {
	await bench.stop();
	await Promise.all(
		servers.map(async (server) => {
			await server.close();
		}),
	);
});

afterEach(() => {
	bench.sandbox.forget();
	for (const { received } of servers) received.length = 0;
});

const text: INodeParameters = {
	operation: 'textToVideo',
	model: 'alibaba/wan2.5-t2v-preview',
	prompt: 'A boat',
	resolution: '480p',
	duration: 5,
};
const muleRouterText: INodeParameters = {
	provider: 'muleRouter',
	operation: 'textToVideo',
	model: 'wan2.5-t2v-preview',
	prompt: 'A boat',
	size: '832*480',
};
const PROVIDERS: Array<[name: string, parameters: INodeParameters]> = [
	['AI/ML API', text],
	['MuleRouter', muleRouterText],
];

/** How the node fails, as a user reads it. */
async function failure(parameters: INodeParameters, run?: Run) {
	const { status, error } = await bench.run(parameters, run);
	if (status !== 'error' || !error) throw new Error(`It ended as ${status}`);
	return {
		message: error.message,
		description: ('description' in error && error.description) || '',
		item: 'context' in error ? (error.context['itemIndex'] as number | undefined) : undefined,
	};
}

describe.each(PROVIDERS)('with %s', (name, parameters) => {
	it('a wrong key is said to be rejected, and not tried again', async () => {
		const error = await failure(parameters, { credential: 'bad' });
		expect(error).toEqual({
			message: `${name} rejected the API key`,
			description: expect.stringContaining(
				`Check the API key in the ${name} credential.`,
			) as unknown,
			item: 0,
		});
		expect(bench.sandbox.requests).toHaveLength(1);
	});

	it('a wrong key does not stand in the error', async () => {
		const error = await failure(parameters, { credential: 'bad' });
		expect(JSON.stringify(error)).not.toContain('not-a-key-of-the-sandbox');
	});

	it('an account without credits is said to be so, and not tried again', async () => {
		const error = await failure(parameters, { credential: 'noCredits' });
		expect(error).toEqual({
			message: `The ${name} account has no credits left`,
			description: expect.stringMatching(/^Top up the account and run this again\./) as unknown,
			item: 0,
		});
		expect(bench.sandbox.requests).toHaveLength(1);
	});

	it('a generation that fails has the provider’s reason, and what it means for the bill', async () => {
		expect(await failure({ ...parameters, prompt: 'A boat [fail]' })).toEqual({
			message: 'The generation failed: The prompt was refused by the content policy of the model.',
			description: expect.stringMatching(/^Providers do not charge for failed/) as unknown,
			item: 0,
		});
	});

	it('a base URL that is a web site’s is said to be one', async () => {
		const error = await failure(parameters, { credential: 'missingPage' });
		expect(error.message).toMatch(
			new RegExp(`^http://127\\.0\\.0\\.1:\\d+ answers with a web page, not as ${name}'s API$`),
		);
		expect(error.description).toContain(`Check the base URL in the ${name} credential.`);
	});

	it('a web site that takes the request is not believed to have created anything', async () => {
		const error = await failure(parameters, { credential: 'webSite' });
		expect(error.message).toBe(
			`${name} did not confirm the generation: it may exist and may be charged`,
		);
		expect(error.description).toContain('check the base URL in the credential');
	});

	it('a base URL that redirects is said to, and the key is not sent on', async () => {
		const error = await failure(parameters, { credential: 'redirect' });
		expect(error.message).toMatch(/^The base URL http:.* redirects to another address$/);
		expect(error.description).toContain('the API key is not sent on to other hosts');
		expect(elsewhere.received).toEqual([]);
	});

	it('a wrong key is said to be rejected when fetching as well', async () => {
		const { provider = 'aimlApi', model = '' } = parameters;
		const fetch = { provider, operation: 'fetch', generationId: 'gen-1', model };
		const error = await failure(fetch, { credential: 'bad' });
		expect(error.message).toBe(`${name} rejected the API key`);
	});
});

describe('a model that the provider does not know', () => {
	it('is said to be refused, in the provider’s words', async () => {
		const error = await failure({ ...text, model: '=alibaba/wan-9-t2v' });
		expect(error.message).toMatch(
			/^AI\/ML API refused the request: Body validation error: model must be one of/,
		);
	});

	it('is named as such with MuleRouter, where it is part of the address', async () => {
		const error = await failure({ ...muleRouterText, model: '=wan9-t2v' });
		expect(error.message).toBe('MuleRouter does not know this model or address');
	});
});

describe('a generation that takes longer than the timeout', () => {
	it('is said to go on, with its ID to fetch it by', async () => {
		bench.sandbox.configure({ seconds: 60 });
		const error = await failure({ ...text, options: { timeout: 1 } });
		bench.sandbox.configure({ seconds: 0.2 });
		const look = bench.sandbox.requests.find(({ method }) => method === 'GET');
		expect(error.message).toBe('The video was not ready after 1 seconds');
		expect(error.description).toContain(String(look?.query['generation_id']));
	});
});

describe('one failing item among three', () => {
	const run = {
		input: items({ prompt: 'A boat' }, { prompt: 'A boat [fail]' }, { prompt: 'A boat' }),
	};
	const parameters = { ...text, prompt: '={{ $json.prompt }}' };

	it('is named, with what was created for all', async () => {
		const error = await failure(parameters, run);
		expect(error.item).toBe(1);
		expect(error.description).toMatch(
			/Created in this run, and kept for Retry On Fail and for a Retry of this execution: .+, .+\./,
		);
	});

	it('does not keep the others from coming out with Continue', async () => {
		const result = await bench.run(parameters, {
			...run,
			node: { onError: 'continueRegularOutput' },
		});
		expect(result.status).toBe('success');
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({ status: 'completed' }),
			{
				error: 'The generation failed: The prompt was refused by the content policy of the model.',
				description: expect.any(String) as unknown,
				errorType: 'moderation',
				id: expect.stringMatching(/:alibaba\/wan2\.5-t2v-preview$/) as unknown,
				model: 'alibaba/wan2.5-t2v-preview',
				provider: 'aimlApi',
			},
			expect.objectContaining({ status: 'completed' }),
		]);
	});

	it('leaves by the error output, with its ID', async () => {
		const result = await bench.run(parameters, {
			...run,
			node: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(result, 1)).toEqual([
			expect.objectContaining({
				error: 'The generation failed: The prompt was refused by the content policy of the model.',
				id: expect.stringMatching(/:alibaba\/wan2\.5-t2v-preview$/) as unknown,
			}),
		]);
	});

	it('leaves the others on the first output, with their videos', async () => {
		const result = await bench.run(parameters, {
			...run,
			node: { onError: 'continueErrorOutput' },
		});
		const output = result.output(NODE);
		const files = await Promise.all(output.map(async (item) => await fileOf(bench, item)));
		expect(files.map((file) => file.length > 10_000)).toEqual([true, true]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'is paired with its input, like the others: %s',
		async (onError) => {
			const result = await bench.run(parameters, { ...run, node: { onError } });
			const pairs = [0, 1].map((output) =>
				result.output(NODE, output).map(({ pairedItem }) => pairedItem),
			);
			expect(pairs).toEqual(
				onError === 'continueErrorOutput'
					? [[{ item: 0 }, { item: 2 }], [{ item: 1 }]]
					: [[{ item: 0 }, { item: 1 }, { item: 2 }], []],
			);
		},
	);
});

describe('one bad item among three, with Continue', () => {
	const input = items({ seconds: 5 }, { seconds: 6 }, { seconds: 5 });
	const parameters = { ...text, duration: '={{ $json.seconds }}' };

	it('is not sent, and the others are delivered in their order', async () => {
		const result = await bench.run(parameters, {
			input,
			node: { onError: 'continueRegularOutput' },
		});
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({ status: 'completed' }),
			{
				error: 'Wan 2.5 Preview does not offer Duration 6',
				description: 'Choose one of: 5, 10.',
				errorType: 'invalidInput',
				provider: 'aimlApi',
			},
			expect.objectContaining({ status: 'completed' }),
		]);
		expect(bench.sandbox.creates()).toHaveLength(2);
	});

	it('leaves by the error output, paired with its input', async () => {
		const result = await bench.run(parameters, {
			input,
			node: { onError: 'continueErrorOutput' },
		});
		expect(result.output(NODE, 1)).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({
					seconds: 6,
					error: 'Wan 2.5 Preview does not offer Duration 6',
				}) as unknown,
				pairedItem: { item: 1 },
			}),
		]);
	});
});

describe('what is wrong for all items, with the error output', () => {
	it.each([
		['a base URL that is none', 'nowhere', {}],
		['an option of the whole run', 'good', { maxConcurrency: '={{ 0 }}' }],
	])('sends none of them on as if it had succeeded: %s', async (_, credential, options) => {
		const result = await bench.run(
			{ ...text, options },
			{ credential, input: items({}, {}), node: { onError: 'continueErrorOutput' } },
		);
		expect(jsonOf(result)).toEqual([]);
	});
});
