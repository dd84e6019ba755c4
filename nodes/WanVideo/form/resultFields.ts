import type { INodeProperties } from 'n8n-workflow';

// The condition on the tool comes first: n8n takes the first one on an expression as met and looks at no other, so
// behind Wait for Completion it would count for nothing.
const downloadVideo: INodeProperties[] = [
	{
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description:
			'Whether to output the video as a binary file, besides its URL. URLs of videos expire.',
		displayOptions: { show: { '@tool': [false], waitForCompletion: [true] } },
	},
	{
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description:
			'Whether to output the video as a binary file, besides its URL, if it is completed. URLs of videos expire.',
		displayOptions: {
			show: { '@tool': [false], operation: ['fetch'], waitForCompletion: [false] },
		},
	},
];

/** The same for a tool, but off: an agent is given text, so the file would be downloaded for nobody. */
const downloadVideoAsTool = downloadVideo.map((field): INodeProperties => ({
	...field,
	default: false,
	description: `${field.description} An agent is given the URL only.`,
	displayOptions: { show: { ...field.displayOptions?.show, '@tool': [true] } },
}));

/** What happens with the result. */
export const resultFields: INodeProperties[] = [
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the video is there, usually 1 to 10 minutes. Otherwise the node outputs the ID and the status at once, for the Fetch operation.',
	},
	...downloadVideo,
	...downloadVideoAsTool,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
];
