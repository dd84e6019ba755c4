import { describe, expect, it } from '@jest/globals';

import { References } from '../../nodes/WanVideo/models/references';
import { contractObjections } from '../support/contracts';
import { apiOf } from '../support/providers';
import { referencesOf } from '../support/referenceArbitraries';
import { fieldsFor, problemWith } from '../support/requests';
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

const RULES = USES.flatMap((use) =>
	(use.model.rules ?? []).map((rule) => ({ ...use, use, rule, fields: JSON.stringify(rule) })),
);

describe.each(RULES)('a rule of $id for $operation on $provider: $fields', ({ use, rule }) => {
	const all =
		rule.kind === 'excludes' ? [...rule.fields, ...rule.others] : [rule.field, rule.needs];
	const broken =
		rule.kind === 'excludes'
			? rule.fields.flatMap((one) => rule.others.map((other) => [one, other]))
			: [[rule.field]];
	const kept =
		rule.kind === 'excludes' ? [[], ...all.map((one) => [one])] : [[], [rule.needs], all];

	async function objections(names: readonly string[]): Promise<string[]> {
		const links = names.map((name) => [
			name,
			/(urls|images|videos|audios)$/.test(name) ? [VIDEO] : VIDEO,
		]);
		const fields = {
			...use.model.constants,
			...(use.operation === 'editVideo' && { video_url: VIDEO, function: 'video_edit' }),
			prompt,
			...(Object.fromEntries(links) as Record<string, string | string[]>),
		};
		const request = apiOf(use.provider).create({ model: use.id, fields });
		return await contractObjections(use.provider, request);
	}

	it.each(broken.map((names) => ({ names })))(
		'is the contract’s, too, which refuses $names',
		async ({ names }) => {
			expect(await objections(names)).not.toEqual([]);
		},
	);

	it.each(kept.map((names) => ({ names })))('is no stricter than it: $names', async ({ names }) => {
		expect(await objections(names)).toEqual([]);
	});
});
