import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { repository } from '../../tools/n8n/places';
import { readWorkflows } from '../../tools/n8n/setup';
import { until } from '../../tools/n8n/until';
import { videoFacts } from '../support/video';
import { chain, type NodeSketch, type WorkflowJson } from '../../tools/engine/workflowJson';
import { type N8nApi, outputOf, type StoredWorkflow } from './support/N8nApi';
import { startQueue, type Worker } from './support/queue';
import { Started } from './support/Started';
import { callWebhook, webhook } from './support/webhook';
import { connectTo, type Credentials, START, WAN_VIDEO, wanVideo } from './support/workflow';

/** Statuses of executions that go on by themselves. */
const PENDING = ['new', 'running', 'waiting'];

const started = new Started();
let sandbox: Sandbox;
let api: N8nApi;
let workers: Worker[];
let credentials: Credentials;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true });
	started.atEnd(() => sandbox.close());
	({ api, workers } = await startQueue(started, { line: '2', workers: 2 }));
	credentials = await connectTo(api, sandbox.url);
}, 300_000);

afterAll(async () => {
	await started.end();
});

beforeEach(() => {
	sandbox.forget();
});

/** An item for each prompt that the webhook was given. */
const PROMPTS: NodeSketch = {
	name: 'Prompts',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'body.prompts', options: { destinationFieldName: 'prompt' } },
};

/** The example workflow that outlives restarts, started by a webhook with prompts of its own. */
async function durableWait(): Promise<WorkflowJson> {
	const workflows = await readWorkflows(join(repository, 'workflows'));
	const example = workflows.find(({ id }) => id === 'wanVideoDurableWait') as
		WorkflowJson | undefined;
	const trigger = example?.nodes.find(({ type }) => type === START.type);
	if (!example || !trigger) throw new Error('The example has no manual trigger');

	const beginning = chain([webhook('durable-wait'), PROMPTS]);
	const { [trigger.name]: first = {}, ...others } = example.connections;
	const rest = example.nodes
		.filter((node) => node !== trigger)
		.map((node) => (node.type === WAN_VIDEO ? { ...node, credentials } : node));
	const create = rest.find(({ parameters }) => 'prompt' in parameters);
	if (create) create.parameters.prompt = '={{ $json.prompt }}';
	return {
		...example,
		nodes: [...beginning.nodes, ...rest],
		connections: { ...others, ...beginning.connections, [PROMPTS.name]: first },
	};
}

/** Stores and activates a workflow and starts it so many times, with two other prompts each time. */
async function start(path: string, workflow: WorkflowJson, times: number): Promise<StoredWorkflow> {
	const stored = await api.createWorkflow(workflow);
	await api.activate(stored);
	for (let time = 1; time <= times; time++) {
		await callWebhook(api, path, { prompts: [`Fox ${time}`, `Heron ${time}`] });
	}
	return stored;
}

/** Waits until every execution of a workflow has ended, and gives them. */
async function ended(workflow: StoredWorkflow, times: number, seconds: number) {
	const summaries = await until(
		'the end of all executions',
		async () => {
			const executions = await api.executions(workflow);
			const over = executions.filter(({ status }) => !PENDING.includes(status));
			return over.length === times && over;
		},
		seconds,
	);
	return await Promise.all(summaries.map(async ({ id }) => await api.execution(id)));
}

/** The prompts that generations were created for. */
const prompts = () => sandbox.creates().map(({ body }) => (body as { prompt: string }).prompt);

async function expectVideo(item: INodeExecutionData): Promise<void> {
	expect(item.json.status).toBe('completed');
	expect(await videoFacts(await api.download(item))).toMatchObject({ seconds: 5 });
}

it('spreads twenty executions of a batch workflow over both workers', async () => {
	sandbox.configure({ seconds: 2 });
	const node = wanVideo(credentials, { prompt: '={{ $json.prompt }}' });
	const workflow = await start('batch', chain([webhook('batch'), PROMPTS, node]), 20);

	const executions = await ended(workflow, 20, 120);
	expect(executions.map(({ status }) => status)).toEqual(Array(20).fill('success'));
	for (const execution of executions) {
		const videos = outputOf(execution, 'Wan Video');
		expect(videos).toHaveLength(2);
		for (const video of videos) await expectVideo(video);
	}
	expect(new Set(prompts()).size).toBe(40);
	expect(sandbox.creates()).toHaveLength(40);
	const shares = await Promise.all(workers.map(async (worker) => await worker.executions()));
	for (const share of shares) expect(share).not.toEqual([]);
	expect(shares.flat()).toHaveLength(20);
}, 300_000);

// Kills a worker for good: the last test here.
it('delivers every video of the durable workflow, each created once, though a worker is killed', async () => {
	// Longer than the workflow waits, so that its first look comes too early.
	sandbox.configure({ seconds: 80 });
	const [victim] = workers;
	const workflow = await start('durable-wait', await durableWait(), 6);
	await until('the wait of all executions', async () => {
		const executions = await api.executions(workflow);
		return executions.length === 6 && executions.every(({ status }) => status === 'waiting');
	});
	const concerned = (await api.executions(workflow)).map(({ id }) => id);
	expect(await victim?.executions()).toEqual(
		expect.arrayContaining([expect.stringMatching(new RegExp(`^(${concerned.join('|')})$`))]),
	);
	await victim?.kill();

	const executions = await ended(workflow, 6, 300);
	expect(executions.map(({ status }) => status)).toEqual(Array(6).fill('success'));
	for (const { data } of executions) {
		const delivered = (data.resultData.runData['Replace Me: Use the Video'] ?? []).flatMap(
			(run) => run.data?.main?.[0] ?? [],
		);
		expect(delivered).toHaveLength(2);
		for (const video of delivered) await expectVideo(video);
	}
	expect(new Set(prompts()).size).toBe(12);
	expect(sandbox.creates()).toHaveLength(12);
}, 420_000);
