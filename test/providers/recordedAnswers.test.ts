import { describe, expect, it } from '@jest/globals';

import type { ApiAnswer, Connection } from '../../nodes/WanVideo/providers/Connection';
import { parseJson } from '../../nodes/WanVideo/providers/parseJson';
import { refusal } from '../../nodes/WanVideo/providers/refusal';
import { apiOf, providerNamed } from '../support/providers';
import { RECORDED_REFUSALS, RECORDED_REPORTS, type RecordedRefusal } from './recordedAnswers';

/** What the refusal is told of the connection. */
const connection = (provider: string) =>
	({
		api: apiOf(provider),
		baseUrl: 'https://api.example.com',
		providerName: providerNamed(provider).label,
	}) as Connection;

function answerOf({ status, body }: RecordedRefusal): ApiAnswer {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { status, headers: {}, text, json: parseJson(text), isWebPage: false };
}

describe('an answer as recorded is read', () => {
	it.each(RECORDED_REPORTS)('$provider: $what', ({ provider, text, headers, says }) => {
		const report = apiOf(provider).readGeneration(parseJson(text), headers);
		const { response, createdAt, updatedAt, providerStatus, ...told } = report;
		expect({ usage: undefined, ...told }).toEqual({ usage: undefined, ...says });
		expect(response).toEqual(parseJson(text));
		expect([createdAt, updatedAt, typeof providerStatus]).toEqual([undefined, undefined, 'string']);
	});
});

describe('a refusal as recorded is told', () => {
	it.each(RECORDED_REFUSALS)('$provider: $status $body', (recorded) => {
		const { provider, status, kind, message, says = '', id } = recorded;
		const problem = refusal(connection(provider), answerOf(recorded));
		expect(problem).toMatchObject({ kind, message, details: { httpStatus: status } });
		expect(problem.details.generationId).toBe(id);
		expect(problem.details.description).toContain(says);
	});

	it.each(RECORDED_REFUSALS)(
		'without advice to pay again: $provider: $status $body',
		(recorded) => {
			const { provider, status } = recorded;
			const { details } = refusal(connection(provider), answerOf(recorded), 'gen-1');
			expect(details.generationId).toBe('gen-1');
			expect(details.description).not.toMatch(/run (this|it) again|nothing was created/i);
			if (status !== 404) {
				expect(details.description).toContain(
					'What was created is not lost: afterwards a retry, or Fetch with the ID gen-1, goes on with it.',
				);
			}
		},
	);
});

describe('an answer that no one has thought of', () => {
	const nested = (depth: number): unknown => (depth === 0 ? 'why' : { error: nested(depth - 1) });

	it.each([
		['long', { message: 'why '.repeat(10_000) }],
		['nested', nested(3000)],
		['wide', { errors: Array.from({ length: 20_000 }, () => ({ code: 1 })) }],
	])('is read, and shortened, however %s it is', (_, json) => {
		const answer = { status: 400, headers: {}, text: '', json, isWebPage: false };
		const { message } = refusal(connection('aimlApi'), answer);
		expect(message.length).toBeLessThan(500);
	});
});
