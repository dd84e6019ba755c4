import { describe, expect, it } from '@jest/globals';

import type { ApiAnswer, Connection } from '../../nodes/WanVideo/providers/Connection';
import { refusal } from '../../nodes/WanVideo/providers/refusal';
import { refusalCause } from '../../nodes/WanVideo/providers/refusalCause';
import { apiOf, providerNamed } from '../support/providers';

/** What the refusal is told of the connection. */
function connection(provider: string): Connection {
	return {
		api: apiOf(provider),
		baseUrl: 'https://api.example.com',
		providerName: providerNamed(provider).label,
	} as Connection;
}

function answer(status: number, json: unknown = {}, headers = {}): ApiAnswer {
	return {
		status,
		json,
		headers,
		text: typeof json === 'object' ? JSON.stringify(json) : '',
		isWebPage: false,
	};
}

describe('a user is told', () => {
	it.each([
		['aimlApi', 400, 'refused', 'AI/ML API refused the request (HTTP 400)'],
		['aimlApi', 401, 'credential', 'AI/ML API rejected the API key'],
		['aimlApi', 402, 'noCredits', 'The AI/ML API account has no credits left'],
		['aimlApi', 403, 'credential', 'AI/ML API does not allow this API key to do that'],
		['aimlApi', 404, 'refused', 'AI/ML API does not know this model or address'],
		['aimlApi', 407, 'unreachable', 'The proxy between n8n and AI/ML API asks for a password'],
		['aimlApi', 429, 'rateLimited', 'AI/ML API accepts no more requests for now'],
		['aimlApi', 500, 'unreachable', 'AI/ML API is not working at the moment (HTTP 500)'],
		['aimlApi', 504, 'unreachable', 'AI/ML API is not working at the moment (HTTP 504)'],
		['muleRouter', 400, 'refused', 'MuleRouter refused the request (HTTP 400)'],
		['muleRouter', 401, 'credential', 'MuleRouter rejected the API key'],
		['muleRouter', 402, 'noCredits', 'The MuleRouter account has no credits left'],
		['muleRouter', 403, 'credential', 'MuleRouter does not allow this API key to do that'],
		['muleRouter', 404, 'refused', 'MuleRouter does not know this model or address'],
		['muleRouter', 409, 'refused', 'MuleRouter refused the request (HTTP 409)'],
		['muleRouter', 423, 'refused', 'MuleRouter refused the request (HTTP 423)'],
		['muleRouter', 429, 'rateLimited', 'MuleRouter accepts no more requests for now'],
		['muleRouter', 451, 'moderation', 'MuleRouter turned the content away (HTTP 451)'],
		['muleRouter', 503, 'unreachable', 'MuleRouter is not working at the moment (HTTP 503)'],
	] as const)('what it means that %s answers %i', (provider, status, kind, message) => {
		const problem = refusal(connection(provider), answer(status));
		expect(problem).toMatchObject({ kind, message, details: { httpStatus: status } });
	});

	it.each([401, 402, 403, 404, 429, 500])('what to do about a %i', (status) => {
		const { details } = refusal(connection('muleRouter'), answer(status));
		expect(details.description).toMatch(/^(Check|Top up|The limit|Try again)/);
	});

	it('that a generation is not known, by its id', () => {
		expect(refusal(connection('aimlApi'), answer(404), 'gen-1')).toMatchObject({
			message: 'AI/ML API knows no generation with the ID gen-1',
			details: { generationId: 'gen-1' },
		});
	});

	it('the provider’s words, as a sentence', () => {
		const { details } = refusal(
			connection('muleRouter'),
			answer(402, { title: 'Payment Required', detail: 'The balance is insufficient' }),
		);
		expect(details.description).toContain('MuleRouter says: The balance is insufficient.');
	});

	it('the provider’s words at once when nothing else is known', () => {
		const { message } = refusal(
			connection('aimlApi'),
			answer(400, { message: 'Body validation error: duration must be 5' }),
		);
		expect(message).toBe(
			'AI/ML API refused the request: Body validation error: duration must be 5',
		);
	});

	it.each([
		['aimlApi', 'x-inference-id'],
		['muleRouter', 'traceparent'],
	] as const)('what names the call for the support of %s', (provider, header) => {
		const { details } = refusal(connection(provider), answer(500, {}, { [header]: '00-abc' }));
		expect(details.description).toContain(`For its support: ${header} 00-abc.`);
	});

	it.each([301, 302, 307, 308])('that the base URL redirects: %i', (status) => {
		expect(refusal(connection('aimlApi'), answer(status)).message).toBe(
			'The base URL https://api.example.com redirects to another address',
		);
	});

	it.each([200, 403, 404])('that the base URL is a web site, answering %i', (status) => {
		const page = { ...answer(status, undefined), isWebPage: true };
		expect(refusal(connection('aimlApi'), page).message).toBe(
			"https://api.example.com answers with a web page, not as AI/ML API's API",
		);
	});

	it('that the provider is down when a gateway’s page says so', () => {
		const page = { ...answer(502, undefined), isWebPage: true };
		expect(refusal(connection('aimlApi'), page).message).toBe(
			'AI/ML API is not working at the moment (HTTP 502)',
		);
	});
});

describe('words that only look like a reason', () => {
	it.each([
		[400, 'Please stop uploading pictures of people', 'refused'],
		[400, 'no credit cards allowed', 'refused'],
		[400, 'parameters are sensitive to case', 'refused'],
		[400, 'The input image may contain sensitive content', 'moderation'],
		[429, 'Rate limit has been reached, retry in 2 seconds', 'rate'],
		[429, 'Concurrency limit is reached', 'rate'],
		[429, '60 per hour allowed; retry after 1s', 'rate'],
		[429, 'free-tier limit reached for the hour', 'quota'],
	])('HTTP %d, %s', (status, message, cause) => {
		const json = { message };
		const found = refusalCause(apiOf('aimlApi'), {
			status,
			headers: {},
			json,
			text: message,
			isWebPage: false,
		});
		expect(found === 'other' ? 'refused' : found).toBe(cause);
	});
});
