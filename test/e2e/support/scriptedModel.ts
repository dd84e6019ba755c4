import type { IDataObject } from 'n8n-workflow';

import { startServer, type TestAnswer } from '../../support/servers';
import type { Started } from './Started';

/** A message of a chat, as OpenAI's API puts it. */
export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null;
}

/** What the model is asked: the chat so far, and the tools it may call. */
export interface ChatRequest {
	messages: ChatMessage[];
	/** Whether the answer is to come in pieces. */
	stream?: boolean;
	tools?: Array<{ function: { name: string; description?: string; parameters: IDataObject } }>;
}

/** What the model answers: words, or the call of a tool, or the same call several times at once. */
export type ChatAnswer = { say: string } | { call: string; arguments: IDataObject; times?: number };

/** A chat model without a mind of its own, behind an API like OpenAI's. */
export interface ScriptedModel {
	/** The base URL for n8n's credential. */
	url: string;
	/** What it was asked, in order. */
	asked: ChatRequest[];
}

/** Starts a model that answers by a script. */
export async function startScriptedModel(
	started: Started,
	answer: (request: ChatRequest) => ChatAnswer,
): Promise<ScriptedModel> {
	const asked: ChatRequest[] = [];
	const server = await startServer(({ body, path }) => {
		if (!path.endsWith('/chat/completions')) return { status: 404 };
		const request = body as ChatRequest;
		asked.push(request);
		const message = messageOf(asked.length, answer(request));
		return request.stream ? inPieces(message) : { body: completion('message', message) };
	});
	started.atEnd(() => server.close());
	return { url: `${server.url}/v1`, asked };
}

function messageOf(number: number, answer: ChatAnswer): IDataObject {
	if ('say' in answer) return { role: 'assistant', content: answer.say };
	const calls = Array.from({ length: answer.times ?? 1 }, (_, index) => ({
		index,
		id: `call-${number}-${index}`,
		type: 'function',
		function: { name: answer.call, arguments: JSON.stringify(answer.arguments) },
	}));
	return { role: 'assistant', content: null, tool_calls: calls };
}

/** @param part what the message is called: `message`, or `delta` in an answer that comes in pieces */
function completion(part: 'message' | 'delta', message: IDataObject): IDataObject {
	const reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
	return {
		id: 'completion',
		object: part === 'message' ? 'chat.completion' : 'chat.completion.chunk',
		created: Math.floor(Date.now() / 1000),
		model: 'scripted',
		choices: [{ index: 0, [part]: message, finish_reason: reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** All in a single piece, as server-sent events. */
function inPieces(message: IDataObject): TestAnswer {
	return {
		headers: { 'content-type': 'text/event-stream' },
		body: `data: ${JSON.stringify(completion('delta', message))}\n\ndata: [DONE]\n\n`,
	};
}
