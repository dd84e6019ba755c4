import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** Stand-in for *Edit Fields (Set)* in its manual mode: puts out the assigned fields, with top-level names only. */
export class EditFields implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Edit Fields (Set)',
		name: 'set',
		group: ['input'],
		version: [3, 3.1, 3.2, 3.3, 3.4],
		description: 'Modify, add, or remove item fields',
		defaults: { name: 'Edit Fields' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
			{
				displayName: 'Include Other Input Fields',
				name: 'includeOtherFields',
				type: 'boolean',
				default: false,
			},
		],
	};

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map((item, index): INodeExecutionData => {
			const assigned = this.getNodeParameter('assignments.assignments', index, []) as Array<{
				name: string;
				value: IDataObject[string];
			}>;
			return {
				json: {
					...(this.getNodeParameter('includeOtherFields', index) === true && item.json),
					...Object.fromEntries(assigned.map(({ name, value }) => [name, value])),
				},
				pairedItem: { item: index },
			};
		});
		return Promise.resolve([items]);
	}
}
