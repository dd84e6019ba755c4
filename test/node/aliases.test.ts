import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { startServer, type TestServer } from '../support/servers';
import { jsonOf, startWorkbench, type Workbench } from '../support/workbench';

let server: TestServer;
let bench: Workbench;

beforeAll(async () => {
	server = await startServer(({ method, path }, url) => {
		if (path.startsWith('/vendors')) {
			return { body: { task_info: { id: 'task-1', status: 'succeeded' }, videos: `${url}/v.mp4` } };
		}
		return { body: { id: 'gen-1', status: method === 'POST' ? 'queued' : 'generating' } };
	});
	bench = await startWorkbench({ addresses: { server: server.url } });
});

afterAll(async () => {
	await bench.stop();
	await server.close();
});

beforeEach(() => {
	server.received.length = 0;
});

const ALIAS = 'alibaba/wan2.7-t2v';

/** Text to Video, and what became of it. */
async function run(parameters: INodeParameters) {
	const result = await bench.run(
		{ operation: 'textToVideo', prompt: 'A boat', waitForCompletion: false, ...parameters },
		{ credential: 'server' },
	);
	return { error: result.error, items: result.error ? [] : jsonOf(result) };
}

describe.each([
	['chosen', ALIAS],
	['by an expression', `={{ "${ALIAS}" }}`],
])('a model by the other spelling of its id, %s', (_, model) => {
	it('is sent as it is written', async () => {
		const { items } = await run({ model });
		expect(items).toMatchObject([{ id: 'gen-1', model: ALIAS }]);
		expect(server.received[0]?.body).toMatchObject({ model: ALIAS, prompt: 'A boat' });
	});

	it('is checked as the model that it is', async () => {
		const { error } = await run({ model, duration: 6 });
		expect(error?.message).toBe('Wan 2.7 does not offer Duration 6');
		expect(server.received).toEqual([]);
	});
});

describe('Fetch with MuleRouter', () => {
	it('finds the vendor of a model by the other spelling, too', async () => {
		const { items } = await run({
			provider: 'muleRouter',
			operation: 'fetch',
			generationId: 'task-1',
			model: 'berry-1.0',
			downloadVideo: false,
		});
		expect(items).toMatchObject([{ id: 'task-1', model: 'berry-1.0', status: 'completed' }]);
		expect(server.received.map(({ path }) => path)).toEqual([
			'/vendors/carrothub/v1/berry-1.0/generation/task-1',
		]);
	});
});
