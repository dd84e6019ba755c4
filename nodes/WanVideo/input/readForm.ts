import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { OUTPUT_FIELD_LABEL } from '../form/parameterNames';
import { PROCESS_DEFAULTS } from '../form/processOptions';
import { isTool } from '../generation/isTool';
import { isHttpUrl } from '../models/httpUrl';
import { onOrOff } from '../models/onOff';
import { Problem } from '../problem';
import type { Connection } from '../providers/Connection';
import type { Endpoint } from '../providers/ProviderApi';

/** Values of the Options collection, as the form or an expression gave them. */
export type FormOptions = INodeParameters;

/** How the node works with the provider. Times in seconds. */
export interface Process {
	/** See `Provider.endpoints`. */
	endpoint?: string;
	/** Of `Provider.regions`: the credential's, where that is known. */
	region?: string;
	outputBinaryProperty: string;
	pollingInterval: number;
	timeout: number;
	/** Whether to cancel at the provider what has not begun when the execution is stopped. */
	cancelOnStop: boolean;
	/** Where the provider is to report the end, if anywhere. */
	callbackUrl?: string;
}

/** What happens with the result. */
export interface ResultChoice {
	wait: boolean;
	download: boolean;
	simplify: boolean;
}

export function readOptions(context: IExecuteFunctions, itemIndex: number): FormOptions {
	return context.getNodeParameter('options', itemIndex, {}) as FormOptions;
}

/** @throws Problem `invalidInput` at the first value out of its range */
export function readProcess(
	options: FormOptions,
	{ provider: { endpoints }, region }: Pick<Connection, 'provider' | 'region'>,
): Process {
	// An option whose expression gives nothing is as good as one that was not added.
	const outputBinaryProperty =
		options.outputBinaryProperty ?? PROCESS_DEFAULTS.outputBinaryProperty;
	if (typeof outputBinaryProperty !== 'string' || outputBinaryProperty === '') {
		throw invalid(`${OUTPUT_FIELD_LABEL} is empty`);
	}
	return {
		endpoint: endpoints && readEndpoint(options, endpoints),
		region,
		outputBinaryProperty,
		pollingInterval: readNumber(options, 'pollingInterval', 'Polling Interval', 0.1),
		timeout: readNumber(options, 'timeout', 'Timeout', 1),
		cancelOnStop: readSwitch(options.cancelOnStop ?? false, 'Cancel on Stop'),
		callbackUrl: readCallbackUrl(options),
	};
}

function readEndpoint(options: FormOptions, endpoints: readonly Endpoint[]): string | undefined {
	const given = options.endpoint ?? endpoints[0]?.value;
	const chosen = endpoints.find(({ value }) => value === given);
	if (chosen) return chosen.value;
	const values = endpoints.map(({ value }) => JSON.stringify(value)).join(' or ');
	throw invalid(`Endpoint must be ${values}, but it is ${JSON.stringify(given)}`);
}

/** @throws Problem `invalidInput` when it is no whole number from 1 */
export function readMaxConcurrency(options: FormOptions): number {
	const value = readNumber(options, 'maxConcurrency', 'Max Concurrency', 1);
	if (!Number.isInteger(value))
		throw invalid(`Max Concurrency must be a whole number, not ${value}`);
	return value;
}

/** @throws Problem `invalidInput` when a switch is neither on nor off */
export function readResultChoice(context: IExecuteFunctions, itemIndex: number): ResultChoice {
	const isOn = (name: string, label: string, preset = true): boolean =>
		readSwitch(context.getNodeParameter(name, itemIndex, preset) ?? preset, label);
	return {
		wait: isOn('waitForCompletion', 'Wait for Completion'),
		// As in the form: an agent is given text.
		download: isOn('downloadVideo', 'Download Video', !isTool(context)),
		simplify: isOn('simplify', 'Simplify'),
	};
}

function readCallbackUrl({ callbackUrl = '' }: FormOptions): string | undefined {
	const url = typeof callbackUrl === 'string' ? callbackUrl.trim() : '';
	if (url === '' && (callbackUrl === '' || callbackUrl === null)) return undefined;
	if (isHttpUrl(url)) return url;
	throw invalid(`Callback URL is no web address: ${JSON.stringify(callbackUrl).slice(0, 60)}`);
}

function readSwitch(value: unknown, label: string): boolean {
	const read = onOrOff(value);
	if (read !== undefined) return read;
	throw invalid(`${label} must be on or off (true or false), but it is ${JSON.stringify(value)}`);
}

function readNumber(
	options: FormOptions,
	name: 'pollingInterval' | 'timeout' | 'maxConcurrency',
	label: string,
	minimum: number,
): number {
	const given = options[name] ?? PROCESS_DEFAULTS[name];
	const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof value !== 'number' || !Number.isFinite(value) || value < minimum) {
		throw invalid(`${label} must be a number from ${minimum}, but it is ${JSON.stringify(given)}`);
	}
	return value;
}

function invalid(message: string): Problem {
	return new Problem('invalidInput', message);
}
