import type { IExecuteFunctions } from 'n8n-workflow';

import { type Survey, survey } from '../media/survey';
import type { MediaKind } from '../models/operations';
import type { StoredFile } from './storedFile';

/** By the node's run, and there by where n8n keeps a file: items often have the same one. */
const surveys = new WeakMap<IExecuteFunctions, Map<string, Survey>>();

/** Bytes of a survey that is worth remembering. */
const SMALL = 256 * 1024;

/** @throws when the execution is stopped meanwhile */
export async function surveyOnce(
	context: IExecuteFunctions,
	kind: MediaKind,
	file: StoredFile,
): Promise<Survey> {
	const known = surveys.get(context) ?? new Map<string, Survey>();
	surveys.set(context, known);
	const name = file.id && `${kind} ${file.id}`;
	const earlier = name && known.get(name);
	if (earlier) return earlier;
	const signal = context.getExecutionCancelSignal();
	const found = await survey(await file.open(), kind === 'video', signal);
	if (name && found.bytes.length <= SMALL) known.set(name, found);
	return found;
}
