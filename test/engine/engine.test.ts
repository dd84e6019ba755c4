import { afterEach, describe, expect, it } from '@jest/globals';
import { NodeOperationError, type INodeExecutionData, type INodeType } from 'n8n-workflow';

import {
	chain,
	Engine,
	type EngineOptions,
	type NodeEvent,
	type NodeSketch,
} from '../../tools/engine';
import { scriptedNode } from './scriptedNode';

let engine: Engine | undefined;

afterEach(async () => {
	await engine?.stop();
	engine = undefined;
});

/** An engine that knows `type` as `test.scripted`. */
async function engineWith(type: INodeType, options: EngineOptions = {}): Promise<Engine> {
	engine = await Engine.start({ nodeTypes: { 'test.scripted': type }, ...options });
	return engine;
}

const trigger: NodeSketch = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
const after: NodeSketch = { name: 'After', type: 'n8n-nodes-base.noOp' };
function scripted(settings: Partial<NodeSketch> = {}): NodeSketch {
	return { name: 'Scripted', type: 'test.scripted', ...settings };
}
function items(...json: Array<INodeExecutionData['json']>): INodeExecutionData[] {
	return json.map((fields) => ({ json: fields }));
}
function jsonOf(output: INodeExecutionData[]): unknown[] {
	return output.map(({ json }) => json);
}

describe('an execution', () => {
	it('passes items from node to node and pairs them', async () => {
		const started = await engineWith(
			scriptedNode((node) =>
				node.getInputData().map(({ json }) => ({ json: { double: Number(json['n']) * 2 } })),
			),
		);
		const result = await started.execute(chain([trigger, scripted(), after]), {
			input: items({ n: 1 }, { n: 2 }),
		});

		expect(result.status).toBe('success');
		expect(jsonOf(result.output('After'))).toEqual([{ double: 2 }, { double: 4 }]);
		expect(result.output('Scripted').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
	});

	it.each(['manual', 'trigger'] as const)('tells nodes that its mode is %s', async (mode) => {
		const started = await engineWith(scriptedNode((node) => items({ mode: node.getMode() })));
		const result = await started.execute(chain([trigger, scripted()]), { mode });
		expect(jsonOf(result.output('Scripted'))).toEqual([{ mode }]);
	});

	it('leaves the workflow it was given as it was', async () => {
		const started = await engineWith(scriptedNode(() => items({})));
		const workflow = chain([trigger, scripted()]);
		const before = structuredClone(workflow);
		await started.execute(workflow);
		expect(workflow).toEqual(before);
	});

	it('reports when nodes start and finish', async () => {
		const started = await engineWith(scriptedNode(() => items({}, {})));
		const events: NodeEvent[] = [];
		await started.execute(chain([trigger, scripted()]), { onNode: (event) => events.push(event) });
		expect(events).toEqual([
			{ phase: 'started', node: 'Start' },
			expect.objectContaining({ phase: 'finished', node: 'Start', items: 1 }),
			{ phase: 'started', node: 'Scripted' },
			expect.objectContaining({ phase: 'finished', node: 'Scripted', items: 2 }),
		]);
	});

	it('tells the rounds of a loop apart', async () => {
		const started = await engineWith(
			scriptedNode((node) => items({ round: Number(node.getWorkflowDataProxy(0).$runIndex) })),
		);
		const loop: NodeSketch = {
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
		};
		const workflow = chain([trigger, loop, scripted()], {
			Loop: {
				main: [
					[{ node: 'After', type: 'main', index: 0 }],
					[{ node: 'Scripted', type: 'main', index: 0 }],
				],
			},
			Scripted: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
		});
		workflow.nodes.push(...chain([after]).nodes.map((node) => ({ ...node, id: 'after' })));

		const result = await started.execute(workflow, { input: items({}, {}, {}) });

		expect(result.runData['Scripted']).toHaveLength(3);
		expect(jsonOf(result.output('Scripted', 0, 1))).toEqual([{ round: 1 }]);
		expect(jsonOf(result.output('After'))).toEqual([{ round: 0 }, { round: 1 }, { round: 2 }]);
	});

	it('refuses to start without a required parameter', async () => {
		const started = await engineWith(
			scriptedNode(() => [], {
				properties: [
					{ displayName: 'Prompt', name: 'prompt', type: 'string', default: '', required: true },
				],
			}),
		);
		await expect(async () => await started.execute(chain([trigger, scripted()]))).rejects.toThrow(
			/issues/,
		);
	});
});

describe('a failing node', () => {
	function failing(): INodeType {
		return scriptedNode((node) => {
			throw new NodeOperationError(node.getNode(), 'No credits', {
				description: 'Top up the account',
				itemIndex: 1,
			});
		});
	}

	it('ends the execution with its message, description and item', async () => {
		const started = await engineWith(failing());
		const result = await started.execute(chain([trigger, scripted(), after]));
		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({
			name: 'NodeOperationError',
			message: 'No credits',
			description: 'Top up the account',
			context: { itemIndex: 1 },
		});
		expect(result.output('After')).toEqual([]);
	});

	it('passes its input on with Continue', async () => {
		const started = await engineWith(failing());
		const result = await started.execute(
			chain([trigger, scripted({ onError: 'continueRegularOutput' }), after]),
			{ input: items({ n: 1 }) },
		);
		expect(result.status).toBe('success');
		expect(jsonOf(result.output('After'))).toEqual([{ n: 1 }]);
	});

	it('sends the items it marked as failed to its error output, with their input', async () => {
		const started = await engineWith(
			scriptedNode((node) =>
				node.continueOnFail()
					? [
							{ json: { fine: true }, pairedItem: { item: 0 } },
							{ json: { error: 'Second failed' }, pairedItem: { item: 1 } },
						]
					: [],
			),
		);
		const result = await started.execute(
			chain([trigger, scripted({ onError: 'continueErrorOutput' })]),
			{ input: items({ n: 1 }, { n: 2 }) },
		);
		expect(jsonOf(result.output('Scripted', 0))).toEqual([{ fine: true }]);
		expect(jsonOf(result.output('Scripted', 1))).toEqual([{ n: 2, error: 'Second failed' }]);
	});

	it('runs again with Retry On Fail and keeps its context', async () => {
		const started = await engineWith(
			scriptedNode((node) => {
				const context = node.getContext('node') as { tries?: number };
				context.tries = (context.tries ?? 0) + 1;
				if (context.tries < 3) throw new Error(`Try ${context.tries} failed`);
				return items({ tries: context.tries });
			}),
		);
		const result = await started.execute(
			chain([trigger, scripted({ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 })]),
		);
		expect(result.status).toBe('success');
		expect(jsonOf(result.output('Scripted'))).toEqual([{ tries: 3 }]);
	});
});

describe('a retry from the list of executions', () => {
	const ledger = () =>
		scriptedNode((node) => {
			const context = node.getContext('node') as { ids?: string[]; at?: Date };
			const runIndex = Number(node.getWorkflowDataProxy(0).$runIndex);
			if (!context.ids) {
				context.ids = ['paid-for'];
				context.at = new Date(0);
				throw new Error('Lost the connection');
			}
			return items({
				ids: context.ids,
				at: context.at,
				runIndex,
				mode: node.getMode(),
				input: node.getInputData()[0]?.json,
			});
		});

	it('takes up the failed node with its input, run index and what is left of its context when saved', async () => {
		const started = await engineWith(ledger());
		const failed = await started.execute(chain([trigger, scripted(), after]), {
			input: items({ n: 7 }),
		});
		expect(failed.status).toBe('error');

		const nodes: string[] = [];
		const retried = await started.retry(failed, {
			onNode: ({ phase, node }) => {
				if (phase === 'started') nodes.push(node);
			},
		});

		expect(retried.status).toBe('success');
		expect(retried.error).toBeUndefined();
		expect(nodes).toEqual(['Scripted', 'After']);
		expect(jsonOf(retried.output('After'))).toEqual([
			{
				ids: ['paid-for'],
				// No longer a Date: the context went through the database's text.
				at: '1970-01-01T00:00:00.000Z',
				runIndex: 0,
				mode: 'retry',
				input: { n: 7 },
			},
		]);
		expect(retried.runData['Scripted']).toHaveLength(1);
	});

	it('can itself be retried', async () => {
		const started = await engineWith(
			scriptedNode((node) => {
				const context = node.getContext('node') as { tries?: number };
				context.tries = (context.tries ?? 0) + 1;
				if (context.tries < 3) throw new Error('Not yet');
				return items({ tries: context.tries });
			}),
		);
		const first = await started.execute(chain([trigger, scripted()]));
		const second = await started.retry(first);
		const third = await started.retry(second);
		expect([first.status, second.status, third.status]).toEqual(['error', 'error', 'success']);
		expect(third.context('Scripted')).toEqual({ tries: 3 });
	});

	it('runs the changed node with the currently saved workflow', async () => {
		const started = await engineWith(
			scriptedNode(
				(node) => {
					const prompt = node.getNodeParameter('prompt', 0) as string;
					if (prompt === 'bad') throw new Error('Refused');
					return items({ prompt });
				},
				{
					properties: [{ displayName: 'Prompt', name: 'prompt', type: 'string', default: '' }],
				},
			),
		);
		const failed = await started.execute(
			chain([trigger, scripted({ parameters: { prompt: 'bad' } })]),
		);
		const workflow = chain([trigger, scripted({ parameters: { prompt: 'good' } })]);
		expect((await started.retry(failed)).status).toBe('error');
		expect(jsonOf((await started.retry(failed, { workflow })).output('Scripted'))).toEqual([
			{ prompt: 'good' },
		]);
	});

	it('is refused for an execution that succeeded', async () => {
		const started = await engineWith(scriptedNode(() => items({})));
		const result = await started.execute(chain([trigger, scripted()]));
		await expect(async () => await started.retry(result)).rejects.toThrow(/cannot be retried/);
	});
});

describe('stopping an execution', () => {
	/** Waits for the cancel signal, for at most 5 seconds. */
	const waiting = () =>
		scriptedNode(async (node) => {
			const signal = node.getExecutionCancelSignal();
			const aborted = await new Promise<boolean>((resolve) => {
				const timer = setTimeout(() => {
					resolve(false);
				}, 5000);
				signal?.addEventListener('abort', () => {
					clearTimeout(timer);
					resolve(true);
				});
			});
			return items({ aborted });
		});

	it('fires the cancel signal of the running node and starts no other', async () => {
		const started = await engineWith(waiting());
		const nodes: string[] = [];
		const execution = started.begin(chain([trigger, scripted(), after]), {
			onNode: ({ phase, node }) => {
				if (phase !== 'started') return;
				nodes.push(node);
				if (node === 'Scripted')
					setImmediate(() => {
						execution.cancel();
					});
			},
		});
		const result = await execution.done;
		expect(result.status).toBe('canceled');
		expect(nodes).toEqual(['Start', 'Scripted']);
		expect(jsonOf(result.output('Scripted'))).toEqual([{ aborted: true }]);
	});

	it('is what the workflow’s timeout does', async () => {
		const started = await engineWith(waiting());
		const workflow = chain([trigger, scripted()]);
		workflow.settings = { ...workflow.settings, executionTimeout: 0.05 };
		const result = await started.execute(workflow);
		expect(result.status).toBe('canceled');
		expect(jsonOf(result.output('Scripted'))).toEqual([{ aborted: true }]);
	});

	it('is part of stopping the engine', async () => {
		const started = await engineWith(waiting());
		const execution = started.begin(chain([trigger, scripted()]));
		await started.stop();
		expect((await execution.done).status).toBe('canceled');
	});
});

describe('files', () => {
	it.each(['memory', 'filesystem'] as const)(
		'are kept in %s and can be read',
		async (binaryData) => {
			const started = await engineWith(
				scriptedNode(async (node) => [
					{
						json: {},
						binary: {
							data: await node.helpers.prepareBinaryData(Buffer.from('film'), 'a.mp4', 'video/mp4'),
						},
					},
				]),
				{ binaryData },
			);
			const result = await started.execute(chain([trigger, scripted()]));
			const file = result.output('Scripted')[0]?.binary?.['data'];
			if (!file) throw new Error('No file');
			expect(file).toMatchObject({ fileName: 'a.mp4', mimeType: 'video/mp4', bytes: 4 });
			expect(file.id === undefined).toBe(binaryData === 'memory');
			expect((await started.readBinary(file)).toString()).toBe('film');
		},
	);
});

describe('the engine', () => {
	it('has the built node and its stand-ins, and names them when asked for another', async () => {
		const started = await engineWith(scriptedNode(() => []));
		expect(() => started.begin(chain([{ name: 'Other', type: 'test.other' }]))).toThrow(
			/no node type "test.other".*n8n-nodes-wan-video\.wanVideo/,
		);
	});

	it('is up only once per process', async () => {
		await engineWith(scriptedNode(() => []));
		await expect(Engine.start()).rejects.toThrow(/stop it first/);
	});
});
