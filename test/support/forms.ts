import type { IDataObject } from 'n8n-workflow';

import {
	modelsFor,
	operationsOf,
	spellings,
	type UsedModel,
} from '../../nodes/WanVideo/models/catalog';
import type { Setting } from '../../nodes/WanVideo/models/Model';
import {
	type GenerateOperation,
	MEDIA_KINDS,
	type MediaKind,
	operationNamed,
} from '../../nodes/WanVideo/models/operations';
import { catalogOf, PROVIDER_NAMES } from './providers';

/** A model under one of its operations, by one of its names. */
export interface UsedBy {
	provider: string;
	operation: GenerateOperation;
	/** Its id or an alias. */
	id: string;
	model: UsedModel;
}

/** Every model of every provider, under every operation it has, by every name. */
export const ALL_USES: UsedBy[] = PROVIDER_NAMES.flatMap((provider) =>
	operationsOf(catalogOf(provider)).flatMap((operation) =>
		modelsFor(catalogOf(provider), operation).flatMap((model) =>
			spellings([model]).map((id) => ({ provider, operation, id, model })),
		),
	),
);

/** What a user fills in at least: a prompt, and a link to each file that the operation starts from. */
export function leastForm(
	{ provider, operation, id, model }: UsedBy,
	links: Record<MediaKind, string>,
): IDataObject {
	const { media } = operationNamed(operation);
	const isNeeded = (setting: Setting) => {
		const parameter = model.parameters[setting];
		return (
			parameter !== undefined &&
			('required' in parameter || media[setting as keyof typeof media] === 'required')
		);
	};
	const files = Object.entries(MEDIA_KINDS).filter(([setting]) => isNeeded(setting as Setting));
	const references = model.parameters.references;
	return {
		provider,
		operation,
		model: { __rl: true, mode: 'list', value: id },
		...(model.parameters.prompt && { prompt: 'A paper boat in the rain' }),
		...Object.fromEntries(files.map(([setting, kind]) => [`${setting}Url`, links[kind]])),
		...(references?.kind === 'references' &&
			isNeeded('references') && {
				references: {
					reference: (Object.keys(references.kinds) as MediaKind[]).map((type) => ({
						type,
						source: 'url',
						url: links[type],
					})),
				},
			}),
	};
}
