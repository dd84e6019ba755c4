import { describe, expect, it } from '@jest/globals';

import type { Parameter } from '../../nodes/WanVideo/models/Model';
import type { MediaKind } from '../../nodes/WanVideo/models/operations';
import { mediaRulesOf } from '../../sandbox/providers/alibabaCloud/mediaRules';
import { catalogOf } from '../support/providers';
import { USES } from '../support/uses';

const { images, videoFiles, audioFiles } = catalogOf('alibabaCloud');
const COMMON = { image: images, video: videoFiles, audio: audioFiles };

/** What a model says of the files of a kind, besides what most models do. */
type Limits = NonNullable<Extract<Parameter, { kind: MediaKind }>['limits']>;

interface Taken {
	kind: MediaKind;
	limits: Limits | undefined;
}

function filesOf(parameter: Parameter): Taken[] {
	switch (parameter.kind) {
		case 'image':
		case 'video':
		case 'audio':
			return [{ kind: parameter.kind, limits: parameter.limits }];
		case 'references':
			return Object.entries(parameter.kinds).map(([kind, { limits }]) => ({
				kind: kind as MediaKind,
				limits,
			}));
		case 'text':
		case 'choice':
		case 'integer':
		case 'number':
		case 'switch':
			return [];
	}
}

/** The table's limits in the sandbox's terms, which were written from the provider's pages without a look at it. */
function told({ kind, limits }: Taken): unknown {
	const { maxBytes, alpha, side, maxRatio, seconds, framesPerSecond }: Limits = {
		...COMMON[kind],
		...limits,
	};
	return {
		maxBytes,
		maxRatio,
		...(kind === 'image' && { alphaAllowed: alpha }),
		sides: side && [side.minimum, side.maximum],
		minSeconds: seconds?.minimum,
		maxSeconds: seconds?.maximum,
		minFramesPerSecond: framesPerSecond?.minimum,
	};
}

const CASES = USES.filter(({ provider }) => provider === 'alibabaCloud').flatMap((use) =>
	Object.entries(use.model.parameters).flatMap(([setting, parameter]) =>
		filesOf(parameter).map((taken) => ({ ...use, setting, kind: taken.kind, taken })),
	),
);

describe.each(CASES)('$setting ($kind) of $id for $operation', ({ operation, id, kind, taken }) => {
	it('may be as large, as long and as wide as its provider takes it', () => {
		const { picture, clip, end, recording } = mediaRulesOf(id);
		const rules = {
			image: picture && {
				...picture,
				maxBytes: picture.maxBytes === Infinity ? undefined : picture.maxBytes,
				sides: [picture.minSide, picture.maxSide],
			},
			// A clip that is continued has rules of its own.
			video: operation === 'extendVideo' ? end : clip,
			audio: recording,
		};
		expect(plain(told(taken))).toEqual(plain(rules[kind]));
	});
});

const COMPARED = [
	'maxBytes',
	'maxRatio',
	'alphaAllowed',
	'sides',
	'minSeconds',
	'maxSeconds',
	'minFramesPerSecond',
];

function plain(limits: unknown): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries((limits ?? {}) as Record<string, unknown>).filter(
			([name, value]) => COMPARED.includes(name) && value !== undefined,
		),
	);
}
