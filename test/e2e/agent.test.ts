import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IConnections } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { chain, type NodeSketch, type WorkflowJson } from '../../tools/engine/workflowJson';
import { n8nLines } from '../../tools/n8n/versions';
import { type CredentialReference, type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { type ScriptedModel, startScriptedModel } from './support/scriptedModel';
import { Started } from './support/Started';
import {
	connectTo,
	orderedPrompts,
	type Credentials,
	PROVIDERS,
	type Provider,
	START,
	WAN_VIDEO,
	wanVideo,
} from './support/workflow';

describe.each(n8nLines)('In n8n %s', (line) => {
	const started = new Started();
	let sandbox: Sandbox;
	let model: ScriptedModel;
	let api: N8nApi;
	let credentials: Credentials;
	let openAi: CredentialReference;

	beforeAll(async () => {
		sandbox = await startSandbox({ seconds: 1, strict: true });
		started.atEnd(() => sandbox.close());
		// It calls the tool it is offered, and then reports what the tool has told.
		model = await startScriptedModel(started, ({ messages, tools = [] }) => {
			const told = messages.findLast(({ role }) => role === 'tool');
			return told
				? { say: `Here it is: ${told.content ?? ''}` }
				: { call: tools[0]?.function.name ?? '', arguments: { Prompt: 'A whale at dawn' } };
		});
		({ api } = await startN8n(started, { name: `agent-${line}`, line }));
		credentials = await connectTo(api, sandbox.url);
		openAi = await api.createCredential('openAiApi', { apiKey: 'any', url: model.url });
	});

	afterAll(async () => {
		await started.end();
	});

	/** An agent that has the model and, as its only tool, Wan Video. */
	function agentWorkflow(provider: Provider): WorkflowJson {
		const agent: NodeSketch = {
			name: 'Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3,
			parameters: { promptType: 'define', text: 'Make me a video of a whale', options: {} },
		};
		const chatModel: NodeSketch = {
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
			credentials: { openAiApi: openAi },
		};
		const tool = wanVideo(
			credentials,
			{
				provider,
				// What the button beside a field puts there.
				prompt:
					"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Prompt', `What is to be seen`, 'string') }}",
			},
			{ name: 'Wan Video', type: `${WAN_VIDEO}Tool` },
		);
		const connections: IConnections = {
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			'Wan Video': { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		};
		const workflow = chain([START, agent]);
		const { nodes } = chain([START, agent, chatModel, tool]);
		return { ...workflow, nodes, connections: { ...workflow.connections, ...connections } };
	}

	it.each(PROVIDERS)('is a tool that an agent makes a video with, by %s', async (provider) => {
		sandbox.forget();
		model.asked.length = 0;
		const execution = await api.execute(agentWorkflow(provider));
		const [item] = outputOf(execution, 'Agent');

		expect(orderedPrompts(sandbox)).toEqual(['A whale at dawn']);
		const [offered] = model.asked[0]?.tools ?? [];
		expect(offered?.function.description).toContain('Generate video from text');
		expect(JSON.stringify(offered?.function.parameters)).toContain('What is to be seen');

		const url = /https?:[^"\s\\]+\.mp4[^"\s\\]*/.exec(item?.json.output as string)?.[0];
		expect(url).toBeDefined();
		const video = await fetch(url ?? '');
		expect(video.headers.get('content-type')).toBe('video/mp4');
		expect(model.asked).toHaveLength(2);

		// As a tool, the node downloads nothing by itself: an agent is given text.
		const runs = execution.data.resultData.runData['Wan Video'];
		expect(runs).toHaveLength(1);
		expect(JSON.stringify(runs)).toContain(url);
		expect(JSON.stringify(runs)).not.toContain('"binary"');
	});
});
