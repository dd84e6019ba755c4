import { parse } from 'flatted';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

import type { WorkflowJson } from '../../../tools/engine/workflowJson';
import { owner } from '../../../tools/n8n/setup';
import { until } from '../../../tools/n8n/until';
import type { N8nLine } from '../../../tools/n8n/versions';
import { eventually } from './eventually';

/** Statuses of an execution that nothing more happens to by itself. */
const ENDED = ['success', 'error', 'canceled', 'crashed'];

/** A workflow that n8n has stored. */
export interface StoredWorkflow extends WorkflowJson {
	id: string;
	versionId: string;
}

/** An execution as the list of executions shows it. */
export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	retryOf?: string | null;
}

/** An execution with its data. */
export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

/** A stored credential, as nodes refer to it. */
export interface CredentialReference {
	id: string;
	name: string;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

/** A package in the list of community nodes. */
export interface CommunityPackage {
	packageName: string;
	installedVersion: string;
	installedNodes: Array<{ name: string; type: string }>;
}

/** What is read of the description of a node or credential type. */
export interface TypeDescription extends IDataObject {
	name: string;
	displayName: string;
}

/** The requests that the editor makes of its server, as the owner of the instance. */
export class N8nApi {
	private constructor(
		/** Of the instance, without a slash at the end. */
		readonly url: string,
		private readonly line: N8nLine,
		private readonly cookie: string,
	) {}

	/** Signs in. */
	static async signIn(url: string, line: N8nLine): Promise<N8nApi> {
		const response = await fetch(`${url}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password }),
		});
		if (!response.ok) throw new Error(`n8n answered ${response.status} to the sign-in`);
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		return new N8nApi(url, line, cookies.join('; '));
	}

	/** Makes a request and gives what n8n answers, unwrapped. */
	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${path}: ${text}`);
		return text === '' ? (undefined as T) : (JSON.parse(text) as { data: T }).data;
	}

	// Types

	async nodeTypes(): Promise<TypeDescription[]> {
		return await this.types('/types/nodes.json');
	}

	async credentialTypes(): Promise<TypeDescription[]> {
		return await this.types('/types/credentials.json');
	}

	/** n8n writes these files anew with each installation, and gives what there is of them meanwhile. */
	private async types(path: string): Promise<TypeDescription[]> {
		let types: TypeDescription[] = [];
		await eventually(async () => {
			types = (await (await this.send('GET', path)).json()) as TypeDescription[];
		});
		return types;
	}

	// Community packages

	async communityPackages(): Promise<CommunityPackage[]> {
		return await this.request('GET', '/rest/community-packages');
	}

	async installPackage(name: string, version: string): Promise<CommunityPackage> {
		return await this.request('POST', '/rest/community-packages', { name, version });
	}

	async updatePackage(name: string, version: string): Promise<CommunityPackage> {
		return await this.request('PATCH', '/rest/community-packages', { name, version });
	}

	async uninstallPackage(name: string): Promise<void> {
		await this.request('DELETE', `/rest/community-packages?name=${encodeURIComponent(name)}`);
	}

	// Credentials

	async createCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<CredentialReference> {
		const credential = { name: `${type} of a test`, type, data };
		const { id, name } = await this.request<CredentialReference>(
			'POST',
			'/rest/credentials',
			credential,
		);
		return { id, name };
	}

	/** Does what the editor does when a credential is saved. */
	async testCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<CredentialTest> {
		const stored = await this.createCredential(type, data);
		return await this.request('POST', '/rest/credentials/test', {
			credentials: { ...stored, type, data },
		});
	}

	// Workflows

	async createWorkflow(workflow: WorkflowJson): Promise<StoredWorkflow> {
		return await this.request('POST', '/rest/workflows', { ...workflow, active: false });
	}

	async findWorkflow(id: string): Promise<StoredWorkflow> {
		return await this.request('GET', `/rest/workflows/${id}`);
	}

	/** Has its triggers listen, so that its webhook starts it. */
	async activate({ id, versionId }: StoredWorkflow): Promise<void> {
		if (this.line === '1') {
			await this.request('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
		} else {
			await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
		}
	}

	/**
	 * Runs a workflow as the button of the editor does, from its first trigger.
	 *
	 * @returns the id of the execution
	 */
	async run(workflow: StoredWorkflow): Promise<string> {
		const trigger = workflow.nodes.find(({ type }) => /trigger/i.test(type));
		if (!trigger) throw new Error(`${workflow.name ?? 'The workflow'} has no trigger`);
		const { executionId } = await this.request<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			{ workflowData: workflow, triggerToStartFrom: { name: trigger.name } },
		);
		return executionId;
	}

	/** Stores a workflow, runs it and waits for its end. */
	async execute(workflow: WorkflowJson, seconds?: number): Promise<Execution> {
		const id = await this.run(await this.createWorkflow(workflow));
		return await this.ended(id, seconds);
	}

	// Executions

	/** The executions of a workflow, the newest first. */
	async executions({ id }: { id: string }): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await this.request<{ results: ExecutionSummary[] }>(
			'GET',
			`/rest/executions?limit=100&filter=${filter}`,
		);
		return results;
	}

	async execution(id: string): Promise<Execution> {
		const execution = await this.request<Execution & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		return { ...execution, data: parse(execution.data) as IRunExecutionData };
	}

	/** Waits for the end of an execution. */
	async ended(id: string, seconds = 90): Promise<Execution> {
		return await until(
			`the end of execution ${id}`,
			async () => {
				const execution = await this.execution(id);
				return ENDED.includes(execution.status) && execution;
			},
			seconds,
		);
	}

	/** The button in the list of executions; answers when the retry has ended. */
	async retry(id: string): Promise<Execution> {
		await this.request('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
		const { workflowId } = await this.execution(id);
		const retry = await until(`the retry of execution ${id}`, async () => {
			const executions = await this.executions({ id: workflowId });
			return executions.find(({ retryOf }) => retryOf === id);
		});
		return await this.ended(retry.id);
	}

	async stop(id: string): Promise<void> {
		await this.request('POST', `/rest/executions/${id}/stop`);
	}

	/** The binary field of an item, downloaded as the editor does. */
	async download({ binary }: INodeExecutionData, property = 'data'): Promise<Buffer> {
		const id = binary?.[property]?.id;
		if (id === undefined) throw new Error(`The item has no stored binary field ${property}`);
		const query = new URLSearchParams({ id, action: 'download' }).toString();
		const response = await this.send('GET', `/rest/binary-data?${query}`);
		if (!response.ok) throw new Error(`n8n answered ${response.status} to a download`);
		return Buffer.from(await response.arrayBuffer());
	}

	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		return await fetch(this.url + path, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? null : JSON.stringify(body),
			signal: AbortSignal.timeout(120_000),
		});
	}
}

/** What a node has output in its last run, by default on its first output. */
export function outputOf({ data }: Execution, node: string, output = 0): INodeExecutionData[] {
	const run = data.resultData.runData[node]?.at(-1);
	if (run?.error) throw run.error;
	return run?.data?.main?.[output] ?? [];
}
