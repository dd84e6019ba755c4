import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parse } from 'flatted';
import type { IConnections, IDataObject, IRunExecutionData } from 'n8n-workflow';

import { chain, type NodeSketch } from '../../tools/engine/workflowJson';
import { claimFolder } from '../../tools/n8n/claims';
import { ensureInstalled } from '../../tools/n8n/installation';
import { Instance } from '../../tools/n8n/instance';
import { packPackage } from '../../tools/n8n/packageTarball';
import { keptFolder } from '../../tools/n8n/places';
import type { ProcessGroup } from '../../tools/n8n/processes';
import { ensureOwner } from '../../tools/n8n/setup';
import { until } from '../../tools/n8n/until';
import { Api, exchange } from './api';
import { type BlocksRecord, readBlocks, type Span } from './blocks';
import { memoryAtRest } from './usage';

/** How an execution went, by n8n's own record of it. */
export interface Run {
	/** From its start to its stop. */
	seconds: number;
	/** By the name of a node: its time in all its runs together, in seconds. */
	nodeSeconds: Record<string, number>;
	/** By the name of a node: from when to when n8n was at it, in each of its runs. */
	nodeSpans: Record<string, Span[]>;
	/** By the name of a node: the items of its last run. */
	items: Record<string, number>;
}

/** A workflow in n8n. */
export interface Workflow {
	/**
	 * Runs it as in production and forgets the execution, files included.
	 *
	 * @throws if it did not succeed
	 */
	run: (items: IDataObject[]) => Promise<Run>;
	/** The same, without n8n being asked for its record: with videos in it, reading that takes memory. */
	runUnread: (items: IDataObject[]) => Promise<void>;
	/**
	 * Has it stopped by its user.
	 *
	 * @param after milliseconds from its start until Stop is wanted
	 * @returns seconds from then until it has ended
	 * @throws if it had ended by itself
	 */
	runStopped: (items: IDataObject[], after: number) => Promise<number>;
}

/** Where n8n keeps binary data: its `N8N_DEFAULT_BINARY_DATA_MODE`. In `default` it is the execution's memory. */
export type BinaryDataMode = 'filesystem' | 'database' | 'default';

/** How an n8n is to be run. */
export interface Conditions {
	/** Default `filesystem`, as is n8n's outside of queue mode. */
	binaryDataMode?: BinaryDataMode;
	/** Whether {@link Host.blocks} are recorded; that takes a little of n8n's time. */
	recordsBlocks?: boolean;
}

const folder = join(keptFolder, 'bench');
const blocksFile = join(folder, 'blocks.jsonl');

/** A real n8n with this package in it, that runs workflows to be measured. */
export class Host {
	private lastPath = 0;

	private constructor(
		private readonly instance: Instance,
		private readonly api: Api,
		private main: ProcessGroup,
		private readonly release: () => Promise<void>,
	) {}

	/** Starts from nothing: no executions of earlier measurements, no workflows. */
	static async start(signal: AbortSignal): Promise<Host> {
		const release = await claimFolder(folder, 'A benchmark');
		try {
			return await Host.startIn(folder, signal, release);
		} catch (error) {
			await release();
			throw error;
		}
	}

	private static async startIn(
		folder: string,
		signal: AbortSignal,
		release: () => Promise<void>,
	): Promise<Host> {
		await rm(folder, { recursive: true, force: true });
		const installation = await ensureInstalled('2', { signal });
		const instance = await Instance.create(installation, { folder, signal });
		await instance.installPackage(await packPackage(join(keptFolder, 'bench-package'), signal));
		const main = await startMain(instance);
		try {
			await ensureOwner(instance.url);
			return new Host(instance, await Api.signIn(instance.url), main, release);
		} catch (error) {
			await main.stop();
			throw error;
		}
	}

	/**
	 * Stops n8n and starts it again, with all that was added to it: nothing is left in its memory.
	 *
	 * @param conditions hold until the next restart
	 */
	async restart(conditions: Conditions = {}): Promise<void> {
		await this.main.stop();
		this.main = await startMain(this.instance, conditions);
	}

	/** When n8n's event loop was blocked, since a restart with `recordsBlocks`. */
	async blocks(): Promise<BlocksRecord> {
		return await readBlocks(blocksFile);
	}

	/** The address of the editor, without a slash at the end. */
	get url(): string {
		return this.instance.url;
	}

	get pid(): number {
		return this.main.pid;
	}

	/** @returns the id by which nodes refer to it */
	async addCredential(type: string, data: IDataObject): Promise<string> {
		const { id } = await this.api.post<{ id: string }>('/credentials', { name: type, type, data });
		return id;
	}

	/**
	 * Adds a workflow, which begins with a webhook that takes items, and switches it on.
	 *
	 * @param row what follows the webhook
	 * @param connections over those of the row, see {@link chain}
	 */
	async addWorkflow(row: NodeSketch[], connections?: IConnections): Promise<Workflow> {
		const path = `bench-${++this.lastPath}`;
		const workflow = chain([...takeItems(path), ...row], connections);
		const { id, versionId } = await this.api.post<{ id: string; versionId: string }>(
			'/workflows',
			workflow,
		);
		await this.api.post(`/workflows/${id}/activate`, { versionId });
		await this.published(id);
		return {
			run: async (items) => await this.run(id, path, items),
			runUnread: async (items) => {
				await this.forget(await this.execute(id, path, items));
			},
			runStopped: async (items, after) => await this.runStopped(id, path, items, after),
		};
	}

	/**
	 * Adds a workflow that is only looked at.
	 *
	 * @returns its id
	 */
	async addDraft(row: NodeSketch[]): Promise<string> {
		return (await this.api.post<{ id: string }>('/workflows', chain(row))).id;
	}

	/** Lets n8n finish what it does after an execution, and give its garbage back. */
	async settle(): Promise<void> {
		await memoryAtRest(this.pid);
		// Twice: what is only freed at the first is collected at the second.
		for (let round = 0; round < 2; round++) {
			process.kill(this.pid, 'SIGUSR2');
			await memoryAtRest(this.pid);
		}
	}

	async stop(): Promise<void> {
		await this.main.stop();
		await this.release();
	}

	private async run(workflowId: string, path: string, items: IDataObject[]): Promise<Run> {
		const id = await this.execute(workflowId, path, items);
		const run = await this.read(id);
		await this.forget(id);
		return run;
	}

	/** @returns its id; it has succeeded */
	private async execute(workflowId: string, path: string, items: IDataObject[]): Promise<string> {
		await this.send(path, items);
		const { id, status } = await this.finishedExecution(workflowId);
		if (status !== 'success') throw new Error(await this.failure(id, status));
		return id;
	}

	private async runStopped(
		workflowId: string,
		path: string,
		items: IDataObject[],
		after: number,
	): Promise<number> {
		const sent = this.send(path, items);
		// Awaited below: until then a failure is not one that nobody looks at.
		sent.catch(() => undefined);
		await delay(after);
		const begin = performance.now();
		// The list of executions is where its user finds Stop, so to wait for that is part of it.
		const { id } = await until('an execution', async () => await this.lastExecution(workflowId));
		await this.api.post(`/executions/${id}/stop`, {});
		const { status } = await this.finishedExecution(workflowId);
		const seconds = (performance.now() - begin) / 1000;
		await sent;
		if (status !== 'canceled') throw new Error(await this.failure(id, status));
		await this.forget(id);
		return seconds;
	}

	/** Resolves when the execution has ended, however it did. */
	private async send(path: string, items: IDataObject[]): Promise<void> {
		await exchange(`${this.instance.url}/webhook/${path}`, 'POST', { items }).catch(
			(error: unknown) => {
				// Of an execution that failed the record tells more.
				if (!String(error).includes('was answered 500')) throw error;
			},
		);
	}

	private async forget(id: string): Promise<void> {
		await this.api.post('/executions/delete', { ids: [id] });
	}

	/** n8n answers that a workflow is active some moments before it listens to its webhook. */
	private async published(workflowId: string): Promise<void> {
		await until('the publication of a workflow', async () => {
			const path = `/workflows/${workflowId}/publication-status`;
			const { status } = await this.api.get<{ status: string }>(path);
			return status === 'published';
		});
	}

	private async finishedExecution(workflowId: string): Promise<ListedExecution> {
		return await until('the end of an execution', async () => {
			const last = await this.lastExecution(workflowId);
			return last?.stoppedAt ? last : undefined;
		});
	}

	private async lastExecution(workflowId: string): Promise<ListedExecution | undefined> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.api.get<{ results: ListedExecution[] }>(
			`/executions?limit=1&filter=${filter}`,
		);
		return results[0];
	}

	private async failure(id: string, status: string): Promise<string> {
		const { message, description } = (await this.record(id)).resultData.error ?? {};
		const told = [message, description].filter(Boolean).join(': ');
		return `An execution in n8n ended with the status ${status}: ${told}`;
	}

	private async read(id: string): Promise<Run> {
		const { startedAt, stoppedAt, resultData } = await this.record(id);
		const nodes = Object.entries(resultData.runData);
		return {
			seconds: (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000,
			nodeSeconds: Object.fromEntries(
				nodes.map(([name, runs]) => [
					name,
					runs.reduce((sum, { executionTime }) => sum + executionTime, 0) / 1000,
				]),
			),
			nodeSpans: Object.fromEntries(
				nodes.map(([name, runs]) => [
					name,
					runs.map(({ startTime: start, executionTime }) => ({
						start,
						end: start + executionTime,
					})),
				]),
			),
			items: Object.fromEntries(
				nodes.map(([name, runs]) => [name, runs.at(-1)?.data?.main?.[0]?.length ?? 0]),
			),
		};
	}

	private async record(id: string) {
		const { data, ...times } = await this.api.get<{
			startedAt: string;
			stoppedAt: string;
			data: string;
		}>(`/executions/${id}`);
		return { ...times, ...(parse(data) as Pick<IRunExecutionData, 'resultData'>) };
	}
}

/** An execution as n8n lists it. */
interface ListedExecution {
	id: string;
	status: string;
	stoppedAt: string | null;
}

/** Rather than its own `start`, for the process whose memory, CPU and event loop are measured. */
async function startMain(
	instance: Instance,
	{ binaryDataMode = 'filesystem', recordsBlocks = false }: Conditions = {},
): Promise<ProcessGroup> {
	await writeFile(instance.logFile, '');
	await writeFile(blocksFile, '');
	const preloads = ['collectGarbage.mts', ...(recordsBlocks ? ['recordBlocks.mts'] : [])];
	return await instance.startProcess(
		'n8n',
		['start'],
		async () => {
			// It is said last. The API answers before, but then n8n still sets up webhooks, and drops new ones.
			return (await readFile(instance.logFile, 'utf8')).includes('Editor is now accessible');
		},
		{
			NODE_OPTIONS: preloads.map((file) => `--import=${preloadUrl(file)}`).join(' '),
			N8N_DEFAULT_BINARY_DATA_MODE: binaryDataMode,
			...(recordsBlocks && { BENCH_BLOCKS_FILE: blocksFile }),
		},
	);
}

function preloadUrl(file: string): string {
	return pathToFileURL(join(__dirname, file)).href;
}

/** The start of every workflow: a webhook, and an item for each entry of what is sent to it. */
function takeItems(path: string): NodeSketch[] {
	return [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
			parameters: {
				path,
				httpMethod: 'POST',
				// The answer tells that the execution has ended, and nothing more.
				responseMode: 'lastNode',
				responseData: 'noData',
			},
		},
		{
			name: 'Split Out',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'body.items' },
		},
	];
}
