import { NodeConnectionTypes, type INodeProperties, type INodeType } from 'n8n-workflow';

/** What n8n adds to the type of a node when it offers it to AI agents. */
export const TOOL_SUFFIX = 'Tool';

/**
 * The twin of a node that n8n offers to AI agents: it runs the same, and its form has a description for the agent
 * besides. Follows `convertNodeToAiTool` in n8n's ai-tools.ts.
 */
export function toolOf(node: INodeType): INodeType {
	const { description } = node;
	// Whatever else the node has, it keeps.
	return Object.create(node, {
		description: {
			value: {
				...description,
				name: `${description.name}${TOOL_SUFFIX}`,
				displayName: `${description.displayName} Tool`,
				inputs: [],
				outputs: [NodeConnectionTypes.AiTool],
				usableAsTool: undefined,
				properties: [...toolFields(description.description), ...description.properties],
			},
		},
	}) as INodeType;
}

function toolFields(description: string): INodeProperties[] {
	return [
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: description,
			required: true,
			displayOptions: { show: { descriptionType: ['manual'] } },
		},
	];
}
