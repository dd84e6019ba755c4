import type { INodeProperties } from 'n8n-workflow';

import type { Provider } from '../providers/Provider';
import { OUTPUT_FIELD_LABEL } from './parameterNames';

/** The options on how the node works with the provider, whatever the operation; and their defaults. */
export const PROCESS_DEFAULTS = {
	outputBinaryProperty: 'data',
	/** Seconds. */
	pollingInterval: 10,
	/** Seconds. */
	timeout: 1200,
	maxConcurrency: 5,
} as const;

const { maxConcurrency, outputBinaryProperty, pollingInterval, timeout } = PROCESS_DEFAULTS;

export function processOptions(providers: readonly Provider[]): INodeProperties[] {
	return [
		...providers.flatMap(endpointOption),
		...cancelOption(providers),
		...callbackOption(providers),
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

/** None where a provider has one address only. */
function endpointOption({ endpoints = [], label, name: provider }: Provider): INodeProperties[] {
	const [usual] = endpoints.map(({ value }) => value);
	if (usual === undefined) return [];
	return [
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'options',
			options: endpoints
				.map(({ name, value, description }) => ({ name, value, description }))
				.sort((a, b) => a.name.localeCompare(b.name, 'en')),
			default: usual,
			description: `Which of the addresses of ${label} to use, to create and to fetch`,
			displayOptions: { show: { '/provider': [provider] } },
		},
	];
}

/** For providers that can: there what has not begun yet can be canceled. */
function cancelOption(providers: readonly Provider[]): INodeProperties[] {
	const able = providers.filter(({ api }) => 'cancel' in api);
	if (able.length === 0) return [];
	return [
		{
			displayName: 'Cancel on Stop',
			name: 'cancelOnStop',
			type: 'boolean',
			default: false,
			description:
				'Whether to cancel generations at the provider when the execution is stopped, by you or by its timeout. What has begun already goes on, and is charged.',
			displayOptions: {
				show: { '/provider': able.map(({ name }) => name), '/waitForCompletion': [true] },
				hide: { '/operation': ['fetch'] },
			},
		},
	];
}

/** For providers that report a generation's end: then nothing in n8n need wait for it. */
function callbackOption(providers: readonly Provider[]): INodeProperties[] {
	const able = providers.filter(({ api }) => api.callsBack);
	if (able.length === 0) return [];
	return [
		{
			displayName: 'Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $execution.resumeUrl }}',
			description:
				"Where the provider reports the generation's end. With {{ $execution.resumeUrl }} that wakes a Wait node that follows this one.",
			displayOptions: {
				show: { '/provider': able.map(({ name }) => name), '/waitForCompletion': [false] },
				hide: { '/operation': ['fetch'] },
			},
		},
	];
}
