import {
	jsonParse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** A field to set, as the editor stores it. */
interface Assignment {
	name: string;
	type?: string;
	value: IDataObject[string];
}

/**
 * Stand-in for *Edit Fields (Set)* in its manual mode: puts out the assigned fields, with top-level names only. Like the
 * real one it keeps files together with the other fields.
 */
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
			const assigned = this.getNodeParameter('assignments.assignments', index, []) as Assignment[];
			const keepsOthers = this.getNodeParameter('includeOtherFields', index) === true;
			return {
				json: {
					...(keepsOthers && item.json),
					...Object.fromEntries(assigned.map((one) => [one.name, valueOf(one)])),
				},
				...(keepsOthers && item.binary && { binary: item.binary }),
				pairedItem: { item: index },
			};
		});
		return Promise.resolve([items]);
	}
}

/** Lists are stored as JSON unless an expression gives them. */
function valueOf({ type, value }: Assignment): IDataObject[string] {
	return type === 'array' && typeof value === 'string' ? jsonParse(value) : value;
}
