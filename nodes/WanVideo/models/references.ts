import type { Catalog, Model, ReferenceKind, ReferencesParameter } from './Model';
import type { MediaKind } from './operations';
import { tenths } from './tenths';
import { invalid, list } from './words';

/** Something that a video is to be like, as a request has it. */
export interface Reference {
	kind: MediaKind;
	/** A URL or a data URI. */
	source: string;
	/** Where its header tells. */
	seconds?: number;
	/** What a picture shows, for models that ask. */
	role: 'object' | 'background';
}

/** References that were read, one at least. A class, so that they are told from what a form may hold. */
export class References {
	constructor(readonly all: readonly Reference[]) {}
}

export const isReferences = (value: unknown): value is References => value instanceof References;

/** In plural. */
export const KIND_NAMES: Record<MediaKind, string> = {
	image: 'pictures',
	video: 'videos',
	audio: 'sounds',
};

const ROLES = { object: 'obj', background: 'bg' };

/**
 * The request's lists of references. Each keeps the order of the form: a prompt counts by it ("Image 1").
 *
 * @param duration of the video to be made, in seconds, if that is set
 * @throws Problem `invalidInput` when the model does not take them
 */
export function referenceFields(
	model: Model,
	parameter: ReferencesParameter,
	value: unknown,
	duration: unknown,
): Record<string, string[]> {
	const { kinds, maximum, rolesField } = parameter;
	const all = isReferences(value) ? value.all : [];
	if (all.length === 0) return {};
	const taken = Object.keys(kinds) as MediaKind[];
	const alien = all.find(({ kind }) => !taken.includes(kind));
	if (alien) {
		throw invalid(
			`${model.name} takes no ${KIND_NAMES[alien.kind]} as references`,
			`It takes ${list(taken.map((kind) => KIND_NAMES[kind]))}. Remove the others, or choose another model.`,
		);
	}
	if (maximum !== undefined && all.length > maximum) {
		throw invalid(
			`${model.name} takes at most ${maximum} references, but there are ${all.length}`,
			'Remove some of them.',
		);
	}
	const fields: Record<string, string[]> = {};
	for (const kind of taken) {
		const limits = kinds[kind];
		const given = all.filter((one) => one.kind === kind);
		if (!limits) continue;
		checkNumber(model, kind, limits, given.length);
		checkSeconds(model, kind, limits, given, duration);
		if (given.length > 0) fields[limits.field] = given.map(({ source }) => source);
	}
	return { ...fields, ...(rolesField && roles(rolesField, all)) };
}

/** For a model that the list does not know: in the lists that the newest one has. */
export function uncheckedReferenceFields(
	{ models }: Catalog,
	{ all }: References,
): Record<string, string[]> {
	const newest = models
		.flatMap(({ uses }) => uses.referenceToVideo?.parameters.references ?? [])
		.find(({ kind }) => kind === 'references') as ReferencesParameter | undefined;
	const fields: Record<string, string[]> = {};
	for (const { kind, source } of all) {
		const field = newest?.kinds[kind]?.field;
		if (!field) {
			throw invalid(
				`It is not known how this model takes ${KIND_NAMES[kind]} as references`,
				'Give them in Additional Fields, in the names of the provider.',
			);
		}
		(fields[field] ??= []).push(source);
	}
	return fields;
}

function checkNumber(
	model: Model,
	kind: MediaKind,
	{ minimum = 0, maximum }: ReferenceKind,
	number: number,
): void {
	const name = KIND_NAMES[kind];
	if (number > maximum) {
		const most = maximum === 1 ? name.replace(/s$/, '') : name;
		throw invalid(
			`${model.name} takes at most ${maximum} ${most} as ${maximum === 1 ? 'a reference' : 'references'}, but there are ${number}`,
			'Remove some of them, or choose a model that takes more.',
		);
	}
	if (number < minimum) {
		throw invalid(
			`${model.name} needs at least ${minimum} of its references to be ${name}, but there are ${number}`,
			'Add some, or choose another model.',
		);
	}
}

/** Those behind a link are not counted: only their header would tell. */
function checkSeconds(
	model: Model,
	kind: MediaKind,
	{ totalSeconds, secondsWithDuration }: ReferenceKind,
	given: readonly Reference[],
	duration: unknown,
): void {
	const seconds = tenths(given.reduce((sum, one) => sum + tenths(one.seconds ?? 0), 0));
	if (totalSeconds !== undefined && seconds > totalSeconds) {
		throw invalid(
			`${model.name} takes at most ${totalSeconds} seconds of reference ${KIND_NAMES[kind]}, but they are ${seconds} seconds long together`,
			'Shorten them, or remove some.',
		);
	}
	const together = tenths(seconds + Number(duration));
	if (secondsWithDuration !== undefined && seconds > 0 && together > secondsWithDuration) {
		throw invalid(
			`The reference ${KIND_NAMES[kind]} and the new video may be ${secondsWithDuration} seconds long together with ${model.name}, but they are ${together}`,
			'Choose a shorter Duration, or shorten the references.',
		);
	}
}

/** @throws Problem `invalidInput` for a second background */
function roles(field: string, all: readonly Reference[]): Record<string, string[]> {
	const backgrounds = all.filter(({ role }) => role === 'background');
	if (backgrounds.length > 1) {
		throw invalid(
			`Only one reference may show the background, but ${backgrounds.length} do`,
			'Change the Role of the others.',
		);
	}
	return { [field]: all.map(({ role }) => ROLES[role]) };
}
