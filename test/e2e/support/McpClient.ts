import type { IDataObject } from 'n8n-workflow';

import { until } from '../../../tools/n8n/until';

/** A tool as an MCP server offers it. */
export interface McpTool {
	name: string;
	description?: string;
	inputSchema: IDataObject;
}

/** What a call of a tool has come to. */
export interface McpAnswer {
	text: string;
	isError: boolean;
}

/** The version of the Model Context Protocol that is spoken. */
const PROTOCOL_VERSION = '2025-03-26';

/** A client of an MCP server, as far as it takes to call tools, over the protocol's "Streamable HTTP". */
export class McpClient {
	private requests = 0;

	private constructor(
		private readonly url: string,
		private readonly sessionId: string,
	) {}

	/** Opens a session as soon as the server is there: n8n listens some moments after it has activated a workflow. */
	static async connect(url: string): Promise<McpClient> {
		const response = await until(`the MCP server at ${url}`, async () => {
			const answer = await send(url, undefined, {
				id: 'hello',
				method: 'initialize',
				params: {
					protocolVersion: PROTOCOL_VERSION,
					capabilities: {},
					clientInfo: { name: 'A test', version: '1.0.0' },
				},
			});
			return answer.ok && answer;
		});
		await response.text();
		const sessionId = response.headers.get('mcp-session-id') ?? '';
		await send(url, sessionId, { method: 'notifications/initialized' });
		return new McpClient(url, sessionId);
	}

	async tools(): Promise<McpTool[]> {
		const { tools } = await this.ask<{ tools: McpTool[] }>('tools/list', {});
		return tools;
	}

	async call(name: string, toolArguments: IDataObject): Promise<McpAnswer> {
		const { content, isError = false } = await this.ask<{
			content: Array<{ text: string }>;
			isError?: boolean;
		}>('tools/call', { name, arguments: toolArguments });
		return { text: content.map(({ text }) => text).join('\n'), isError };
	}

	private async ask<T>(method: string, params: IDataObject): Promise<T> {
		const id = `request-${(this.requests += 1)}`;
		const response = await send(this.url, this.sessionId, { id, method, params });
		const text = await response.text();
		if (!response.ok) throw new Error(`The MCP server answered ${response.status}: ${text}`);
		const { result } = messages(text).find((message) => message.id === id) ?? {};
		if (result === undefined) throw new Error(`The MCP server gave no result: ${text}`);
		return result as T;
	}
}

interface Message {
	id?: string;
	result?: unknown;
}

/** An answer is a message, or a stream of events with a message each. */
function messages(text: string): Message[] {
	if (text.startsWith('{')) return [JSON.parse(text) as Message];
	return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data) as Message);
}

async function send(
	url: string,
	sessionId: string | undefined,
	message: IDataObject,
): Promise<Response> {
	return await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			accept: 'application/json, text/event-stream',
			'mcp-protocol-version': PROTOCOL_VERSION,
			...(sessionId !== undefined && { 'mcp-session-id': sessionId }),
		},
		body: JSON.stringify({ jsonrpc: '2.0', ...message }),
		signal: AbortSignal.timeout(120_000),
	});
}
