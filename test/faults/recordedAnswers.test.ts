import { afterEach, describe, expect, it, jest } from '@jest/globals';

import type { Handler } from './exchange';
import { nth, outOfCredits, refuse } from './faults';
import { FILM } from './film';
import { fields, Lab } from './lab';
import { PROVIDERS } from './workflow';

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
});

/** Answers with this body, for a generation with this id. */
function answer(id: string, status: number, body: (link: string) => string, headers = {}): Handler {
	return async (exchange) => {
		const generation = await exchange.generation();
		generation.id = id;
		generation.isTold = true;
		exchange.send(status, body(exchange.host.linkTo(generation)), headers);
	};
}

const LARGE = '9223372036854775807';

describe('an answer as recorded', () => {
	it('with an id of 64 bits as generation_id is fetched by all its digits', async () => {
		lab = await Lab.open({
			create: answer(LARGE, 201, () => `{"generation_id":${LARGE},"status":"queued"}`),
			fetch: answer(
				LARGE,
				200,
				(link) =>
					`{"id":${LARGE},"status":"Completed","video":[{"url":"${link}"}],"error":{"name":"Note"}}`,
			),
		});
		const result = await lab.execute();
		expect(result.error?.message).toBeUndefined();
		expect(fields(result, 'id')).toEqual([LARGE]);
		const [item] = result.output('Wan Video');
		expect(Buffer.from(item?.binary?.['data']?.data ?? '', 'base64').equals(FILM)).toBe(true);
	});

	it('with an id that starts with a dash and holds a slash is fetched by it', async () => {
		const id = '-Qx/7f?2&x=1';
		lab = await Lab.open({
			create: answer(id, 200, () => JSON.stringify({ id, status: 'queued' })),
		});
		const result = await lab.execute();
		expect(fields(result, 'id')).toEqual([id]);
	});

	it('tells its cost in headers', async () => {
		lab = await Lab.open({
			create: answer(
				'gen-1',
				200,
				(link) => JSON.stringify({ id: 'gen-1', status: 'succeeded', video: { url: link } }),
				{ 'X-AIMLAPI-Credits-Used': '1575000', 'X-AIMLAPI-USD-Spent': '0.7875' },
			),
		});
		const result = await lab.execute();
		expect(fields(result, 'usage')).toEqual([{ credits: 1_575_000, usd: 0.7875 }]);
	});

	it('of a generation that was cancelled is its end', async () => {
		lab = await Lab.open({
			fetch: async (exchange) => {
				await exchange.tell({ status: 'Cancelled' });
			},
		});
		const { error } = await lab.execute({ provider: 'muleRouter' });
		expect(error?.message).toBe('The generation failed: it was canceled at the provider');
	});
});

describe('a create that MuleRouter refuses with a task of its own', () => {
	const refused: Handler = (exchange) => {
		const error = { code: 4000, title: 'Bad Request', detail: 'The image is too small' };
		exchange.send(400, { task_info: { id: 'task-1', status: 'failed', error } });
	};

	it('is a failed generation, with its id and reason', async () => {
		lab = await Lab.open({ create: refused });
		const result = await lab.execute({
			provider: 'muleRouter',
			settings: { onError: 'continueRegularOutput' },
		});
		expect(fields(result, 'error')).toEqual(['The generation failed: The image is too small']);
		expect(fields(result, 'id')).toEqual(['task-1']);
		expect(fields(result, 'description')).toEqual([expect.stringContaining('do not charge')]);
	});

	it('is not lost: another try sends it again', async () => {
		lab = await Lab.open({ create: nth(1, refused) });
		const settings = { retryOnFail: true, maxTries: 2 };
		const result = await lab.execute({ provider: 'muleRouter', settings });
		expect(fields(result, 'status')).toEqual(['completed']);
		expect(lab.server.count('create')).toBe(2);
	});
});

describe.each(PROVIDERS)('a refusal while a generation is waited for (%s)', (provider) => {
	it.each([
		['no credits', outOfCredits],
		['a wrong key', refuse(401)],
		['something else', refuse(400)],
		['the content', refuse(451)],
	])('for %s gives no advice to pay again', async (_, handler) => {
		lab = await Lab.open({ fetch: handler });
		const { error } = await lab.execute({ provider });
		const [id] = lab.ids;
		expect(error?.description).toContain(
			`What was created is not lost: afterwards a retry, or Fetch with the ID ${id}, goes on with it.`,
		);
		expect(error?.description).not.toMatch(/run (this|it) again/);
	});
});
