import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/**
 * Stand-in for *On form submission*: hands on what the execution was started with, as if somebody had sent that.
 */
export class FormTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'n8n Form Trigger',
		name: 'formTrigger',
		group: ['trigger'],
		version: [2.3],
		description: 'Generate webforms in n8n and pass their responses to the workflow',
		defaults: { name: 'On form submission' },
		inputs: [],
		outputs: ['main'],
		properties: [
			{ displayName: 'Form Title', name: 'formTitle', type: 'string', default: '', required: true },
		],
	};

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return Promise.resolve([this.getInputData()]);
	}
}

/**
 * Stand-in for *Form*. Nobody looks at its pages here, so it waits for no one: its input goes on. A workflow that needs
 * what somebody enters on a page has that pinned to the node.
 */
export class Form implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'n8n Form',
		name: 'form',
		group: ['input'],
		version: [2.3],
		description: 'Generate webforms in n8n and pass their responses to the workflow',
		defaults: { name: 'Form' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{
				displayName: 'Page Type',
				name: 'operation',
				type: 'options',
				options: [
					{ name: 'Next Form Page', value: 'page' },
					{ name: 'Form Ending', value: 'completion' },
				],
				default: 'page',
			},
			{
				displayName: 'Form Fields',
				name: 'jsonOutput',
				type: 'json',
				default: '[]',
				displayOptions: { show: { operation: ['page'] } },
			},
			{
				displayName: 'Text',
				name: 'responseText',
				type: 'string',
				default: '',
				displayOptions: { show: { operation: ['completion'] } },
			},
		],
	};

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return Promise.resolve([this.getInputData()]);
	}
}
