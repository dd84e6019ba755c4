import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { chain, type ExecutionResult } from '../../tools/engine';
import { behave, refuse } from './faults';
import { hurriedWanVideo } from './hurry';
import { fields, Lab } from './lab';
import { PROVIDERS, START, wanVideo, type Wish } from './workflow';

/** A generation that the provider does not know: not yet, or not at all. */

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
	jest.restoreAllMocks();
});

/** Fetches by these ids, with a clock that runs twenty times as fast. */
async function fetchAll(ids: string[], wish: Wish = {}): Promise<ExecutionResult> {
	const node = wanVideo(lab.server, {
		...wish,
		parameters: { operation: 'fetch', model: 'wan2.6-t2v', ...wish.parameters },
	});
	return await lab.engine.execute(chain([START, node]), {
		input: ids.map((id) => ({ json: { id } })),
	});
}

describe.each(PROVIDERS)('fetching (%s)', (provider) => {
	it('says that there is none with the ID, after half a minute', async () => {
		lab = await Lab.open({}, { node: hurriedWanVideo(20) });
		const { error } = await fetchAll(['gone'], { provider });
		expect(error?.message).toMatch(/knows no generation with the ID gone$/);
		expect(error?.description).toMatch(/^Check the ID, the model and the credential/);
	});

	it.each([true, false])(
		'forgives it a while right after a create, waiting for the end: %p',
		async (waitForCompletion) => {
			lab = await Lab.open({}, { node: hurriedWanVideo(20) });
			const { server } = lab;
			const created = await lab.execute({ provider, parameters: { waitForCompletion: false } });
			const json = created.output('Wan Video')[0]?.json ?? {};
			server.script.fetch = async (exchange) => {
				await (exchange.nth <= 3 ? refuse(404) : behave)(exchange);
			};
			const result = await fetchAll([json['id'] as string], {
				provider,
				parameters: { waitForCompletion, model: json['model'] as string },
			});
			expect(fields(result, 'status')).toEqual(['completed']);
		},
	);
});

it('an item that cannot be fetched leaves by the error output, with its ID and what went wrong', async () => {
	lab = await Lab.open({}, { node: hurriedWanVideo(20) });
	const result = await fetchAll(['gone'], { settings: { onError: 'continueErrorOutput' } });
	expect(result.output('Wan Video', 1).map(({ json }) => json)).toEqual([
		expect.objectContaining({
			id: 'gone',
			error: 'AI/ML API knows no generation with the ID gone',
			errorType: 'refused',
		}),
	]);
});

it('a generation that was running is waited for, though the provider forgets it for minutes', async () => {
	lab = await Lab.open({}, { node: hurriedWanVideo(20) });
	lab.server.script.fetch = async (exchange) => {
		const isForgotten = exchange.nth > 1 && exchange.nth < 8;
		if (exchange.nth === 1) await exchange.tell({ status: 'running' });
		else await (isForgotten ? refuse(404) : behave)(exchange);
	};
	const result = await lab.execute();
	expect(fields(result, 'status')).toEqual(['completed']);
});
