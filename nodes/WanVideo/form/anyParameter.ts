import { modelsFor } from '../models/catalog';
import type { Parameter, Setting } from '../models/Model';
import { operationNamed } from '../models/operations';
import { isOption } from './parameterNames';
import type { Place } from './places';

/** What a model may have that the table does not know: what the operation starts from, every choice, and any option. */
export function anyParameter(
	setting: Setting,
	{ provider, operation }: Place,
): Parameter | undefined {
	const { media, prompt } = operationNamed(operation);
	if (setting === 'prompt') return prompt === '' ? undefined : { kind: 'text', required: true };
	const known = modelsFor(provider.catalog, operation).flatMap(
		({ parameters }) => parameters[setting] ?? [],
	);
	const [first] = known;
	if (isOption(operation, setting)) return known.find(({ functions }) => !functions);
	if (setting in media) {
		// Whatever function such a model has, it is not one that the table knows.
		return first?.kind === 'references'
			? { ...first, functions: undefined }
			: first && { kind: first.kind as 'image' };
	}
	const choices = known.filter((one) => one.kind === 'choice' && !one.functions);
	if (choices.length === 0) return undefined;
	// Values that differ in case only are the same to the node: one of them will do.
	const values = new Map(
		choices.flatMap((one) =>
			one.kind === 'choice'
				? one.values.map((value) => [String(value).toLowerCase(), value] as const)
				: [],
		),
	);
	return { kind: 'choice', values: [...values.values()], default: '' };
}
