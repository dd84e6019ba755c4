import { describe, expect, it } from '@jest/globals';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { WanVideoAimlApi } from '../../credentials/WanVideoAimlApi.credentials';
import { WanVideoMuleRouterApi } from '../../credentials/WanVideoMuleRouterApi.credentials';
import { description } from '../support/form';

const collections = description.properties.filter(({ type }) => type === 'collection');
const lists = description.properties.filter(({ type }) => type === 'fixedCollection');
const fields = [
	...description.properties,
	...collections.flatMap(({ options }) => options as INodeProperties[]),
	...lists.flatMap(({ options }) =>
		(options as INodePropertyCollection[]).flatMap(({ values }) => values),
	),
];
const credentials = [new WanVideoAimlApi(), new WanVideoMuleRouterApi()];
const choices = fields
	.filter(({ type }) => type === 'options')
	.flatMap((field) =>
		(field.options as INodePropertyOptions[]).map((choice) => ({ field: field.name, ...choice })),
	);

/** Words that titles write small, unless they come first. */
const SMALL = /^(a|an|the|and|or|of|for|to|in|on|with|by|from|per)$/;

function isTitleCase(title: string): boolean {
	const words = title.replace(/[()]/g, '').split(/[ /]/);
	return words.every((word, place) => /^[A-Z0-9]/.test(word) || (place > 0 && SMALL.test(word)));
}

/** As programs write names: camelCase, snake_case, 1280*720, alibaba/wan; but for a brand's own spelling. */
function isRaw(text: string): boolean {
	return text !== 'MuleRouter' && /[a-z][A-Z](?!\b)|_|\*|^[a-z]+$|[a-z]\/[a-z]/.test(text);
}

/** Without the tags of links. */
function withoutTags(text: string): string {
	return text.replace(/<[^>]*>/g, '');
}

const propertiesOf = ({ properties }: { properties: INodeProperties[] }) => properties;

describe('the texts of the form', () => {
	it('title every field in title case', () => {
		const titles = fields.map(({ displayName }) => displayName);
		expect(titles.filter((title) => !isTitleCase(title))).toEqual([]);
	});

	it('show no name as programs write it', () => {
		const shown = [
			...fields.map(({ displayName }) => displayName),
			...choices.map(({ name }) => name),
		];
		expect(shown.filter(isRaw)).toEqual([]);
	});

	it('name what holds a file as n8n’s design guide does, and never "binary"', () => {
		const titles = fields
			.filter(({ name }) => name.endsWith('BinaryProperty'))
			.map(({ displayName }) => displayName);
		expect([...new Set(titles)].sort()).toEqual([
			'Audio Input Data Field Name',
			'Image Input Data Field Name',
			'Last Frame Input Data Field Name',
			'Mask Image Input Data Field Name',
			'Mask Video Input Data Field Name',
			'Output Data Field Name',
			'Video Input Data Field Name',
		]);
		expect(fields.filter(({ displayName }) => /binary/i.test(displayName))).toEqual([]);
	});

	it('explain every field, or each of its choices', () => {
		const unexplained = fields.filter(
			(field) =>
				!field.description &&
				!field.hint &&
				!(field.options as INodePropertyOptions[] | undefined)?.every((one) => one.description),
		);
		// There is one resource; and what a reference is, its list explains.
		const obvious = ['options', 'resource', 'type'];
		expect(unexplained.map(({ name }) => name).filter((name) => !obvious.includes(name))).toEqual(
			[],
		);
	});

	it('begin what a switch does with "Whether"', () => {
		const switches = fields.filter(({ type }) => type === 'boolean');
		expect(switches.filter((field) => !field.description?.startsWith('Whether '))).toEqual([]);
	});

	it('call a field the same wherever it stands', () => {
		const titles = new Map<string, Set<string>>();
		for (const { name, displayName } of fields) {
			titles.set(name, (titles.get(name) ?? new Set()).add(displayName));
		}
		expect([...titles].filter(([, names]) => names.size > 1)).toEqual([]);
	});

	it('call two choices of a field differently', () => {
		const twice = fields.filter(({ options = [], type }) => {
			const names = options.map(({ name }) => name);
			return type === 'options' && new Set(names).size !== names.length;
		});
		expect(twice.map(({ name }) => name)).toEqual([]);
	});

	it('stand in the order of the alphabet in the options', () => {
		const titles = collections.map(({ options }) =>
			(options as INodeProperties[]).map(({ displayName }) => displayName),
		);
		expect(titles).toEqual(titles.map((list) => [...list].sort((a, b) => (a < b ? -1 : 1))));
	});

	const choosers = [...fields, ...credentials.flatMap(({ properties }) => properties)].filter(
		({ type, name }) => type === 'options' && name !== 'model',
	);
	it.each(choosers)(
		'stand in the order of the alphabet, numbers by their size, in the list of $displayName',
		({ options }) => {
			const names = (options as INodePropertyOptions[]).map(({ name }) => name);
			const inOrder = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
			expect(names).toEqual(inOrder);
		},
	);

	it('say that models stand newest first', () => {
		const models = fields.filter(
			({ name, displayOptions }) =>
				name === 'model' && !displayOptions?.show?.operation?.includes('fetch'),
		);
		expect(models.length).toBeGreaterThan(0);
		const silent = models.filter((field) => !field.description?.startsWith('Newest first.'));
		expect(silent).toEqual([]);
	});

	it('begin a placeholder with "e.g."', () => {
		const odd = fields.filter(
			({ placeholder, type }) =>
				placeholder && !/collection/i.test(type) && !placeholder.startsWith('e.g. '),
		);
		expect(odd.map(({ name }) => name)).toEqual([]);
	});

	it('end with a period if they are more than one sentence, and else without', () => {
		const texts = [...fields, ...choices, description, ...credentials.flatMap(propertiesOf)]
			.flatMap(({ description: text, ...one }) => [text, 'hint' in one ? one.hint : undefined])
			.filter((text) => text !== undefined);
		const odd = texts.filter((text) => /[.!?] \S/.test(withoutTags(text)) !== text.endsWith('.'));
		expect(odd).toEqual([]);
	});

	it('begin with a capital letter where they are sentences', () => {
		// A model's is its id.
		const sentences = [...fields, ...choices.filter(({ field }) => field !== 'model'), description];
		const texts = sentences.map(({ description: text }) => text);
		expect(texts.filter((text) => text && !/^[A-Z]/.test(text))).toEqual([]);
	});

	it('name each operation below the node as its list does', () => {
		const { subtitle = '' } = description;
		for (const { field, name, value } of choices) {
			if (field === 'operation') expect(subtitle).toContain(`"${String(value)}":"${name}"`);
		}
		expect(subtitle).toContain('$parameter["operation"]');
	});

	it('call what an operation does in sentence case, without articles, and with its object', () => {
		const actions = choices
			.filter(({ field }) => field === 'operation')
			.map(({ action }) => action);
		expect([...new Set(actions)].sort()).toEqual([
			'Animate character',
			'Edit video',
			'Extend video',
			'Fetch video',
			'Generate video from image',
			'Generate video from references',
			'Generate video from speech',
			'Generate video from text',
		]);
	});
});
