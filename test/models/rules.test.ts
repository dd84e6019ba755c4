import { describe, expect, it } from '@jest/globals';

import { References } from '../../nodes/WanVideo/models/references';
import {
	type FieldValue,
	putField,
	type RequestFields,
} from '../../nodes/WanVideo/models/fieldPaths';
import type { Setting } from '../../nodes/WanVideo/models/Model';
import type { Rule } from '../../nodes/WanVideo/models/rules';
import { contractObjections } from '../support/contracts';
import { apiOf, catalogOf } from '../support/providers';
import { referencesOf } from '../support/referenceArbitraries';
import { fieldsFor, problemWith } from '../support/requests';
import { requiredSettings } from '../support/settingArbitraries';
import { type TestedUse, USES, useOf } from '../support/uses';

const PICTURE = 'https://example.com/a.png';
const VIDEO = 'https://example.com/a.mp4';
const prompt = 'A boat';
const references = new References(referencesOf('image', 2));

const aimlApi = (operation: TestedUse['operation']) =>
	useOf('aimlApi', operation, 'alibaba/wan-3-0-video');
const muleRouter = (operation: TestedUse['operation']) =>
	useOf('muleRouter', operation, 'w3.0-video');
const vace = useOf('muleRouter', 'editVideo', 'wan2.1-vace-plus');

describe('what excludes each other', () => {
	it('is told in the words of the form', () => {
		const masks = { maskImage: PICTURE, maskVideo: VIDEO };
		const settings = { prompt, video: VIDEO, function: 'video_edit', ...masks };
		expect(problemWith(vace, settings)).toMatchObject({
			kind: 'invalidInput',
			message: 'Wan 2.1 VACE Plus does not take Mask Image and Mask Video together',
			details: { description: 'Remove one of them.' },
		});
	});

	it.each([
		{ use: aimlApi('referenceToVideo'), field: 'image_url' },
		{ use: muleRouter('referenceToVideo'), field: 'first_frame' },
		{ use: muleRouter('referenceToVideo'), field: 'last_frame' },
	])(
		'is a first picture and references, also by Additional Fields: $field of $use.provider',
		({ use, field }) => {
			const problem = problemWith(
				use,
				{ prompt, references },
				{ additional: { [field]: PICTURE } },
			);
			expect(problem).toMatchObject({
				kind: 'invalidInput',
				message: `Wan 3.0 does not take "${field}" and References together`,
			});
		},
	);

	it.each([
		{ use: aimlApi('imageToVideo'), field: 'reference_image_urls' },
		{ use: aimlApi('imageToVideo'), field: 'video_urls' },
		{ use: aimlApi('imageToVideo'), field: 'audio_urls' },
		{ use: aimlApi('imageToVideo'), field: 'file_url' },
		{ use: aimlApi('imageToVideo'), field: 'link_url' },
		{ use: muleRouter('imageToVideo'), field: 'reference_images' },
		{ use: muleRouter('imageToVideo'), field: 'reference_videos' },
		{ use: muleRouter('imageToVideo'), field: 'reference_audios' },
	])('is a picture and what Additional Fields has: $field of $use.provider', ({ use, field }) => {
		const additional = { [field]: field.endsWith('s') ? [VIDEO] : VIDEO };
		expect(problemWith(use, { prompt, image: PICTURE }, { additional }).message).toBe(
			`Wan 3.0 does not take Image and "${field}" together`,
		);
	});

	it.each([
		{ use: aimlApi('textToVideo'), file: 'file_url', link: 'link_url' },
		{ use: muleRouter('textToVideo'), file: 'file', link: 'link' },
	])('is a file and a link: $file and $link of $use.provider', ({ use, file, link }) => {
		const additional = { [file]: VIDEO, [link]: VIDEO };
		expect(problemWith(use, { prompt }, { additional }).message).toBe(
			`Wan 3.0 does not take "${file}" and "${link}" together`,
		);
	});

	it.each([[], '', null, undefined])('is not there while it is empty: %j', (nothing) => {
		const additional = { reference_image_urls: nothing };
		expect(
			fieldsFor(aimlApi('imageToVideo'), { prompt, image: PICTURE }, { additional }),
		).toMatchObject({ image_url: PICTURE });
	});
});

describe('a last picture', () => {
	const fields = { last_image_url: PICTURE };

	it('needs a first one', () => {
		expect(problemWith(aimlApi('imageToVideo'), { prompt, lastFrame: PICTURE }).message).toBe(
			'Image is empty',
		);
	});

	it('needs a first one by Additional Fields, too', () => {
		expect(problemWith(aimlApi('textToVideo'), { prompt }, { additional: fields })).toMatchObject({
			kind: 'invalidInput',
			message: 'Wan 3.0 takes "last_image_url" only with "image_url"',
			details: { description: 'Add "image_url", or remove "last_image_url".' },
		});
	});

	it('goes with a first one', () => {
		const settings = { prompt, image: PICTURE, lastFrame: PICTURE };
		expect(fieldsFor(aimlApi('imageToVideo'), settings)).toMatchObject(fields);
	});
});

describe('one of several', () => {
	const keyframes = useOf('alibabaCloud', 'imageToVideo', 'wan2.2-kf2v-flash');

	it('is asked for where there is none', () => {
		expect(problemWith(keyframes, { image: PICTURE })).toMatchObject({
			kind: 'invalidInput',
			message: 'Wan 2.2 Keyframes Flash needs Last Frame or Effect Template',
			details: { description: 'Add one of them, or choose another model.' },
		});
	});

	it.each([{ lastFrame: PICTURE }, { template: 'hufu-1' }])('is enough: %j', (one) => {
		expect(fieldsFor(keyframes, { image: PICTURE, ...one })).toMatchObject({
			input: { first_frame_url: PICTURE },
		});
	});

	it('may come by Additional Fields', () => {
		const additional = { input: { template: 'hufu-1' } };
		expect(fieldsFor(keyframes, { image: PICTURE }, { additional })).toMatchObject({
			input: { first_frame_url: PICTURE, template: 'hufu-1' },
		});
	});
});

const RULES = USES.flatMap((use) =>
	(use.model.rules ?? []).map((rule) => ({ ...use, use, rule, fields: JSON.stringify(rule) })),
);

/** What a field is nothing without, whatever rule it stands in. */
const COMPANIONS: Partial<Record<string, string>> = {
	'input.media[last_frame]': 'input.media[first_frame]',
	'input.media[driving_audio]': 'input.media[first_frame]',
};

const VALUES: Partial<Record<string, FieldValue>> = {
	'parameters.control_condition': 'depth',
	'input.reference_urls': [VIDEO],
};

const pathOf = ({ provider, model }: TestedUse, setting: Setting) =>
	model.parameters[setting]?.field ?? catalogOf(provider).fields[setting] ?? '';

describe.each(RULES)('a rule of $id for $operation on $provider: $fields', ({ use, rule }) => {
	const { all, broken, kept } = casesOf(rule);
	// The operation's own, where the rule is not about it.
	const needed = requiredSettings(use)
		.filter((setting) => setting !== 'prompt' && setting !== 'references')
		.map((setting) => pathOf(use, setting));
	const base = needed.filter((name) => !all.includes(name));

	async function objections(names: readonly string[]): Promise<string[]> {
		const fields: RequestFields = {};
		for (const [name, value] of Object.entries(use.model.constants ?? {}))
			putField(fields, name, value);
		if (use.model.parameters.function) putField(fields, pathOf(use, 'function'), 'video_edit');
		putField(fields, catalogOf(use.provider).fields.prompt ?? '', prompt);
		const besides = base.filter((own) => !names.some((name) => clash(use, own, name)));
		for (const name of new Set([...besides, ...names])) {
			const isList = /(urls|images|videos|audios)$/.test(name);
			putField(fields, name, VALUES[name] ?? (isList ? [VIDEO] : VIDEO));
		}
		const request = apiOf(use.provider).create({ model: use.id, fields });
		return await contractObjections(use.provider, request);
	}

	it.each(broken.map((names) => ({ names })))(
		'is the provider’s, too, which refuses $names',
		async ({ names }) => {
			expect(await objections(names)).not.toEqual([]);
		},
	);

	// Without what the operation needs, there is nothing to compare.
	const possible = kept.filter((names) => names.length > 0 || base.length === needed.length);

	it.each(possible.map((names) => ({ names })))(
		'is no stricter than it: $names',
		async ({ names }) => {
			const companions = names.flatMap((name) => COMPANIONS[name] ?? []);
			expect(await objections([...names, ...companions])).toEqual([]);
		},
	);
});

function clash({ model }: TestedUse, one: string, other: string): boolean {
	return (model.rules ?? []).some(
		(rule) =>
			rule.kind === 'excludes' &&
			((rule.fields.includes(one) && rule.others.includes(other)) ||
				(rule.fields.includes(other) && rule.others.includes(one))),
	);
}

/** The fields that a rule is about, and some of them that break or keep it. */
function casesOf(rule: Rule): { all: string[]; broken: string[][]; kept: string[][] } {
	switch (rule.kind) {
		case 'excludes': {
			const all = [...rule.fields, ...rule.others];
			const broken = rule.fields.flatMap((one) => rule.others.map((other) => [one, other]));
			return { all, broken, kept: [[], ...all.map((one) => [one])] };
		}
		case 'requires': {
			const all = [rule.field, rule.needs];
			return { all, broken: [[rule.field]], kept: [[], [rule.needs], all] };
		}
		case 'needsOne': {
			const all = [...rule.fields];
			return { all, broken: [[]], kept: [...all.map((one) => [one]), all] };
		}
	}
}
