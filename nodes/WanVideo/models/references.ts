import type { Attachment } from './Attachment';
import { addToField, type RequestFields } from './fieldPaths';
import type { Catalog, Model, ReferenceKind, ReferencesParameter } from './Model';
import type { MediaKind } from './operations';
import { tenths } from './tenths';
import { invalid, list } from './words';

/** Something that a video is to be like, as a request has it. */
export interface Reference {
	kind: MediaKind;
	/** A URL, a data URI, or a file that gets a link by being uploaded. */
	source: string | Attachment;
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
 * Puts references into a request's lists. Each list keeps the order of the form: a prompt counts by it ("Image 1").
 *
 * @param duration of the video to be made, in seconds, if that is set
 * @throws Problem `invalidInput` when the model does not take them
 */
export function putReferences(
	fields: RequestFields,
	model: Model,
	parameter: ReferencesParameter,
	value: unknown,
	duration: unknown,
): void {
	const { kinds, maximum, rolesField, voicesField } = parameter;
	const all = isReferences(value) ? value.all : [];
	if (all.length === 0) return;
	const taken = Object.keys(kinds) as MediaKind[];
	const alien = all.find(({ kind }) => !taken.includes(kind));
	if (alien) {
		throw invalid(
			`${model.name} takes no ${KIND_NAMES[alien.kind]} as references`,
			`It takes ${list(taken.map((kind) => KIND_NAMES[kind]))}. Remove the others, or choose another model.`,
		);
	}
	const counted = voicesField ? all.filter(({ kind }) => kind !== 'audio') : all;
	if (maximum !== undefined && counted.length > maximum) {
		throw invalid(
			`${model.name} takes at most ${maximum} references, but there are ${counted.length}`,
			'Remove some of them.',
		);
	}
	for (const kind of taken) {
		const limits = kinds[kind];
		const given = all.filter((one) => one.kind === kind);
		if (!limits) continue;
		checkNumber(model, kind, limits, given.length);
		checkSeconds(model, kind, limits, given, duration);
	}
	for (const { kind, source, voice } of voicesField ? withVoices(all) : all.map(alone)) {
		const field = kinds[kind]?.field;
		const more = voicesField && voice ? { [voicesField]: voice } : undefined;
		if (field) addToField(fields, field, source, more);
	}
	if (rolesField) for (const role of roles(all)) addToField(fields, rolesField, role);
}

/** For a model that the list does not know: in the lists that the newest one has. */
export function putUncheckedReferences(
	fields: RequestFields,
	{ models }: Catalog,
	{ all }: References,
): void {
	const newest = models
		.flatMap(({ uses }) => uses.referenceToVideo?.parameters.references ?? [])
		.find(({ kind }) => kind === 'references') as ReferencesParameter | undefined;
	for (const { kind, source } of all) {
		const field = newest?.kinds[kind]?.field;
		if (!field) {
			throw invalid(
				`It is not known how this model takes ${KIND_NAMES[kind]} as references`,
				'Give them in Additional Fields, in the names of the provider.',
			);
		}
		addToField(fields, field, source);
	}
}

type Voiced = Pick<Reference, 'kind' | 'source'> & { voice?: Reference['source'] };

const alone = ({ kind, source }: Reference): Voiced => ({ kind, source });

/**
 * Each sound as the voice of the reference before it.
 *
 * @throws Problem `invalidInput` for a sound that is nobody's voice
 */
function withVoices(all: readonly Reference[]): Voiced[] {
	const voiced: Voiced[] = [];
	for (const [index, { kind, source }] of all.entries()) {
		if (kind !== 'audio') {
			voiced.push({ kind, source });
			continue;
		}
		const before = voiced.at(-1);
		if (!before || before.voice) {
			throw invalid(
				`Reference ${index + 1} is a sound, and there is no picture or video before it that has no voice yet`,
				'A sound is the voice of the reference before it: put it right behind its picture or video.',
			);
		}
		before.voice = source;
	}
	return voiced;
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

/** Those behind a link have no length here: only their header would tell. */
function checkSeconds(
	model: Model,
	kind: MediaKind,
	{ totalSeconds, secondsWithDuration, maxDuration = Infinity }: ReferenceKind,
	given: readonly Reference[],
	duration: unknown,
): void {
	if (given.length > 0 && Number(duration) > maxDuration) {
		throw invalid(
			`With ${KIND_NAMES[kind]} as references, ${model.name} makes at most ${maxDuration} seconds, but Duration is ${Number(duration)}`,
			`Choose a shorter Duration, or remove the ${KIND_NAMES[kind]}.`,
		);
	}
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
function roles(all: readonly Reference[]): string[] {
	const backgrounds = all.filter(({ role }) => role === 'background');
	if (backgrounds.length > 1) {
		throw invalid(
			`Only one reference may show the background, but ${backgrounds.length} do`,
			'Change the Role of the others.',
		);
	}
	return all.map(({ role }) => ROLES[role]);
}
