import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/**
 * Stand-in for *Loop Over Items (Split in Batches)*: its second output gives the next items each time the loop comes
 * back, its first one all that came back once there are none left.
 */
export class LoopOverItems implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Loop Over Items (Split in Batches)',
		name: 'splitInBatches',
		group: ['organization'],
		version: 3,
		description: 'Split data into batches and iterate over each batch',
		defaults: { name: 'Loop Over Items' },
		inputs: ['main'],
		outputs: ['main', 'main'],
		outputNames: ['done', 'loop'],
		properties: [{ displayName: 'Batch Size', name: 'batchSize', type: 'number', default: 1 }],
	};

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const context = this.getContext('node') as unknown as {
			left?: INodeExecutionData[];
			done: INodeExecutionData[];
		};
		const items = this.getInputData();
		if (context.left) {
			context.done.push(...items);
		} else {
			context.left = [...items];
			context.done = [];
		}
		const next = context.left.splice(0, this.getNodeParameter('batchSize', 0) as number);
		return Promise.resolve(next.length > 0 ? [[], next] : [context.done, []]);
	}
}
