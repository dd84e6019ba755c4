import type { Catalog, MediaParameter, Parameter } from '../../nodes/WanVideo/models/Model';
import type { ContractField } from './contracts';

/** What a parameter of the table and a field of a contract can be compared by. */
export type Shape = Record<string, unknown>;

/** What the contract says of a field, as the table is to say it. */
export function shapeOfField(name: string, field: ContractField): Shape {
	if (field.type === 'array') {
		return field.items?.enum
			? { listOf: field.items.enum }
			: listShape(kindByName(name), field.minItems, field.maxItems);
	}
	if (field.enum) return choiceShape(numbersFirst(field.enum), field.default);
	if (field.format) return { file: kindByName(name) };
	switch (field.type) {
		case 'boolean':
			return defined({ switch: true, default: field.default });
		case 'integer':
		case 'number':
			return numberShape(field);
		case 'string':
		case undefined:
			return defined({ text: true, maxLength: field.maxLength });
	}
}

/**
 * What the table says of the fields that a parameter fills, by their names.
 *
 * @param field its name in the request; references have names of their own
 */
export function shapesOfParameter(field: string, parameter: Parameter): Record<string, Shape> {
	switch (parameter.kind) {
		case 'references': {
			const { kinds, maximum: together, voicesField } = parameter;
			const taken = Object.entries(kinds).filter(([kind]) => !(voicesField && kind === 'audio'));
			const lists = taken.flatMap(([kind, { field: own, minimum, maximum }]) => {
				const isOfOneType = own.endsWith(']');
				const isShared = taken.some(([other, { field }]) => other !== kind && field === own);
				return [
					isOfOneType
						? [own, { file: kind, maximum }]
						: [own, listShape(isShared ? 'image' : kind, minimum, isShared ? together : maximum)],
					...(voicesField ? [[`${own}.${voicesField}`, { file: 'audio' }]] : []),
				];
			});
			const { rolesField } = parameter;
			return {
				...(Object.fromEntries(lists) as Record<string, Shape>),
				...(rolesField && { [rolesField]: { listOf: ['obj', 'bg'] } }),
			};
		}
		case 'choice':
			return { [field]: choiceShape(parameter.values, parameter.default) };
		case 'integer':
		case 'number': {
			const { kind, minimum, maximum, step, also, default: preset } = parameter;
			if (step !== undefined && minimum !== undefined && maximum !== undefined) {
				return { [field]: { values: steps(minimum, maximum, step), default: preset } };
			}
			return {
				[field]: defined({ number: kind, minimum, maximum, also: also?.value, default: preset }),
			};
		}
		case 'switch':
			return { [field]: { switch: true, default: parameter.default } };
		case 'text':
			return { [field]: defined({ text: true, maxLength: parameter.maxLength }) };
		case 'image':
		case 'video':
		case 'audio':
			return { [field]: { file: parameter.kind } };
	}
}

/** Whether a file is taken, rather than only a link to it. */
export function takesFiles(
	{ images, videoFiles, audioFiles }: Catalog,
	{ kind, noDataUri }: Pick<MediaParameter, 'kind' | 'noDataUri'>,
): boolean {
	const files = { image: images, video: videoFiles, audio: audioFiles }[kind];
	return files !== undefined && !noDataUri;
}

/** Whether a file goes along with the request; what is uploaded does not. */
export function goesAlong(
	catalog: Catalog,
	parameter: Pick<MediaParameter, 'kind' | 'noDataUri'>,
): boolean {
	const { uploads } = catalog;
	const isUploaded = uploads !== undefined && uploads.inline[parameter.kind] === undefined;
	return takesFiles(catalog, parameter) && !isUploaded;
}

/** The empty one is none. */
function choiceShape(
	values: ReadonlyArray<string | number>,
	preset: string | number | boolean | undefined,
): Shape {
	const plain = values.filter((value) => value !== '');
	return defined({ values: plain, default: preset === '' ? undefined : preset });
}

/** Empty lists are not sent, so that a minimum of one says nothing. */
function listShape(kind: string, minimum = 0, maximum?: number): Shape {
	return defined({ list: kind, minimum: minimum > 1 ? minimum : undefined, maximum });
}

/** One that leaves out what follows its minimum has that beside its range. */
function numberShape({ type, minimum, maximum, not, default: preset }: ContractField): Shape {
	const range = not
		? { minimum: Math.max(...not.enum) + 1, maximum, also: minimum }
		: { minimum, maximum };
	return defined({ number: type, ...range, default: preset });
}

/** The contracts know a file's address only, and the name tells what it is of. */
function kindByName(path: string): string {
	const name = path.split('.').at(-1) ?? path;
	if (/video|clip/.test(name)) return 'video';
	return /audio|voice/.test(name) ? 'audio' : 'image';
}

/** The older path takes 5 and "5" alike: one of them will do. */
function numbersFirst(values: Array<string | number>): Array<string | number> {
	const numbers = values.filter((value) => typeof value === 'number');
	return numbers.length > 0 ? numbers : values;
}

function steps(minimum: number, maximum: number, step: number): number[] {
	const count = Math.floor((maximum - minimum) / step) + 1;
	return Array.from({ length: count }, (_, index) => minimum + index * step);
}

function defined(shape: Shape): Shape {
	return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}
