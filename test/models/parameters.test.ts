import { describe, expect, it } from '@jest/globals';

import type { UsedModel } from '../../nodes/WanVideo/models/catalog';
import type { Catalog, Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { type GenerateOperation, operationNamed } from '../../nodes/WanVideo/models/operations';
import { bodyFor, type ContractBody, contractBodies } from '../support/contracts';
import { goesAlong, shapeOfField, type Shape, shapesOfParameter } from '../support/parameterShapes';
import { apiOf, catalogOf, entry, PROVIDER_NAMES, providerNamed } from '../support/providers';
import { functionsOf, settingsWith, USES } from '../support/uses';

/** What goes through Additional Fields, by its name in the request, and why. */
const ADDITIONAL: Record<string, Record<string, string>> = {
	aimlApi: {
		file_url: 'a document or a web page to make a video of: not a picture, a video or a sound',
		link_url: 'a document or a web page to make a video of: not a picture, a video or a sound',
		enable_prompt_expansion: 'another name of the setting enhance_prompt, of Wan 2.7',
		num_inference_steps: 'steers the sampling',
		guidance_scale: 'steers the sampling',
		shift: 'steers the sampling',
		preprocess: 'for a video that is a depth map or a pose already',
		acceleration: 'steers the sampling',
		video_quality: 'steers the encoding',
		video_write_mode: 'steers the encoding',
		num_interpolated_frames: 'steers the interpolation of frames',
		temporal_downsample_factor: 'steers the interpolation of frames',
		enable_auto_downsample: 'steers the interpolation of frames',
		auto_downsample_min_fps: 'steers the interpolation of frames',
		interpolator_model: 'steers the interpolation of frames',
		sync_mode: 'how the service the provider uses answers',
	},
	muleRouter: {
		file: 'a document or a web page to make a video of: not a picture, a video or a sound',
		link: 'a document or a web page to make a video of: not a picture, a video or a sound',
		last_clip_url: 'a clip to lead to, of VACE: rare, and one clip is enough for an operation',
		control_condition: 'of VACE; a setting where it is needed, and rare with its other functions',
		video_url: 'of VACE; a setting where it is needed, and rare in extending a clip',
	},
	alibabaCloud: {
		'input.media[file]':
			'a document or a web page to make a video of: not a picture, a video or a sound',
		'input.media[link]':
			'a document or a web page to make a video of: not a picture, a video or a sound',
		'input.reference_video_urls': 'the predecessor of input.reference_urls',
		'input.last_clip_url':
			'a clip to lead to, of VACE: rare, and one clip is enough for an operation',
		'input.video_url': 'of VACE; a setting where it is needed, and rare in extending a clip',
		'parameters.control_condition':
			'of VACE; a setting where it is needed, and rare with its other functions',
	},
};

/** What the contract leaves out, and the table does not. */
const OWN_LIMITS: Record<string, (id: string) => Record<string, Shape>> = {
	// No reference states it.
	aimlApi: () => ({ image_list: { maximum: 10 } }),
	// What is too long is cut off there; a list of media has one limit for all; and what belongs to one function of a
	// model has no default in a contract of all.
	alibabaCloud: (id) => ({
		'input.prompt': { maxLength: entry(READ_OF_PROMPTS, /wanx?(\d\.\d)/.exec(id)?.[1] ?? '') },
		'input.negative_prompt': { maxLength: 500 },
		...MOST_REFERENCES[id.replace(/-(prime|\d{4}-.*)$/, '')],
		'parameters.strength': { default: 1 },
		'parameters.expand_ratio': { default: 0.05 },
		'parameters.left_scale': { default: 1 },
		'parameters.right_scale': { default: 1 },
		'parameters.top_scale': { default: 1 },
		'parameters.bottom_scale': { default: 1 },
	}),
};

/** Characters that Alibaba Cloud reads, by the version. */
const READ_OF_PROMPTS: Record<string, number> = {
	'3.0': 20_000,
	'2.7': 5000,
	'2.6': 1500,
	'2.5': 1500,
	'2.2': 800,
	'2.1': 800,
};

const MOST_REFERENCES: Partial<Record<string, Record<string, Shape>>> = {
	'wan3.0-video': {
		'input.media[reference_image]': { maximum: 10 },
		'input.media[reference_video]': { maximum: 5 },
		'input.media[reference_audio]': { maximum: 5 },
	},
	'wan2.7-r2v': {
		'input.media[reference_image]': { maximum: 5 },
		'input.media[reference_video]': { maximum: 5 },
	},
	'wan2.7-videoedit': { 'input.media[reference_image]': { maximum: 4 } },
};

const entriesOf = (parameters: UsedModel['parameters']) =>
	Object.entries(parameters) as Array<[Setting, Parameter]>;

/** By the name of the setting's field; references by their setting's. */
const fieldOf = (catalog: Catalog, setting: Setting, { field }: Parameter) =>
	field ?? catalog.fields[setting] ?? setting;

function fieldsOf(catalog: Catalog, parameters: UsedModel['parameters']): Record<string, Shape> {
	return Object.assign(
		{},
		...entriesOf(parameters).map(([setting, parameter]) =>
			shapesOfParameter(fieldOf(catalog, setting, parameter), parameter),
		),
	) as Record<string, Shape>;
}

/** The settings that a request can't do without. */
function requiredBy(
	operation: GenerateOperation,
	parameters: UsedModel['parameters'],
	isNeeded: (setting: Setting, parameter: Parameter) => boolean,
): string[] {
	const { media } = operationNamed(operation);
	return entriesOf(parameters)
		.filter(
			([setting, parameter]) =>
				isNeeded(setting, parameter) ||
				(setting in media && media[setting as 'image'] === 'required'),
		)
		.map(([setting]) => setting)
		.sort();
}

const CASES = USES.flatMap((use) =>
	functionsOf(use.model).map((chosen) => {
		const parameters = settingsWith(use.model, chosen);
		const body = bodyFor(contractBodies(use.provider, use.id), chosen);
		return { ...use, chosen: chosen ?? '', parameters, body };
	}),
);

describe.each(CASES)(
	'$id for $operation on $provider $chosen',
	({ provider, operation, id, model, parameters, body }) => {
		const catalog = catalogOf(provider);
		const shapes = fieldsOf(catalog, parameters);
		const own = OWN_LIMITS[provider]?.(id) ?? {};

		it('has settings as its provider has fields, with their kinds, limits and defaults', () => {
			const expected = Object.fromEntries(
				Object.entries(shapes).map(([name, shape]) => {
					const field = body.properties[name];
					// The contract knows all functions that a path takes; a default that it does not know is the form's.
					const preset = 'default' in shape && isSetting(shape) ? { default: shape.default } : {};
					// One file of a list that may hold several of its type.
					const isSingle = 'file' in shape && !('maximum' in shape);
					const limits = isSingle ? {} : own[name];
					return [name, field && { ...limits, ...preset, ...ofUse(name, field) }];
				}),
			);
			expect(shapes).toEqual(expected);
		});

		it('asks for what its provider needs', () => {
			const required = requiredBy(operation, parameters, (_, parameter) => 'required' in parameter);
			const needed = requiredBy(
				operation,
				parameters,
				(setting, parameter) =>
					Object.keys(shapesOfParameter(fieldOf(catalog, setting, parameter), parameter)).some(
						(name) => body.required.includes(name),
					) ||
					// What a text is made into is nothing without one, even where a picture would do.
					(operation === 'textToVideo' && setting === 'prompt'),
			);
			expect(required).toEqual(needed);
		});

		it('sends files only where its provider takes more than links', () => {
			const sent = entriesOf(parameters).flatMap(([setting, parameter]) => {
				if (parameter.kind === 'references') {
					return Object.entries(parameter.kinds)
						.filter(([kind, { noDataUri }]) =>
							goesAlong(catalog, { kind: kind as 'image', noDataUri }),
						)
						.map(([, { field }]) => field);
				}
				const isFile =
					parameter.kind === 'image' || parameter.kind === 'video' || parameter.kind === 'audio';
				return isFile && goesAlong(catalog, parameter)
					? [fieldOf(catalog, setting, parameter)]
					: [];
			});
			const linksOnly = sent.filter((name) => {
				const field = body.properties[name]?.items ?? body.properties[name];
				return field?.pattern !== undefined || field?.format === 'stored-link';
			});
			expect(linksOnly).toEqual([]);
		});

		it('sends along with every request what tells the model and its function', () => {
			const functionField = fieldOf(catalog, 'function', {} as Parameter);
			const { [functionField]: chosen, model: named } = body.properties;
			const constants = Object.entries(model.constants ?? {});
			expect(constants.filter(([name]) => ![functionField, 'model'].includes(name))).toEqual([]);
			const { body: sent } = providerNamed(provider).api.create({ model: model.id, fields: {} });
			if (named && sent?.model === undefined) expect(named.enum).toEqual([model.constants?.model]);
			const constant = model.constants?.[functionField] ?? (parameters.function ? undefined : '');
			if (chosen && constant !== undefined) expect(chosen.enum).toEqual([constant]);
		});

		/** The contract's body for one function has that one only. */
		function ofUse(name: string, field: ContractBody['properties'][string]): Shape {
			const shape = shapeOfField(name, field);
			return name === catalog.fields.function && parameters.function?.kind === 'choice'
				? { ...shape, values: parameters.function.values }
				: shape;
		}
	},
);

/** A choice or a switch: the form shows one of their values, whether the provider names it or not. */
function isSetting(shape: Shape): boolean {
	return 'values' in shape || 'switch' in shape;
}

describe.each(PROVIDER_NAMES)('the fields of %s', (provider) => {
	it('are settings of the node, but for those that go through Additional Fields', () => {
		const left = catalogOf(provider).models.flatMap(({ id }) =>
			contractBodies(provider, id).flatMap((body) => {
				const own = CASES.filter((one) => one.provider === provider && one.body === body);
				const known = own.flatMap(({ parameters, model }) => [
					'model',
					...Object.keys(model.constants ?? {}),
					...Object.keys(fieldsOf(catalogOf(provider), parameters)),
				]);
				return Object.keys(body.properties).filter((name) => !known.includes(name));
			}),
		);
		expect([...new Set(left)].sort()).toEqual(Object.keys(entry(ADDITIONAL, provider)).sort());
	});
});

const ELSEWHERE = USES.flatMap((use) =>
	(providerNamed(use.provider).endpoints ?? []).slice(1).flatMap(({ value }) =>
		contractBodies(use.provider, use.id, value).map((body) => ({
			...use,
			endpoint: value,
			body,
		})),
	),
);

describe.each(ELSEWHERE)(
	'$id for $operation on the endpoint $endpoint of $provider',
	({ provider, id, model, endpoint, body }) => {
		it('has a field for each of its settings', () => {
			const shapes = fieldsOf(catalogOf(provider), model.parameters);
			const fields = Object.fromEntries(Object.keys(shapes).map((name) => [name, name]));
			const { body: sent = {} } = apiOf(provider).create({ model: id, fields, endpoint });
			expect(Object.keys(sent).filter((name) => !body.properties[name])).toEqual([]);
		});
	},
);
