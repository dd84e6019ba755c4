import { describe, expect, it } from '@jest/globals';

import { findModel, modelsFor, spellings } from '../../nodes/WanVideo/models/catalog';
import type { Model, Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { type ContractField, type ContractModel, contractModels } from '../support/contracts';
import { catalogOf, PROVIDER_NAMES } from '../support/providers';

const OPERATIONS = ['textToVideo', 'imageToVideo'] as const;
const PLACES = PROVIDER_NAMES.flatMap((provider) =>
	OPERATIONS.map((operation) => ({ provider, operation })),
);

const OLDER_PATHS_NAMES: Record<string, string> = { enable_prompt_expansion: 'enhance_prompt' };

/** What the table should say of a field. */
function parameterOf(field: ContractField, required: boolean): Parameter {
	const must = required ? { required: true as const } : {};
	if (field.type === 'boolean') return { kind: 'switch', default: field.default as boolean };
	if (field.enum) {
		return { kind: 'choice', values: numbersFirst(field.enum), default: field.default as string };
	}
	if (field.format === 'media') return { kind: 'image', ...must };
	if (field.format === 'media-url') {
		// Pictures may be Base64 as well; where they may not, the name tells sounds from pictures.
		return { kind: 'audio', ...must };
	}
	const { minimum, maximum, maxLength } = field;
	if (field.type === 'integer') {
		return {
			kind: 'integer',
			...(minimum !== undefined && { minimum }),
			...(maximum !== undefined && { maximum }),
		};
	}
	return { kind: 'text', ...must, ...(maxLength !== undefined && { maxLength }) };
}

/** The older path takes 5 and "5" alike: one of them will do. */
function numbersFirst(values: Array<string | number>): Array<string | number> {
	const numbers = values.filter((value) => typeof value === 'number');
	return numbers.length > 0 ? numbers : values;
}

/** A contract's fields by the node's settings, or by their own name where the node has none. */
function parametersOf(
	provider: string,
	{ fields, required }: ContractModel,
): Record<string, Parameter> {
	const settings = Object.fromEntries(
		Object.entries(catalogOf(provider).fields).map(([setting, field]) => [field, setting]),
	);
	return Object.fromEntries(
		Object.entries(fields).map(([name, field]) => {
			const unified = OLDER_PATHS_NAMES[name] ?? name;
			return [settings[unified] ?? unified, parameterOf(field, required.includes(name))];
		}),
	);
}

function find(models: readonly Model[], id: string): Pick<Model, 'operation' | 'parameters'> {
	const { operation, parameters } = models.find((model) => model.id === id) ?? {
		operation: undefined,
		parameters: undefined,
	};
	if (!operation) throw new Error(`There is no ${id}`);
	return { operation, parameters };
}

function versionOf({ id }: Model): number {
	const [, major, minor] = /wan-?(\d)[.-](\d)/.exec(id) ?? [];
	return Number(`${major ?? ''}.${minor ?? ''}`);
}

describe.each(PROVIDER_NAMES)('the models of %s', (provider) => {
	const { models, fields } = catalogOf(provider);

	it('are those of the provider, none missing and none too many', () => {
		expect(models.map(({ id }) => id).sort()).toEqual(
			contractModels(provider)
				.map(({ id }) => id)
				.sort(),
		);
	});

	it.each(contractModels(provider).map((model) => [model.id, model] as const))(
		'have the parameters of the provider: %s',
		(id, model) => {
			expect(find(models, id)).toEqual({
				operation: model.operation,
				parameters: parametersOf(provider, model),
			});
		},
	);

	it('have only settings that the request has a field for', () => {
		const used = new Set(models.flatMap(({ parameters }) => Object.keys(parameters)));
		expect([...used].sort()).toEqual(Object.keys(fields).sort());
	});

	it('give each setting a field of its own', () => {
		const names = Object.values(fields);
		expect(new Set(names).size).toBe(names.length);
	});

	it('have a default among the choices of every choice', () => {
		const odd = models.flatMap(({ id, parameters }) =>
			Object.entries(parameters).flatMap(([setting, parameter]) =>
				parameter.kind === 'choice' && !parameter.values.includes(parameter.default)
					? [`${id}: ${setting}`]
					: [],
			),
		);
		expect(odd).toEqual([]);
	});
});

describe('the older path of AI/ML API', () => {
	const { models } = catalogOf('aimlApi');

	it.each(contractModels('aimlApi', 'legacy').map((model) => [model.id, model] as const))(
		'takes the same parameters, but for the length of the prompt: %s',
		(id, model) => {
			const withAnyPrompt = (parameters: Partial<Record<Setting, Parameter>>) => ({
				...parameters,
				prompt: { kind: 'text', required: true },
			});
			expect(withAnyPrompt(parametersOf('aimlApi', model))).toEqual(
				withAnyPrompt(find(models, id).parameters),
			);
		},
	);
});

// As the list of models that AI/ML API gives has them.
const ALIASES = {
	'alibaba/wan-2-7-t2v': ['alibaba/wan2.7-t2v'],
	'alibaba/wan-2-6-t2v': ['alibaba/wan2.6-t2v'],
	'alibaba/wan-2-7-i2v': ['alibaba/wan2.7-i2v'],
	'alibaba/wan-2-6-i2v': ['alibaba/wan2.6-i2v'],
	'alibaba/wan-2-6-image-to-video-flash': ['alibaba/wan2.6-i2v-flash'],
};

describe('the other spellings of ids', () => {
	it('are those of AI/ML API', () => {
		const aliases = catalogOf('aimlApi').models.flatMap((model) =>
			model.aliases ? [[model.id, model.aliases]] : [],
		);
		expect(Object.fromEntries(aliases)).toEqual(ALIASES);
	});

	it.each(PROVIDER_NAMES)('belong to one model each (%s)', (provider) => {
		const all = spellings(catalogOf(provider).models);
		expect(new Set(all).size).toBe(all.length);
	});

	it.each(Object.entries(ALIASES))('lead to the same model: %s', (id, [alias = '']) => {
		const operation = id.includes('t2v') ? 'textToVideo' : 'imageToVideo';
		expect(findModel(catalogOf('aimlApi'), operation, alias)?.id).toBe(id);
	});
});

describe.each(PLACES)('the models for $operation on $provider', ({ provider, operation }) => {
	const models = modelsFor(catalogOf(provider), operation);

	it('stand with the newest first', () => {
		const versions = models.map(versionOf);
		expect(versions).toEqual([...versions].sort((a, b) => b - a));
	});

	it('have names that tell them apart', () => {
		const names = models.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('have the version of their id in their name', () => {
		expect(models.filter((model) => !model.name.includes(String(versionOf(model))))).toEqual([]);
	});
});
