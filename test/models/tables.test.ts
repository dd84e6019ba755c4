import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import {
	findModel,
	modelsFor,
	operationsOf,
	settingsFor,
	spellings,
} from '../../nodes/WanVideo/models/catalog';
import { SETTING_LABELS } from '../../nodes/WanVideo/models/labels';
import type { Setting } from '../../nodes/WanVideo/models/Model';
import type { GenerateOperation } from '../../nodes/WanVideo/models/operations';
import { contractIds } from '../support/contracts';
import { catalogOf, entry, PROVIDER_NAMES } from '../support/providers';
import { PLACES, USES } from '../support/uses';

type OperationModels = Partial<Record<GenerateOperation, string[]>>;

/** Which models each operation has, by the providers' references. */
const MODELS: Record<string, OperationModels> = {
	aimlApi: {
		textToVideo: [
			'alibaba/wan-3-0-video',
			'alibaba/wan-2-7-t2v',
			'alibaba/wan-2-6-t2v',
			'alibaba/wan2.5-t2v-preview',
			'alibaba/wan2.2-t2v-plus',
			'alibaba/wan2.1-t2v-plus',
			'alibaba/wan2.1-t2v-turbo',
			'krea/krea-wan-14b/text-to-video',
		],
		imageToVideo: [
			'alibaba/wan-3-0-video',
			'alibaba/wan-2-7-i2v',
			'alibaba/wan-2-6-i2v',
			'alibaba/wan-2-6-image-to-video-flash',
			'alibaba/wan2.5-i2v-preview',
			'alibaba/wan2.2-i2v-plus',
		],
		referenceToVideo: ['alibaba/wan-3-0-video', 'alibaba/wan-2-7-r2v', 'alibaba/wan-2-6-r2v'],
		editVideo: [
			'alibaba/wan2.2-vace-fun-a14b-depth',
			'alibaba/wan2.2-vace-fun-a14b-inpainting',
			'alibaba/wan2.2-vace-fun-a14b-outpainting',
			'alibaba/wan2.2-vace-fun-a14b-pose',
			'alibaba/wan2.2-vace-fun-a14b-reframe',
			'krea/krea-wan-14b/video-to-video',
		],
		animate: ['alibaba/wan2.2-14b-animate-move', 'alibaba/wan2.2-14b-animate-replace'],
	},
	muleRouter: {
		textToVideo: [
			'w3.0-video',
			'w3.0-video-prime',
			'w3.0-video-pro',
			'w3.0-video-prime-pro',
			'wan2.6-t2v',
			'wan2.6-t2v-spark',
			'wan2.5-t2v-preview',
			'wan2.2-t2v-plus',
		],
		imageToVideo: [
			'w3.0-video',
			'w3.0-video-prime',
			'w3.0-video-pro',
			'w3.0-video-prime-pro',
			'wan2.6-i2v',
			'wan2.6-i2v-spark',
			'wan2.5-i2v-preview',
			'wan2.5-i2v-spark',
			'wan2.2-i2v-plus',
			'wan2.2-i2v-flash',
			'wan2.1-kf2v-plus',
			'wan2.1-vace-plus',
		],
		referenceToVideo: [
			'w3.0-video',
			'w3.0-video-prime',
			'w3.0-video-pro',
			'w3.0-video-prime-pro',
			'wan2.1-vace-plus',
		],
		editVideo: ['wan2.1-vace-plus'],
		extendVideo: ['wan2.1-vace-plus'],
	},
	alibabaCloud: {
		textToVideo: [
			'wan3.0-video',
			'wan3.0-video-prime',
			'wan2.7-t2v',
			'wan2.7-t2v-2026-06-12',
			'wan2.7-t2v-2026-04-25',
			'wan2.6-t2v',
			'wan2.6-t2v-us',
			'wan2.5-t2v-preview',
			'wan2.2-t2v-plus',
			'wan2.1-t2v-plus',
			'wan2.1-t2v-turbo',
		],
		imageToVideo: [
			'wan3.0-video',
			'wan3.0-video-prime',
			'wan2.7-i2v',
			'wan2.7-i2v-2026-04-25',
			'wan2.6-i2v',
			'wan2.6-i2v-flash',
			'wan2.6-i2v-us',
			'wan2.5-i2v-preview',
			'wan2.2-i2v-plus',
			'wan2.2-i2v-flash',
			'wan2.2-kf2v-flash',
			'wan2.1-i2v-plus',
			'wan2.1-i2v-turbo',
			'wan2.1-kf2v-plus',
			'wan2.1-vace-plus',
		],
		referenceToVideo: [
			'wan3.0-video',
			'wan3.0-video-prime',
			'wan2.7-r2v',
			'wan2.7-r2v-2026-06-12',
			'wan2.6-r2v',
			'wan2.6-r2v-flash',
			'wan2.1-vace-plus',
		],
		editVideo: ['wan3.0-video', 'wan3.0-video-prime', 'wan2.7-videoedit', 'wan2.1-vace-plus'],
		extendVideo: ['wan2.7-i2v', 'wan2.7-i2v-2026-04-25', 'wan2.1-vace-plus'],
		animate: ['wan2.2-animate-move', 'wan2.2-animate-mix'],
		speechToVideo: ['wan2.2-s2v'],
	},
};

/** Models of the contracts that make no video. */
const HELPERS: Record<string, string[]> = { alibabaCloud: ['wan2.2-s2v-detect'] };

/** The other spellings that a provider takes for a model. */
const ALIASES: Record<string, Record<string, string>> = {
	aimlApi: {
		'alibaba/wan3.0-video': 'alibaba/wan-3-0-video',
		'alibaba/wan2.7-t2v': 'alibaba/wan-2-7-t2v',
		'alibaba/wan2.7-i2v': 'alibaba/wan-2-7-i2v',
		'alibaba/wan2.7-r2v': 'alibaba/wan-2-7-r2v',
		'alibaba/wan2.6-t2v': 'alibaba/wan-2-6-t2v',
		'alibaba/wan2.6-i2v': 'alibaba/wan-2-6-i2v',
		'alibaba/wan2.6-i2v-flash': 'alibaba/wan-2-6-image-to-video-flash',
		'alibaba/wan2.6-r2v': 'alibaba/wan-2-6-r2v',
	},
	muleRouter: {
		'berry-1.0': 'w3.0-video',
		'berry-1.0-pro': 'w3.0-video-pro',
	},
	alibabaCloud: {
		'wanx2.1-t2v-plus': 'wan2.1-t2v-plus',
		'wanx2.1-t2v-turbo': 'wan2.1-t2v-turbo',
		'wanx2.1-i2v-plus': 'wan2.1-i2v-plus',
		'wanx2.1-i2v-turbo': 'wan2.1-i2v-turbo',
		'wanx2.1-kf2v-plus': 'wan2.1-kf2v-plus',
		'wanx2.1-vace-plus': 'wan2.1-vace-plus',
	},
};

/** The regions in which a model is known, as the sandbox has them from the providers' pages. */
const ELSEWHERE: Record<string, string[]> = {
	// An address of the pages, though not in their tables.
	'wan2.6-t2v': ['frankfurt'],
	'wan2.6-i2v': ['frankfurt'],
	'wan2.6-r2v': ['frankfurt'],
};

const LIST_OF_ALIBABA_CLOUD = join(__dirname, '../../sandbox/providers/alibabaCloud/models.yaml');
interface Listed {
	model: string;
	regions?: string[];
}

const sorted = (names: readonly string[]) => [...names].sort();

/** Krea's name no version: they are made of Wan 2.1, but a user does not see that. */
function versionOf(id: string): number {
	const [, major = '0', minor = '0'] = /w(?:an)?-?(\d)[.-](\d)/.exec(id) ?? [];
	return Number(`${major}.${minor}`);
}

describe.each(PROVIDER_NAMES)('the models of %s', (provider) => {
	const { fields, models } = catalogOf(provider);

	it('are those of the provider, none missing and none too many, with their other names', () => {
		const ids = contractIds(provider).filter((id) => !HELPERS[provider]?.includes(id));
		expect(sorted(spellings(models))).toEqual(sorted(ids));
	});

	it('stand under every operation that they have, and no other', () => {
		const has = operationsOf(catalogOf(provider)).map((operation) => [
			operation,
			sorted(modelsFor(catalogOf(provider), operation).map(({ id }) => id)),
		]);
		const expected = Object.entries(entry(MODELS, provider)).map(([operation, ids]) => [
			operation,
			sorted(ids),
		]);
		expect(Object.fromEntries(has)).toEqual(Object.fromEntries(expected));
	});

	it('go by their aliases as well', () => {
		const aliases = models.flatMap(({ id, aliases: others = [] }) =>
			others.map((alias) => [alias, id]),
		);
		expect(Object.fromEntries(aliases)).toEqual(entry(ALIASES, provider));
	});

	it('have no spelling in common', () => {
		const all = spellings(models);
		expect(new Set(all).size).toBe(all.length);
	});

	it('are found by their aliases, under each of their operations', () => {
		const lost = models.flatMap(({ id, aliases = [], uses }) =>
			(Object.keys(uses) as GenerateOperation[]).flatMap((operation) =>
				aliases.filter((alias) => findModel(catalogOf(provider), operation, alias)?.id !== id),
			),
		);
		expect(lost).toEqual([]);
	});

	it('have no setting that a request has no field for, and the request no field for nothing', () => {
		const parametersOfAll = models.flatMap(({ uses }) =>
			Object.values(uses).flatMap(
				({ parameters }) =>
					Object.entries(parameters) as Array<[Setting, (typeof parameters)[Setting]]>,
			),
		);
		// References have names of their own, and other settings may.
		const nameless = parametersOfAll.filter(
			([setting, parameter]) =>
				parameter?.kind !== 'references' && !parameter?.field && !fields[setting],
		);
		const used = new Set(parametersOfAll.map(([setting]) => setting));
		const idle = Object.keys(fields).filter((setting) => !used.has(setting as Setting));
		expect({ nameless, idle }).toEqual({ nameless: [], idle: [] });
	});

	it('give each setting a field of its own', () => {
		const names = Object.values(fields);
		expect(new Set(names).size).toBe(names.length);
	});

	it('have one among them that the form begins with, for each operation that names one', () => {
		const { usual } = catalogOf(provider);
		const lost = Object.entries(usual).filter(
			([operation, id]) => !findModel(catalogOf(provider), operation as GenerateOperation, id),
		);
		expect(lost).toEqual([]);
	});
});

describe('the models of alibabaCloud', () => {
	const { models } = catalogOf('alibabaCloud');
	const listed = (parse(readFileSync(LIST_OF_ALIBABA_CLOUD, 'utf8')) as { models: Listed[] })
		.models;

	it('are in the regions that its pages name', () => {
		const own = models.flatMap(({ id, aliases = [], regions, idIn = {} }) =>
			[id, ...aliases].map((spelling) => {
				const region = Object.keys(idIn).find((one) => idIn[one] === spelling);
				const has = region ? [region] : regions?.filter((one) => !idIn[one]);
				return [spelling, has && sorted(has)];
			}),
		);
		const expected = listed
			.filter(({ model }) => spellings(models).includes(model))
			.map(({ model, regions }) => [
				model,
				regions && sorted([...regions, ...(ELSEWHERE[model] ?? [])]),
			]);
		expect(Object.fromEntries(own)).toEqual(Object.fromEntries(expected));
	});

	it('begin with one that every region has, where there is one', () => {
		const { usual } = catalogOf('alibabaCloud');
		const regional = Object.entries(usual).filter(([operation, id]) => {
			const all = modelsFor(catalogOf('alibabaCloud'), operation as GenerateOperation);
			return all.some((one) => !one.regions) && all.find((one) => one.id === id)?.regions;
		});
		expect(regional).toEqual([]);
	});
});

describe.each(PLACES)('the models for $operation on $provider', ({ provider, operation }) => {
	const models = modelsFor(catalogOf(provider), operation);

	it('stand with the newest first', () => {
		const versions = models.map(({ id }) => versionOf(id));
		expect(versions).toEqual([...versions].sort((a, b) => b - a));
	});

	it('have names that tell them apart', () => {
		const names = models.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('have the version of their id in their name', () => {
		const odd = models.filter(({ id, name }) => {
			const version = versionOf(id);
			return version > 0 && !name.includes(version.toFixed(1));
		});
		expect(odd).toEqual([]);
	});

	it('have settings that the form has a label for', () => {
		const nameless = settingsFor(catalogOf(provider), operation).filter(
			(setting) => !SETTING_LABELS[setting],
		);
		expect(nameless).toEqual([]);
	});
});

describe.each(USES)('$id for $operation on $provider', ({ model }) => {
	it('has a default among the choices of every choice', () => {
		const odd = Object.entries(model.parameters).filter(
			([, parameter]) =>
				parameter.kind === 'choice' && !parameter.values.includes(parameter.default),
		);
		expect(odd).toEqual([]);
	});

	it('has settings for functions that it has', () => {
		const { function: choice } = model.parameters;
		const functions = choice?.kind === 'choice' ? choice.values : [];
		const odd = Object.values(model.parameters).flatMap(({ functions: own = [] }) =>
			own.filter((one) => !functions.includes(one)),
		);
		expect(odd).toEqual([]);
	});
});
