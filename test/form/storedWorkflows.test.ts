import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { description, formValues, toolDescription } from '../support/form';
import {
	AT_DEFAULTS,
	EXAMPLES,
	OTHER_MODELS,
	RESULT,
	type Stored,
	WITH_OPTIONS,
} from './firstForm';

/** What a workflow's node is run with: the model as its id, however the form holds it. */
function valuesOf({ parameters }: Stored): INodeParameters {
	const form = 'toolDescription' in parameters ? toolDescription : description;
	const values = formValues(parameters, form);
	const { model } = values;
	const isLocator = typeof model === 'object' && model !== null && 'value' in model;
	return isLocator ? { ...values, model: model.value } : values;
}

describe.each([
	['an example of 0.1.0', EXAMPLES],
	['a workflow of 0.1.0 at the defaults', AT_DEFAULTS],
	['a workflow of 0.1.0 with options', WITH_OPTIONS],
])('%s', (_, workflows) => {
	it.each(workflows)('keeps its values and gets no others: $name', (stored) => {
		const { parameters, defaults } = stored;
		expect(valuesOf(stored)).toEqual({
			prompt: parameters.operation === 'fetch' ? undefined : '',
			...RESULT,
			// Nothing is there to download yet.
			...(parameters.waitForCompletion === false && { downloadVideo: undefined }),
			provider: 'aimlApi',
			operation: 'textToVideo',
			resource: 'video',
			...defaults,
			...parameters,
		});
	});
});

describe('a workflow of 0.1.0 with a model that is not in the list', () => {
	it.each(OTHER_MODELS)('keeps its values, and what is new is not set: $name', (stored) => {
		const { parameters, defaults } = stored;
		const values = valuesOf(stored);
		expect(values).toMatchObject({ ...RESULT, ...defaults, ...parameters });
		const known = { provider: '', operation: '', resource: '', prompt: '', ...RESULT };
		const added = Object.entries(values).filter(
			([name]) => !(name in { ...known, ...defaults, ...parameters }),
		);
		// Where a file comes from says nothing while there is none.
		expect(added.filter(([name, value]) => value !== '' && !name.endsWith('Source'))).toEqual([]);
	});
});

it('every example workflow has its node’s values among those of the form', () => {
	const folder = join(__dirname, '..', '..', 'workflows');
	const files = EXAMPLES.map(({ name }) => name.replace(/,.*/, ''));
	const lost = [...new Set(files)].flatMap((file) => {
		const workflow = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
			nodes: Array<{ type: string; name: string; parameters: INodeParameters }>;
		};
		return workflow.nodes
			.filter(({ type }) => type.includes('.wanVideo'))
			.flatMap(({ type, name, parameters }) => {
				const form = type.endsWith('Tool') ? toolDescription : description;
				const values = formValues(parameters, form);
				return Object.keys(parameters)
					.filter((key) => JSON.stringify(values[key]) !== JSON.stringify(parameters[key]))
					.map((key) => `${file}, ${name}: ${key}`);
			});
	});
	expect(lost).toEqual([]);
});
