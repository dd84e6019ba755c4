import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { memoryAtRest } from './usage';

/** How an execution went, by n8n's own record of it. */
export interface Run {
	/** From its start to its stop. */
	seconds: number;
	/** By the name of a node: its time in all its runs together, in seconds. */
	nodeSeconds: Record<string, number>;
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
}

const folder = join(keptFolder, 'bench');

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
		const preload = pathToFileURL(join(__dirname, 'collectGarbage.mts')).href;
		const instance = await Instance.create(installation, {
			folder,
			signal,
			env: { NODE_OPTIONS: `--import=${preload}` },
		});
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

	/** Stops n8n and starts it again, with all that was added to it: nothing is left in its memory. */
	async restart(): Promise<void> {
		await this.main.stop();
		this.main = await startMain(this.instance);
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
		return { run: async (items) => await this.run(id, path, items) };
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
		await exchange(`${this.instance.url}/webhook/${path}`, 'POST', { items }).catch(
			(error: unknown) => {
				// Of an execution that failed the record tells more.
				if (!String(error).includes('was answered 500')) throw error;
			},
		);
		const id = await this.finishedExecution(workflowId);
		const run = await this.read(id);
		await this.api.post('/executions/delete', { ids: [id] });
		return run;
	}

	/** n8n answers that a workflow is active some moments before it listens to its webhook. */
	private async published(workflowId: string): Promise<void> {
		await until('the publication of a workflow', async () => {
			const path = `/workflows/${workflowId}/publication-status`;
			const { status } = await this.api.get<{ status: string }>(path);
			return status === 'published';
		});
	}

	private async finishedExecution(workflowId: string): Promise<string> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return await until('the record of an execution', async () => {
			const { results } = await this.api.get<{
				results: Array<{ id: string; stoppedAt: string | null }>;
			}>(`/executions?limit=1&filter=${filter}`);
			const [last] = results;
			return last?.stoppedAt ? last.id : undefined;
		});
	}

	private async read(id: string): Promise<Run> {
		const { startedAt, stoppedAt, status, data } = await this.api.get<{
			startedAt: string;
			stoppedAt: string;
			status: string;
			data: string;
		}>(`/executions/${id}`);
		const { resultData } = parse(data) as IRunExecutionData;
		if (status !== 'success') {
			const { message, description } = resultData.error ?? {};
			const told = [message, description].filter(Boolean).join(': ');
			throw new Error(`An execution in n8n ended with the status ${status}: ${told}`);
		}
		const nodes = Object.entries(resultData.runData);
		return {
			seconds: (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000,
			nodeSeconds: Object.fromEntries(
				nodes.map(([name, runs]) => [
					name,
					runs.reduce((sum, { executionTime }) => sum + executionTime, 0) / 1000,
				]),
			),
			items: Object.fromEntries(
				nodes.map(([name, runs]) => [name, runs.at(-1)?.data?.main?.[0]?.length ?? 0]),
			),
		};
	}
}

/** Rather than its own `start`, for the process whose memory and CPU are measured. */
async function startMain(instance: Instance): Promise<ProcessGroup> {
	await writeFile(instance.logFile, '');
	return await instance.startProcess('n8n', ['start'], async () => {
		// It is said last. The API answers before, but then n8n still sets up webhooks, and drops new ones.
		return (await readFile(instance.logFile, 'utf8')).includes('Editor is now accessible');
	});
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
