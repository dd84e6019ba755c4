import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** Stand-in for *Convert to File*, its operation *Move Base64 String to File*. */
export class ConvertToFile implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Convert to File',
		name: 'convertToFile',
		group: ['input'],
		version: [1, 1.1],
		description: 'Convert JSON data to binary data',
		defaults: { name: 'Convert to File' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				options: [{ name: 'Move Base64 String to File', value: 'toBinary' }],
				default: 'toBinary',
			},
			{
				displayName: 'Base64 Input Field',
				name: 'sourceProperty',
				type: 'string',
				default: '',
				required: true,
			},
			{
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				default: 'data',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [
					{ displayName: 'File Name', name: 'fileName', type: 'string', default: '' },
					{ displayName: 'MIME Type', name: 'mimeType', type: 'string', default: '' },
				],
			},
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map(async ({ json }, item): Promise<INodeExecutionData> => {
			const base64 = json[this.getNodeParameter('sourceProperty', item) as string];
			if (typeof base64 !== 'string') {
				throw new NodeOperationError(this.getNode(), 'The field holds no Base64 string', {
					itemIndex: item,
				});
			}
			const { fileName, mimeType } = this.getNodeParameter('options', item);
			const file = await this.helpers.prepareBinaryData(
				Buffer.from(base64, 'base64'),
				fileName as string | undefined,
				mimeType as string | undefined,
			);
			return {
				json: {},
				binary: { [this.getNodeParameter('binaryPropertyName', item)]: file },
				pairedItem: { item },
			};
		});
		return [await Promise.all(items)];
	}
}
