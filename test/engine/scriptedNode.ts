import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** A node type whose work a test writes down in place. */
export function scriptedNode(
	execute: (node: IExecuteFunctions) => INodeExecutionData[] | Promise<INodeExecutionData[]>,
	description: Partial<INodeTypeDescription> = {},
): INodeType {
	return {
		description: {
			displayName: 'Scripted',
			name: 'scripted',
			group: ['transform'],
			version: 1,
			description: 'What a test says',
			defaults: { name: 'Scripted' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
			...description,
		},
		async execute() {
			return [await execute(this)];
		},
	};
}
