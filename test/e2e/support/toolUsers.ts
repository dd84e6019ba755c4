import type { IConnections } from 'n8n-workflow';

import { chain, type NodeSketch, type WorkflowJson } from '../../../tools/engine/workflowJson';
import type { CredentialReference, Execution, N8nApi } from './N8nApi';
import { type McpAnswer, McpClient } from './McpClient';
import { type ScriptedModel, startScriptedModel } from './scriptedModel';
import type { Started } from './Started';
import { START } from './workflow';

/** How a tool is called. */
export interface Calls {
	/** As often as this, with the same arguments: default once. */
	times?: number;
	/** Whether the model asks for all of them in one answer, rather than for one after the other. */
	atOnce?: boolean;
}

/** What has come of calling a tool. */
export interface Told {
	/** What the caller was told, call by call. Of a failure, agents of versions 1 and 2 tell the model nothing: ''. */
	answers: string[];
	/** The errors that can be read: by the caller, or by the user in the execution. */
	errors: string[];
}

/** Something in n8n that nodes can be the tools of. */
export interface ToolUser {
	/**
	 * Has the tool called with the prompt {@link PROMPT}.
	 *
	 * @param tool a node named {@link TOOL}
	 */
	use(tool: NodeSketch, calls?: Calls): Promise<Told>;
}

/** What the name of a node must be, to be used as a tool. */
export const TOOL = 'Wan Video';

/** What the tool is called with. */
export const PROMPT = 'A whale at dawn';

/** What n8n's button beside a field puts there: the caller of the tool is to fill it in. */
export const FROM_CALLER =
	"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Prompt', `What is to be seen`, 'string') }}";

/** By the way in which they run a tool. */
export const TOOL_USERS = [
	'the MCP trigger',
	'an agent of version 1',
	'an agent of version 2',
	'an agent of version 3',
	'a message node',
] as const;

export type ToolUserName = (typeof TOOL_USERS)[number];

/** Prepares everything in an n8n that uses tools. */
export async function startToolUsers(
	started: Started,
	api: N8nApi,
): Promise<Record<ToolUserName, ToolUser>> {
	let wish: Required<Calls> = { times: 1, atOnce: false };
	const model = await startScriptedModel(started, ({ messages, tools = [] }) => {
		const told = messages.filter(({ role }) => role === 'tool').length;
		if (told >= wish.times) return { say: 'That is all.' };
		const call = tools[0]?.function.name ?? '';
		return { call, arguments: { Prompt: PROMPT }, times: wish.atOnce ? wish.times : 1 };
	});
	const openAi = await api.createCredential('openAiApi', { apiKey: 'any', url: model.url });

	const byModel = (workflow: (tool: NodeSketch) => WorkflowJson): ToolUser => ({
		async use(tool, { times = 1, atOnce = false } = {}) {
			wish = { times, atOnce };
			model.asked.length = 0;
			return told(await api.execute(workflow(tool)), model);
		},
	});
	const byAgent = (typeVersion: number): ToolUser =>
		byModel((tool) => agentWorkflow(typeVersion, openAi, tool));
	return {
		'the MCP trigger': mcpTrigger(api),
		'an agent of version 1': byAgent(1.9),
		'an agent of version 2': byAgent(2.2),
		'an agent of version 3': byAgent(3),
		'a message node': byModel((tool) => messageWorkflow(openAi, tool)),
	};
}

function told({ data }: Execution, { asked }: ScriptedModel): Told {
	const messages = asked.at(-1)?.messages.filter(({ role }) => role === 'tool') ?? [];
	const { runData, error } = data.resultData;
	const failures = [...(runData[TOOL] ?? []).map((run) => run.error), error];
	return {
		answers: messages.map(({ content }) => content ?? ''),
		errors: failures.flatMap((failure) => failure?.message ?? []),
	};
}

function agentWorkflow(
	typeVersion: number,
	openAi: CredentialReference,
	tool: NodeSketch,
): WorkflowJson {
	const agent: NodeSketch = {
		name: 'Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion,
		parameters: {
			promptType: 'define',
			text: 'Make me a video of a whale',
			options: {},
			...(typeVersion < 2 && { agent: 'toolsAgent' }),
		},
	};
	const chatModel: NodeSketch = {
		name: 'Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		credentials: { openAiApi: openAi },
	};
	return withHelpers([START, agent], [chatModel, tool], {
		[chatModel.name]: { ai_languageModel: [[to('Agent', 'ai_languageModel')]] },
		[tool.name]: { ai_tool: [[to('Agent', 'ai_tool')]] },
	});
}

function messageWorkflow(openAi: CredentialReference, tool: NodeSketch): WorkflowJson {
	const message: NodeSketch = {
		name: 'Message',
		type: '@n8n/n8n-nodes-langchain.openAi',
		typeVersion: 1.8,
		parameters: {
			resource: 'text',
			operation: 'message',
			modelId: { __rl: true, mode: 'id', value: 'scripted' },
			messages: { values: [{ content: 'Make me a video of a whale' }] },
			options: {},
		},
		credentials: { openAiApi: openAi },
	};
	return withHelpers([START, message], [tool], {
		[tool.name]: { ai_tool: [[to('Message', 'ai_tool')]] },
	});
}

function mcpTrigger(api: N8nApi): ToolUser {
	let servers = 0;
	return {
		async use(tool, { times = 1, atOnce = false } = {}) {
			const path = `tools-${(servers += 1)}`;
			const trigger: NodeSketch = {
				name: 'MCP Server',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				webhookId: path,
				parameters: { path, authentication: 'none' },
			};
			const stored = await api.createWorkflow(
				withHelpers([trigger], [tool], {
					[tool.name]: { ai_tool: [[to('MCP Server', 'ai_tool')]] },
				}),
			);
			await api.activate(stored);
			const client = await McpClient.connect(`${api.url}/mcp/${path}`);
			const [offered] = await client.tools();
			const call = async () => await client.call(offered?.name ?? '', { Prompt: PROMPT });
			const answers: McpAnswer[] = [];
			if (atOnce) answers.push(...(await Promise.all(Array.from({ length: times }, call))));
			else while (answers.length < times) answers.push(await call());
			return {
				answers: answers.map(({ text }) => text),
				errors: answers.filter(({ isError }) => isError).map(({ text }) => text),
			};
		},
	};
}

/** A row of nodes, and others that help them. */
function withHelpers(
	row: NodeSketch[],
	helpers: NodeSketch[],
	connections: IConnections,
): WorkflowJson {
	const workflow = chain(row);
	const { nodes } = chain([...row, ...helpers]);
	return { ...workflow, nodes, connections: { ...workflow.connections, ...connections } };
}

const to = (node: string, type: 'ai_languageModel' | 'ai_tool') => ({ node, type, index: 0 });
