import type { INodeProperties } from 'n8n-workflow';

import type { Provider } from '../models/Model';
import { OUTPUT_FIELD_LABEL } from './parameterNames';

/** The options on how the node works with the provider, whatever the operation; and their defaults. */
export const PROCESS_DEFAULTS = {
	endpoint: 'unified',
	outputBinaryProperty: 'data',
	/** Seconds. */
	pollingInterval: 10,
	/** Seconds. */
	timeout: 1200,
	maxConcurrency: 5,
} as const;

export function processOptions(provider: Provider): INodeProperties[] {
	const {
		endpoint: defaultEndpoint,
		maxConcurrency,
		outputBinaryProperty,
		pollingInterval,
		timeout,
	} = PROCESS_DEFAULTS;
	const endpoint: INodeProperties = {
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'options',
		options: [
			{
				name: 'Legacy',
				value: 'legacy',
				description: 'The older one, for Alibaba models: /v2/generate/video/alibaba/generation',
			},
			{
				name: 'Unified',
				value: 'unified',
				description: 'For all video models: /v2/video/generations',
			},
		],
		default: defaultEndpoint,
		description: 'Which of the two addresses of AI/ML API to use, to create and to fetch',
	};
	return [
		...(provider === 'aimlApi' ? [endpoint] : []),
		{
			displayName: 'Max Concurrency',
			name: 'maxConcurrency',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: maxConcurrency,
			description:
				'How many items are worked on at the same time. Your plan with the provider may allow fewer.',
		},
		{
			displayName: OUTPUT_FIELD_LABEL,
			name: 'outputBinaryProperty',
			type: 'string',
			default: outputBinaryProperty,
			placeholder: 'e.g. data',
			hint: "The name of the output field to put the video's file data in",
		},
		{
			displayName: 'Polling Interval',
			name: 'pollingInterval',
			type: 'number',
			typeOptions: { minValue: 0.1, numberPrecision: 1 },
			default: pollingInterval,
			description:
				'Longest pause in seconds between two looks at a generation. The first looks follow each other faster.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: timeout,
			description:
				'How many seconds to wait for a video. After that the node fails, and a retry or Fetch goes on waiting.',
		},
	];
}
