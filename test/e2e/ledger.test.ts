import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INode, INodeParameters } from 'n8n-workflow';

import { chain } from '../../tools/engine/workflowJson';
import { until } from '../../tools/n8n/until';
import { n8nLines } from '../../tools/n8n/versions';
import type { Handler } from '../faults/exchange';
import { behave, first, only, refuse, resetRead } from '../faults/faults';
import { MisbehavingProvider } from '../faults/misbehavingProvider';
import { type Execution, type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { Started } from './support/Started';
import { beginningWith, connectTo, PROVIDERS, START, wanVideo } from './support/workflow';

const UNCERTAIN = /may exist and may be charged/;

const twoTries: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };

/** Parameters whose expressions give another request each time that they are read. */
const CHANGING: Record<string, INodeParameters> = {
	'a random word in the prompt': { prompt: '={{ $json.prompt }} {{ Math.random() }}' },
	'the time in the prompt': { prompt: '={{ $json.prompt }}, at {{ $now.toMillis() }}' },
	'a random seed': { options: { seed: '={{ Math.floor(Math.random() * 2000000000) }}' } },
	'a picture behind a link that is signed anew': {
		operation: 'imageToVideo',
		imageSource: 'url',
		imageUrl: '=https://example.com/boat.jpg?signed={{ $now.toMillis() }}',
	},
};

describe.each(n8nLines)('In n8n %s', (line) => {
	const started = new Started();
	let api: N8nApi;
	let provider: MisbehavingProvider;

	beforeAll(async () => {
		({ api } = await startN8n(started, { name: `ledger-${line}`, line }));
	});

	beforeEach(async () => {
		provider = await MisbehavingProvider.start();
	});

	afterEach(() => {
		provider.stop();
	});

	afterAll(async () => {
		await started.end();
	});

	/** Runs the node with an item per prompt, to the end. */
	async function execute(
		prompts: string[],
		parameters: INodeParameters = {},
		settings: Partial<INode> = {},
	): Promise<Execution> {
		const credentials = await connectTo(api, provider.url);
		const node = wanVideo(credentials, { prompt: '={{ $json.prompt }}', ...parameters }, settings);
		const items = prompts.map((prompt) => ({ prompt }));
		return await api.execute(beginningWith(items, chain([START, node])));
	}

	/** The prompts that generations were created for, in alphabetical order. */
	const created = () => provider.generations.all.map(({ prompt }) => prompt).sort();

	const idOf = (prompt: string) =>
		provider.generations.all.find((generation) => generation.prompt === prompt)?.id;

	const idsIn = (execution: Execution) =>
		outputOf(execution, 'Wan Video').map(({ json }) => json.id);

	describe.each(PROVIDERS)('with %s', (name) => {
		it.each(Object.entries(CHANGING))(
			'goes on with its generation when Retry On Fail runs it again, with %s',
			async (_, changing) => {
				provider.script.fetch = first(1, refuse(401));
				const execution = await execute(['A fox'], { provider: name, ...changing }, twoTries);
				expect(provider.count('create')).toBe(1);
				expect(idsIn(execution)).toEqual(provider.generations.all.map(({ id }) => id));
			},
		);

		it('does not send a create again that may have succeeded, though its request has changed', async () => {
			provider.script.create = first(9, resetRead);
			const changing = CHANGING['a random seed'];
			const execution = await execute(['A fox'], { provider: name, ...changing }, twoTries);
			expect(execution.data.resultData.error?.message).toMatch(UNCERTAIN);
			expect(provider.count('create')).toBe(1);
		});

		it('names an uncertain create beside the error of another item, and a retry leaves what is certain', async () => {
			const refused: Handler = async (exchange) => {
				// So that it is the first error, and yet comes when all are sent.
				await until('the other creates', () => provider.generations.all.length === 2);
				await refuse(400)(exchange);
			};
			provider.script.create = only('A wolf', refused, only('A heron', resetRead));
			const execution = await execute(['A wolf', 'A heron', 'An otter'], { provider: name });
			const { error } = execution.data.resultData;
			expect(error?.message).toMatch(/refused/);
			expect(error?.description).toMatch(UNCERTAIN);
			expect(error?.description).toContain(idOf('An otter'));

			provider.script.create = behave;
			const retry = await api.retry(execution.id);
			expect(retry.status).toBe('success');
			expect(created()).toEqual(['A heron', 'A heron', 'A wolf', 'An otter']);
			expect(idsIn(retry)[2]).toBe(idOf('An otter'));
		});

		it('downloads a video once, though Retry On Fail and Continue run the node again for another item', async () => {
			let looksAtFox = 0;
			const refusedOnce: Handler = async (exchange) => {
				looksAtFox += 1;
				await (looksAtFox === 1 ? refuse(401) : behave)(exchange);
			};
			provider.script.fetch = only('A fox', refusedOnce);
			const execution = await execute(
				['A fox', 'A heron'],
				{ provider: name },
				{ ...twoTries, onError: 'continueRegularOutput' },
			);
			expect(idsIn(execution)).toEqual(['A fox', 'A heron'].map(idOf));
			expect(created()).toEqual(['A fox', 'A heron']);
			const downloaded = provider.requests('download').map(({ url }) => url.split('/')[1]);
			expect(downloaded.sort()).toEqual(['1', '2']);
			for (const item of outputOf(execution, 'Wan Video')) {
				expect((await api.download(item)).subarray(4, 8).toString()).toBe('ftyp');
			}
		});
	});
});
