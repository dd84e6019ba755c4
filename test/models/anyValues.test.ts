import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SETTING_LABELS } from '../../nodes/WanVideo/models/labels';
import type { Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import type { Settings } from '../../nodes/WanVideo/models/requestFields';
import { Problem } from '../../nodes/WanVideo/problem';
import { allowedValue, anyValue } from '../support/arbitraries';
import { contractBodies, contractObjections } from '../support/contracts';
import { providerNamed } from '../support/providers';
import { problemOf, requestFor } from '../support/requests';
import { allowedSettings, requiredSettings, spoiltSettings } from '../support/settingArbitraries';
import { type TestedUse, USES } from '../support/uses';

const RUNS = { numRuns: 40 };
const ALL_SETTINGS = Object.keys(SETTING_LABELS) as Setting[];

async function objections(
	use: TestedUse,
	settings: Settings,
	endpoint?: string,
): Promise<string[]> {
	return await contractObjections(use.provider, requestFor(use, settings, { endpoint }));
}

describe.each(USES)('$id for $operation on $provider', (use) => {
	const { model } = use;

	it('takes whatever the form allows', async () => {
		await fc.assert(
			fc.asyncProperty(allowedSettings(use), async (settings) => {
				expect(await objections(use, settings)).toEqual([]);
			}),
			RUNS,
		);
	});

	it('turns away what it does not offer, before anything is sent', () => {
		fc.assert(
			fc.property(spoiltSettings(use), (settings) => {
				const problem = problemOf(use, settings);
				expect(problem).toBeInstanceOf(Problem);
				expect(problem).toMatchObject({ kind: 'invalidInput' });
			}),
			RUNS,
		);
	});

	it('turns away a setting it does not have', () => {
		const others = ALL_SETTINGS.filter((setting) => !model.parameters[setting]);
		fc.assert(
			fc.property(
				allowedSettings(use),
				fc.constantFrom(...others),
				fc.constantFrom<unknown>('single', 5, 0, true, false, '720p'),
				(settings, setting, value) => {
					expect(problemOf(use, { ...settings, [setting]: value })).toMatchObject({
						kind: 'invalidInput',
						message: `${model.name} has no ${SETTING_LABELS[setting]}`,
					});
				},
			),
			RUNS,
		);
	});

	it('turns away a request without what it needs', () => {
		fc.assert(
			fc.property(
				allowedSettings(use),
				fc.constantFrom(...requiredSettings(use)),
				fc.constantFrom(undefined, null, ''),
				(settings, setting, nothing) => {
					expect(problemOf(use, { ...settings, [setting]: nothing })).toMatchObject({
						kind: 'invalidInput',
						message:
							setting === 'references'
								? 'There are no references'
								: `${SETTING_LABELS[setting]} is empty`,
					});
				},
			),
			RUNS,
		);
	});

	it('is sent nothing that its provider refuses, whatever an expression gives', async () => {
		const anything = Object.fromEntries(
			Object.entries(model.parameters).map(([setting, parameter]: [string, Parameter]) => [
				setting,
				anyValue(parameter),
			]),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.record(anything, { requiredKeys: requiredSettings(use) }),
				async (settings) => {
					const problem = problemOf(use, settings);
					if (problem === undefined) expect(await objections(use, settings)).toEqual([]);
					else expect(problem).toMatchObject({ kind: 'invalidInput' });
				},
			),
			RUNS,
		);
	});
});

const ELSEWHERE = USES.flatMap((use) =>
	(providerNamed(use.provider).endpoints ?? [])
		.slice(1)
		.filter(({ value }) => contractBodies(use.provider, use.id, value).length > 0)
		.map((endpoint) => ({ ...use, use, endpoint })),
);

describe.each(ELSEWHERE)(
	'$id for $operation on the endpoint $endpoint.value of $provider',
	({ use, endpoint: { value, textToVideoPromptLimit } }) => {
		it('takes whatever the form allows and the endpoint’s limit leaves', async () => {
			const { prompt } = use.model.parameters;
			const limit = use.operation === 'textToVideo' ? textToVideoPromptLimit : undefined;
			const shortPrompt = allowedValue({
				kind: 'text',
				required: true,
				maxLength: limit ?? 3000,
			});
			await fc.assert(
				fc.asyncProperty(allowedSettings(use), shortPrompt, async (settings, short) => {
					const given = { ...settings, ...(prompt && { prompt: short }) };
					expect(await objections(use, given, value)).toEqual([]);
				}),
				RUNS,
			);
		});
	},
);
