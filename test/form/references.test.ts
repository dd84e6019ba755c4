import { describe, expect, it } from '@jest/globals';
import {
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	NodeHelpers,
} from 'n8n-workflow';

import type { ReferencesParameter } from '../../nodes/WanVideo/models/Model';
import {
	choicesOf,
	description,
	formValues,
	namesOf,
	onlyField,
	shownFields,
} from '../support/form';
import { type TestedUse, USES, useOf } from '../support/uses';

/** What a model says of references, wherever it takes some. */
const TAKING = USES.flatMap((use) => {
	const { references, function: choice } = use.model.parameters;
	if (references?.kind !== 'references') return [];
	const chosen = references.functions?.[0] ?? (choice?.kind === 'choice' ? choice.default : '');
	return [{ ...use, references, chosen }];
});

const at = ({ provider, operation, id, chosen }: TestedUse & { chosen: string | number }) => ({
	provider,
	operation,
	model: id,
	...(chosen !== '' && { function: chosen }),
});

/** The fields of one reference. */
function rowOf(given: INodeParameters): INodeProperties[] {
	const { options } = onlyField(shownFields(given), 'references');
	return (options as INodePropertyCollection[])[0]?.values ?? [];
}

const kindsOf = ({ kinds }: ReferencesParameter) => Object.keys(kinds).sort();

describe.each(TAKING)('references for $id on $provider: $operation', (use) => {
	const row = rowOf(at(use));

	it('are of the kinds that it takes', () => {
		expect([...choicesOf(onlyField(row, 'type'))].sort()).toEqual(kindsOf(use.references));
	});

	it('begin with a kind that it takes', () => {
		expect(kindsOf(use.references)).toContain(onlyField(row, 'type').default);
	});

	it('have a role where it asks for one', () => {
		expect(namesOf(row).includes('role')).toBe(use.references.rolesField !== undefined);
	});

	it('are given one by one, or as a list by an expression', () => {
		const types = ['fields', 'list'].map(
			(specifyReferences) =>
				onlyField(shownFields({ ...at(use), specifyReferences }), 'references').type,
		);
		expect(types).toEqual(['fixedCollection', 'json']);
	});
});

describe('a reference', () => {
	const place = at({
		...useOf('aimlApi', 'referenceToVideo', 'alibaba/wan-3-0-video'),
		chosen: '',
	});

	it.each([
		['url', 'url', 'binaryProperty'],
		['binary', 'binaryProperty', 'url'],
	])('from %s asks for %s only', (source, asked, notAsked) => {
		const values = { type: 'image', source };
		const shown = namesOf(
			rowOf(place).filter((field) =>
				NodeHelpers.displayParameter(values, field, null, description, values),
			),
		);
		expect(shown).toContain(asked);
		expect(shown).not.toContain(notAsked);
	});

	it('is run with the values of its fields', () => {
		const reference = [{ type: 'video', url: 'https://example.com/a.mp4' }, { source: 'binary' }];
		expect(formValues({ ...place, references: { reference } })).toMatchObject({
			references: {
				reference: [
					{ type: 'video', source: 'url', url: 'https://example.com/a.mp4' },
					{ type: 'image', source: 'binary', binaryProperty: 'data' },
				],
			},
		});
	});
});

describe('a list of references', () => {
	it('by an expression is run as it is', () => {
		const references = '={{ $json.references }}';
		const given = {
			provider: 'muleRouter',
			operation: 'referenceToVideo',
			specifyReferences: 'list',
			references,
		};
		expect(formValues(given)).toMatchObject({ references });
	});
});
