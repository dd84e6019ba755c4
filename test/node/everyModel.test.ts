import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import {
	type FieldValue,
	putField,
	type RequestFields,
} from '../../nodes/WanVideo/models/fieldPaths';
import type { Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import {
	bodyFor,
	type ContractBody,
	contractBodies,
	contractObjections,
} from '../support/contracts';
import { isMain } from '../support/formFields';
import { catalogOf, providerNamed } from '../support/providers';
import { type Recorder, startRecorder } from '../support/recorder';
import { neededSettings } from '../support/settingArbitraries';
import { functionsOf, settingsWith, type TestedUse, USES } from '../support/uses';

const FILES = {
	image: 'https://example.com/boat.jpg',
	video: 'https://example.com/sea.mp4',
	audio: 'https://example.com/waves.mp3',
};

/** A model under an operation, with one of its functions and at one of its provider's addresses. */
interface Case {
	use: TestedUse;
	settings: Array<[Setting, Parameter]>;
	chosen: string | undefined;
	endpoint: string | undefined;
	contract: ContractBody;
}

const CASES: Case[] = USES.flatMap((use) => {
	const endpoints = providerNamed(use.provider).endpoints?.map(({ value }) => value) ?? [undefined];
	return endpoints.flatMap((endpoint) => {
		const bodies = contractBodies(use.provider, use.id, endpoint);
		if (bodies.length === 0) return [];
		return functionsOf(use.model).map((chosen) => ({
			use,
			settings: Object.entries(settingsWith(use.model, chosen)) as Array<[Setting, Parameter]>,
			chosen,
			endpoint,
			contract: bodyFor(bodies, chosen),
		}));
	});
});

/** A value that the form does not begin with, where there is one. */
function another(parameter: Parameter): string | number | boolean {
	switch (parameter.kind) {
		case 'choice':
			return (
				parameter.values.filter((value) => value !== parameter.default).at(-1) ?? parameter.default
			);
		case 'integer':
		case 'number':
			return parameter.maximum ?? 7;
		case 'switch':
			return !parameter.default;
		case 'text':
			return 'blurry';
		case 'image':
		case 'video':
		case 'audio':
			return FILES[parameter.kind];
		case 'references':
			throw new Error('References are no single value');
	}
}

/** What a setting is in the form: its fields, and what they hold. */
function inForm([setting, parameter]: [Setting, Parameter]): INodeParameters {
	if (parameter.kind === 'references') {
		const [kind = 'image'] = Object.keys(parameter.kinds) as Array<keyof typeof FILES>;
		const reference = [{ type: kind, source: 'url', url: FILES[kind] }];
		return { references: { reference } };
	}
	const isFile =
		parameter.kind === 'image' || parameter.kind === 'video' || parameter.kind === 'audio';
	return { [isFile ? `${setting}Url` : setting]: another(parameter) };
}

/** The same as the provider has it. */
function inBody(
	{ use, contract }: Case,
	[setting, parameter]: [Setting, Parameter],
	value?: unknown,
): Record<string, unknown> {
	if (parameter.kind === 'references') {
		const [[kind, { field }] = ['image', { field: '' }]] = Object.entries(parameter.kinds);
		const { rolesField } = parameter;
		return {
			[field]: [FILES[kind as keyof typeof FILES]],
			...(rolesField && { [rolesField]: ['obj'] }),
		};
	}
	const name = parameter.field ?? catalogOf(use.provider).fields[setting] ?? '';
	// The older path of AI/ML API has another name for it.
	const isOlder = name === 'enhance_prompt' && !contract.properties[name];
	// An empty choice leaves it to the provider.
	if (value === '') return {};
	return { [isOlder ? 'enable_prompt_expansion' : name]: value ?? another(parameter) };
}

/** A body with these fields, by their paths; of those that stand twice, the last. */
function bodyOf(fields: Record<string, unknown>): RequestFields {
	const body: RequestFields = {};
	for (const [path, value] of Object.entries(fields)) putField(body, path, value as FieldValue);
	return body;
}

let recorder: Recorder;

beforeAll(async () => {
	recorder = await startRecorder();
});

afterAll(async () => {
	await recorder.stop();
});

describe.each(
	CASES.map((one) => ({
		...one,
		one,
		...one.use,
		title: [one.chosen, one.endpoint].join(' ').trim(),
	})),
)('$id for $operation on $provider $title', ({ one }) => {
	const { use, settings, chosen, endpoint } = one;
	const needed = settings.filter(
		([setting]) => setting === 'prompt' || neededSettings(use).includes(setting),
	);
	const form: INodeParameters = {
		provider: use.provider,
		operation: use.operation,
		model: use.id,
		...(use.model.parameters.function && { function: chosen ?? '' }),
	};
	const functionField = catalogOf(use.provider).fields.function ?? '';
	const body = {
		...(contractOfModel(one) && { model: use.id }),
		...use.model.constants,
		...(use.model.parameters.function && { [functionField]: chosen }),
	};

	async function isSent(
		parameters: INodeParameters,
		options: INodeParameters,
		fields: Record<string, unknown>,
	): Promise<void> {
		const expected = bodyOf(fields);
		const address = endpoint === undefined ? {} : { endpoint };
		const [request] = await recorder.sent({
			...form,
			...parameters,
			options: { ...options, ...address },
		});
		expect(request).toMatchObject({ method: 'POST', authorization: 'Bearer sandbox-key' });
		expect(request?.body).toEqual(expected);
		const { method = '', path = '' } = request ?? {};
		expect(await contractObjections(use.provider, { method, path, body: expected })).toEqual([]);
	}

	it('is sent what it needs and the main form’s values, as its provider takes it', async () => {
		const preset = settings.flatMap(([setting, parameter]) =>
			setting !== 'function' && isMain(use, setting) && 'default' in parameter
				? [inBody(one, [setting, parameter], parameter.default)]
				: [],
		);
		await isSent(
			Object.assign({}, ...needed.map(inForm)) as INodeParameters,
			{},
			Object.assign({}, body, ...needed.map((each) => inBody(one, each)), ...preset) as Record<
				string,
				unknown
			>,
		);
	});

	it('is sent what it needs, and else nothing, when an expression gives it', async () => {
		const given = { ...form, model: `={{ "${use.id}" }}` };
		const forced = settings.filter(
			([setting, parameter]) =>
				setting !== 'function' && parameter.kind === 'choice' && parameter.required,
		);
		// A number has no "Default of the Model": those of the chosen function are sent as the form begins with them.
		const shown = settings.filter(
			([setting, { functions, kind }]) =>
				functions && isMain(use, setting) && (kind === 'number' || kind === 'integer'),
		);
		const preset = [...forced, ...shown].flatMap(([setting, parameter]) =>
			'default' in parameter ? [inBody(one, [setting, parameter], parameter.default)] : [],
		);
		await isSent(
			{ ...given, ...(Object.assign({}, ...needed.map(inForm)) as INodeParameters) },
			{},
			Object.assign({}, body, ...needed.map((each) => inBody(one, each)), ...preset) as Record<
				string,
				unknown
			>,
		);
	});

	it('is sent every setting it has, as its provider takes it', async () => {
		// A mask is either of both.
		const all = settings.filter(([setting]) => setting !== 'function' && setting !== 'maskImage');
		const ofForm = (isOfForm: boolean) =>
			Object.assign(
				{},
				...all.filter(([setting]) => isMain(use, setting) === isOfForm).map(inForm),
			) as INodeParameters;
		await isSent(
			ofForm(true),
			ofForm(false),
			Object.assign({}, body, ...all.map((each) => inBody(one, each))) as Record<string, unknown>,
		);
	});
});

/** Whether the body says which model it is; otherwise the path does. */
function contractOfModel({ contract }: Case): boolean {
	return contract.properties.model !== undefined;
}
