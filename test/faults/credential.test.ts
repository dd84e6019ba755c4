import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { chain, Engine } from '../../tools/engine';
import { providerCredentials } from '../../tools/providerCredentials';
import { MisbehavingProvider } from './misbehavingProvider';
import { credentialId, items, KEY, PROVIDERS, START, wanVideo } from './workflow';

let server: MisbehavingProvider;

beforeAll(async () => {
	server = await MisbehavingProvider.start();
});

afterAll(() => {
	server.stop();
});

/** Runs the node with this in its credential. */
async function run(provider: (typeof PROVIDERS)[number], apiKey: string, baseUrl: string) {
	const [own] = providerCredentials(apiKey, baseUrl).filter((one) => one.provider === provider);
	if (!own) throw new Error(`There is no credential of ${provider}`);
	const { type, data } = own;
	const engine = await Engine.start({
		credentials: { [credentialId(type, server.url)]: { type, name: 'Mine', data: { ...data } } },
	});
	const before = server.received.length;
	const workflow = chain([START, wanVideo(server, { provider })]);
	const result = await engine.execute(workflow, { input: items('A boat') });
	await engine.stop();
	return { status: result.status, error: result.error, received: server.received.slice(before) };
}

describe.each(PROVIDERS)('a credential (%s)', (provider) => {
	it.each([
		['a query', (url: string) => `${url}/?key=${KEY}`, 'The base URL holds a query or a fragment'],
		['an empty query', (url: string) => `${url}?`, 'The base URL holds a query or a fragment'],
		['a fragment', (url: string) => `${url}/#top`, 'The base URL holds a query or a fragment'],
		[
			'a user and a password',
			(url: string) => url.replace('//', `//me:${KEY}@`),
			'The base URL holds a user name or a password',
		],
		[
			'a user',
			(url: string) => url.replace('//', '//me@'),
			'The base URL holds a user name or a password',
		],
		['no address', () => 'placeholder', 'The base URL "placeholder" is not a web address'],
		[
			'no address, but a password',
			() => `me:${KEY}@placeholder?key=${KEY}`,
			'The base URL "…placeholder…" is not a web address',
		],
	])(
		'whose base URL has %s is refused in words, before anything is sent',
		async (_, change, message) => {
			const { error, received } = await run(provider, KEY, change(server.url));
			expect(error?.message).toBe(message);
			expect(JSON.stringify([error?.message, error?.description])).not.toContain(KEY);
			expect(received).toEqual([]);
		},
	);

	it.each([
		['nothing', '', 'The API key is empty'],
		['spaces', '  \n', 'The API key is empty'],
		['two words', `Bearer ${KEY}`, 'The API key holds a space or a character that no key has'],
		[
			'dots of an excerpt',
			'sk-7f3a…4b06',
			'The API key holds a space or a character that no key has',
		],
	])('whose key is %s is refused in words, before anything is sent', async (_, key, message) => {
		const { error, received } = await run(provider, key, server.url);
		expect(error?.message).toBe(message);
		expect(received).toEqual([]);
	});

	it('whose key has spaces and line breaks around it is used without them', async () => {
		const { status, received } = await run(provider, ` ${KEY}\r\n`, server.url);
		expect(status).toBe('success');
		expect(received[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
	});
});
