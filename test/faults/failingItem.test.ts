import type { INode } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import type { ExecutionResult } from '../../tools/engine';
import { behave, failed, inPieces, only, refuse, resetRead, running } from './faults';
import { FILM } from './film';
import { fields, Lab, moment } from './lab';
import type { Script } from './misbehavingProvider';

jest.setTimeout(30_000);

const PROMPTS = ['one', 'two', 'three', 'four', 'five', 'six'];

let lab: Lab;

const idOf = (prompt: string) =>
	lab.server.generations.all.find((one) => one.prompt === prompt)?.id;

/** What goes wrong with the second item, while the first one is still running. */
const WAYS: Array<{ what: string; script: Script; isCreated: boolean }> = [
	{
		what: 'is refused by the provider',
		script: { create: only('two', refuse(400)), fetch: running },
		isCreated: false,
	},
	{
		what: 'may or may not have been created',
		script: { create: only('two', resetRead), fetch: running },
		isCreated: false,
	},
	{
		what: 'fails at the provider',
		script: { fetch: only('two', failed('Out of luck'), running) },
		isCreated: true,
	},
	{
		what: 'can’t be looked up',
		script: { fetch: only('two', refuse(401), running) },
		isCreated: true,
	},
];

describe.each(WAYS)('when an item $what, and the node is to stop', ({ script }) => {
	let result: ExecutionResult;
	let created: string[];

	beforeAll(async () => {
		lab = await Lab.open(script);
		result = await lab.execute({ options: { maxConcurrency: 2 } }, PROMPTS);
		await moment(200);
		created = lab.server.generations.all.map(({ prompt }) => prompt);
	});

	afterAll(async () => {
		await lab.close();
	});

	it('names the item', () => {
		expect(result.status).toBe('error');
		expect(result.error?.context['itemIndex']).toBe(1);
	});

	it('submits none of those that wait for a place', () => {
		expect(PROMPTS.slice(2).filter((prompt) => created.includes(prompt))).toEqual([]);
	});

	it('tells the id of what is running', () => {
		expect(result.error?.description).toContain(idOf('one'));
	});

	it('goes on with what was running when it is retried, and submits the rest', async () => {
		const { server } = lab;
		Object.assign(server.script, { create: behave, fetch: behave });
		const running = idOf('one');
		const retried = await lab.engine.retry(result);
		expect(fields(retried, 'status')).toEqual(PROMPTS.map(() => 'completed'));
		expect(fields(retried, 'id')[0]).toBe(running);
		expect(server.generations.all.filter(({ prompt }) => prompt === 'one')).toHaveLength(1);
	});
});

describe('when an item fails while another is being created', () => {
	it('tells that one’s id, too', async () => {
		lab = await Lab.open({
			create: async (exchange) => {
				if ((await exchange.prompt()) === 'two') {
					await refuse(400)(exchange);
				} else {
					await exchange.generation();
					await moment(300);
					await behave(exchange);
				}
			},
		});
		const { error } = await lab.execute({}, ['one', 'two']);
		await lab.close();
		expect(error?.description).toContain(idOf('one'));
	});
});

describe('when an item fails while another is being downloaded', () => {
	it('ends without the download, and tells its id', async () => {
		lab = await Lab.open({
			// Longer than a test may take.
			download: inPieces(1000, 50),
			fetch: only('two', async (exchange) => {
				const isDownloading = lab.server.count('download') > 0;
				await (isDownloading ? failed('Out of luck') : running)(exchange);
			}),
		});
		const { error } = await lab.execute({}, ['one', 'two']);
		await lab.close();
		expect(error?.message).toContain('Out of luck');
		expect(error?.description).toContain(idOf('one'));
	});
});

describe.each(WAYS)(
	'when an item $what, and the node is to continue',
	({ script: { create, fetch }, isCreated }) => {
		const film = FILM.toString('base64');
		const wish = { options: { maxConcurrency: 2 } };
		let result: ExecutionResult;

		/** What was running beside the failing item completes this time. */
		async function run(onError: INode['onError']): Promise<void> {
			lab = await Lab.open({
				create,
				fetch: async (exchange) => {
					const isFailing = (await exchange.prompt()) === 'two';
					await ((isFailing && fetch) || behave)(exchange);
				},
			});
			result = await lab.execute({ ...wish, settings: { onError } }, PROMPTS);
		}

		describe('with its regular output', () => {
			beforeAll(async () => {
				await run('continueRegularOutput');
			});

			afterAll(async () => {
				await lab.close();
			});

			it('delivers the video of every other item, in their order', () => {
				expect(result.output('Wan Video').map(({ binary }) => binary?.['data']?.data)).toEqual(
					PROMPTS.map((prompt) => (prompt === 'two' ? undefined : film)),
				);
				expect(fields(result, 'id').toSpliced(1, 1)).toEqual(PROMPTS.toSpliced(1, 1).map(idOf));
			});

			it('puts out the failed one with its error, and its id if it has one', () => {
				expect(fields(result, 'error')[1]).toEqual(expect.any(String));
				expect(fields(result, 'id')[1]).toBe(isCreated ? idOf('two') : undefined);
			});

			it('pairs every item with its input', () => {
				expect(result.output('Wan Video').map(({ pairedItem }) => pairedItem)).toEqual(
					PROMPTS.map((_, item) => ({ item })),
				);
			});
		});

		describe('with an error output', () => {
			beforeAll(async () => {
				await run('continueErrorOutput');
			});

			afterAll(async () => {
				await lab.close();
			});

			it('delivers the video of every other item, in their order', () => {
				expect(fields(result, 'id')).toEqual(PROMPTS.toSpliced(1, 1).map(idOf));
			});

			it('puts out the failed one there, with its input, its error, and its id if it has one', () => {
				expect(fields(result, 'prompt', 1)).toEqual(['two']);
				expect(fields(result, 'error', 1)).toEqual([expect.any(String)]);
				expect(fields(result, 'id', 1)).toEqual([isCreated ? idOf('two') : undefined]);
			});

			it('pairs every item with its input', () => {
				const inputs = (output: number) =>
					result.output('Wan Video', output).map(({ pairedItem }) => pairedItem);
				expect(inputs(0)).toEqual([0, 2, 3, 4, 5].map((item) => ({ item })));
				expect(inputs(1)).toEqual([{ item: 1 }]);
			});
		});
	},
);
