import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an agent, a model or MCP calls the node. Agents of version 3 run a tool like every node, and n8n 1 has no
 * `isToolExecution`: only the type tells on all of them. n8n makes it from the node's own.
 */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
