import fc from 'fast-check';

import type { ReferenceKind, ReferencesParameter } from '../../nodes/WanVideo/models/Model';
import type { MediaKind } from '../../nodes/WanVideo/models/operations';
import { type Reference, References } from '../../nodes/WanVideo/models/references';

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio'];

/** As many of a kind, with a link to each. */
export function referencesOf(kind: MediaKind, number: number, seconds?: number): Reference[] {
	return Array.from({ length: number }, (_, index) => ({
		kind,
		source: `https://example.com/${kind}-${index}`,
		role: 'object',
		...(seconds !== undefined && { seconds }),
	}));
}

/** Without those whose length is known: see `fitting` for what they may be together with the video to be made. */
export function allowedReferences({
	kinds,
	maximum = Infinity,
	rolesField,
	voicesField,
}: ReferencesParameter): fc.Arbitrary<References> {
	const isCounted = ([kind]: [MediaKind, ReferenceKind]) => !(voicesField && kind === 'audio');
	const lists = entriesOf(kinds)
		.filter(isCounted)
		.map(([kind, limits]) =>
			fc
				.integer({ min: limits.minimum ?? 0, max: limits.maximum })
				.map((number) => referencesOf(kind, number)),
		);
	return fc
		.tuple(...lists)
		.map((each) => each.flat())
		.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
		.filter(({ length }) => length > 0 && length <= maximum)
		.chain((all) =>
			fc
				.integer({ min: 0, max: rolesField ? all.length : 0 })
				.map((last) => withBackgrounds(all, all.length - last, 1)),
		)
		.chain((all) =>
			fc
				.array(voicesField ? fc.boolean() : fc.constant(false), {
					minLength: all.length,
					maxLength: all.length,
				})
				.map((voiced) => new References(withVoices(all, voiced))),
		);
}

/** Some that break a rule of the model's. */
export function alienReferences(parameter: ReferencesParameter): fc.Arbitrary<References> {
	const { kinds, maximum, rolesField, voicesField } = parameter;
	const taken = entriesOf(kinds);
	const bad: Array<readonly Reference[]> = [
		...KINDS.filter((kind) => !kinds[kind]).map((kind) => referencesOf(kind, 1)),
		...taken.map(([kind, limits]) => referencesOf(kind, limits.maximum + 1)),
		...taken.flatMap(([kind, { totalSeconds }]) =>
			totalSeconds === undefined ? [] : [referencesOf(kind, 2, totalSeconds / 2 + 0.1)],
		),
	];
	if (maximum !== undefined) {
		bad.push(
			taken
				.flatMap(([kind, limits]) => referencesOf(kind, limits.maximum))
				.concat(referencesOf('image', maximum)),
		);
	}
	if (voicesField) bad.push(referencesOf('audio', 1));
	if (rolesField) bad.push(withBackgrounds(referencesOf('image', 2), 0, 2));
	return fc.constantFrom(...bad).map((all) => new References(all));
}

/** Any number of any kind, of any length. Never none: what holds none is not read as references. */
export const anyReferences: fc.Arbitrary<References> = fc
	.array(
		fc.record(
			{
				kind: fc.constantFrom(...KINDS),
				source: fc.constant('https://example.com/file'),
				role: fc.constantFrom<Reference['role']>('object', 'background'),
				seconds: fc.double({ min: 0, max: 40, noNaN: true }),
			},
			{ requiredKeys: ['kind', 'source', 'role'] },
		),
		{ minLength: 1, maxLength: 24 },
	)
	.map((all) => new References(all));

function withBackgrounds(all: readonly Reference[], from: number, number: number): Reference[] {
	return all.map((one, index) =>
		index >= from && index < from + number ? { ...one, role: 'background' } : one,
	);
}

/** Each with a sound behind it, where it has a voice. */
function withVoices(all: readonly Reference[], voiced: readonly boolean[]): Reference[] {
	return all.flatMap((one, index) => (voiced[index] ? [one, ...referencesOf('audio', 1)] : [one]));
}

const entriesOf = (kinds: ReferencesParameter['kinds']) =>
	Object.entries(kinds) as Array<[MediaKind, ReferenceKind]>;
