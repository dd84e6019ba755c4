import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { chain } from '../../tools/engine';
import { REFUSALS } from '../support/alibabaCloudRefusals';
import type { Handler } from './exchange';
import { behave, running } from './faults';
import { hurriedWanVideo } from './hurry';
import { fields, Lab } from './lab';
import { START, wanVideo, type Wish } from './workflow';

// What Alibaba Cloud says with a code, or with a state that others do not have.

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
	jest.restoreAllMocks();
});

const provider = 'alibabaCloud';
const onError = 'continueRegularOutput';

describe('a create that is refused with', () => {
	it.each(REFUSALS)(
		'HTTP $status, $code ($message): waited for $passes',
		async ({ status, code, message, kind, passes }) => {
			lab = await Lab.open(
				{
					create: (exchange) => {
						exchange.send(status, { code, message, request_id: 'request-1' });
					},
				},
				{ node: hurriedWanVideo(20) },
			);
			// Long enough for one more try.
			const result = await lab.execute({
				provider,
				settings: { onError },
				options: { timeout: 4 },
			});
			expect(fields(result, 'errorType')).toEqual([kind]);
			expect(lab.server.count('create') > 1).toBe(passes);
		},
	);

	it('what passes is created in the end', async () => {
		lab = await Lab.open(
			{
				create: async (exchange) => {
					const body = { code: 'Throttling.RateQuota', message: 'Requests rate limit exceeded.' };
					if (exchange.nth <= 2) exchange.send(429, body);
					else await behave(exchange);
				},
			},
			{ node: hurriedWanVideo(20) },
		);
		const result = await lab.execute({ provider });
		expect(fields(result, 'status')).toEqual(['completed']);
		expect(lab.server.count('create')).toBe(3);
	});

	it('a bill, whatever Retry-After a gateway adds to it, is not waited for', async () => {
		lab = await Lab.open({
			create: (exchange) => {
				const body = { code: 'PostpaidBillOverdue', message: 'The bill is overdue.' };
				exchange.send(429, body, { 'retry-after': '1' });
			},
		});
		const result = await lab.execute({ provider, settings: { onError } });
		expect(fields(result, 'errorType')).toEqual(['noCredits']);
		expect(lab.server.count('create')).toBe(1);
	});
});

/** Says of a task that it has failed. */
const failing =
	(code: string, message: string): Handler =>
	async (exchange) => {
		const { id } = await exchange.generation();
		exchange.send(200, { output: { task_id: id, task_status: 'FAILED', code, message } });
	};

it.each([
	['DataInspectionFailed', 'moderation'],
	['IPInfringementSuspect', 'moderation'],
	['InvalidParameter.DataInspection', 'generationFailed'],
	['InternalError.Algo', 'generationFailed'],
])('a task that has failed with %s is of the kind %s', async (code, kind) => {
	lab = await Lab.open({ fetch: failing(code, 'It can’t be.') });
	const result = await lab.execute({ provider, settings: { onError } });
	expect(fields(result, 'errorType')).toEqual([kind]);
	expect(fields(result, 'error')).toEqual([`The generation failed: It can’t be (${code})`]);
});

describe('a task that is UNKNOWN', () => {
	const unknown: Handler = async (exchange) => {
		await exchange.tell({ status: 'UNKNOWN' });
	};

	async function fetch(wish: Wish = {}) {
		const { id } = lab.server.generations.all[0] ?? { id: '' };
		const parameters = { operation: 'fetch', generationId: id, ...wish.parameters };
		const node = wanVideo(lab.server, { provider, settings: { onError }, ...wish, parameters });
		return await lab.engine.execute(chain([START, node]));
	}

	it.each([true, false])(
		'is said to be forgotten after a day by Fetch, waiting for the end: %p',
		async (waitForCompletion) => {
			lab = await Lab.open({}, { node: hurriedWanVideo(20) });
			await lab.execute({ provider, parameters: { waitForCompletion: false } });
			lab.server.script.fetch = unknown;
			const result = await fetch({ parameters: { waitForCompletion } });
			const [id] = lab.ids;
			expect(result.output('Wan Video')).toMatchObject([
				{
					json: {
						errorType: 'refused',
						error: `Alibaba Cloud knows no generation with the ID ${id}`,
						description: expect.stringContaining('It keeps what was made for 24 hours.'),
						id,
					},
				},
			]);
		},
	);

	it('for a moment between two looks ends nothing', async () => {
		lab = await Lab.open(
			{
				fetch: async (exchange) => {
					const step = [running, unknown, running, unknown, unknown][exchange.nth - 1] ?? behave;
					await step(exchange);
				},
			},
			{ node: hurriedWanVideo(20) },
		);
		const result = await lab.execute({ provider });
		expect(fields(result, 'status')).toEqual(['completed']);
		expect(lab.server.count('create')).toBe(1);
	});

	it('for good ends the wait long before its timeout, and keeps the ID', async () => {
		lab = await Lab.open({ fetch: unknown }, { node: hurriedWanVideo(20) });
		const result = await lab.execute({
			provider,
			settings: { onError },
			options: { timeout: 3600 },
		});
		expect(fields(result, 'errorType')).toEqual(['refused']);
		expect(fields(result, 'id')).toEqual(lab.ids);
		expect(lab.server.count('fetch')).toBeLessThan(20);
	});
});
