import type { IDataObject } from 'n8n-workflow';

import { spellings } from '../../nodes/WanVideo/models/catalog';
import type { Setting } from '../../nodes/WanVideo/models/Model';
import { MEDIA_KINDS, type MediaKind } from '../../nodes/WanVideo/models/operations';
import { neededSettings } from './settingArbitraries';
import { type TestedUse, USES } from './uses';

/** Every model of every provider, under every operation it has, by every name. */
export const ALL_USES: TestedUse[] = USES.flatMap((use) =>
	spellings([use.model]).map((id) => ({ ...use, id })),
);

/** What a user fills in at least: a prompt, and a link to each file that the operation starts from. */
export function leastForm(
	{ provider, operation, id, model }: TestedUse,
	links: Record<MediaKind, string>,
): IDataObject {
	const needed = neededSettings({ provider, operation, id, model });
	const isNeeded = (setting: Setting) => needed.includes(setting);
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
