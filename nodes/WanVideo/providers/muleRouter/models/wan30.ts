import type { Parameters } from '../../../models/Model';
import type { Rule } from '../../../models/rules';
import type { MuleRouterModel } from '../MuleRouterModel';
import { choice, on, seed } from './parameters';

// Source: two published clients that agree, one with recorded answers (QuantumNous/new-api, Makaron); the vendor's
// own pages, https://mulerouter.ai/docs/api-reference/endpoint/carrothub, were not to be read.

const MEGABYTE = 1024 * 1024;

const image = { kind: 'image', limits: { maxBytes: 20 * MEGABYTE } } as const;

const shared: Parameters = {
	prompt: { kind: 'text', required: true },
	aspectRatio: choice(['adaptive', '16:9', '4:3', '1:1', '3:4', '9:16'], 'adaptive'),
	duration: {
		kind: 'integer',
		minimum: 2,
		maximum: 30,
		default: 5,
		also: { value: -1, meaning: 'the model chooses' },
	},
	generateAudio: on,
	promptExpansion: on,
	seed,
};
const optionalPrompt = { kind: 'text' } as const;

const rules: readonly Rule[] = [
	{
		kind: 'excludes',
		fields: ['first_frame', 'last_frame'],
		others: ['reference_images', 'reference_videos', 'reference_audios'],
	},
	{ kind: 'excludes', fields: ['file'], others: ['link'] },
];

function model(
	id: string,
	name: string,
	resolutions: string[],
	aliases?: string[],
): MuleRouterModel {
	const own: Parameters = { ...shared, resolution: choice(resolutions, '1080p') };
	return {
		id,
		...(aliases && { aliases }),
		name,
		vendor: 'carrothub',
		uses: {
			textToVideo: { parameters: own, rules },
			imageToVideo: {
				parameters: {
					...own,
					prompt: optionalPrompt,
					image: { ...image, field: 'first_frame' },
					lastFrame: image,
				},
				rules,
			},
			referenceToVideo: {
				parameters: {
					...own,
					prompt: optionalPrompt,
					references: {
						kind: 'references',
						maximum: 20,
						kinds: {
							image: { field: 'reference_images', maximum: 10, limits: image.limits },
							video: {
								field: 'reference_videos',
								maximum: 5,
								totalSeconds: 15,
								secondsWithDuration: 30,
							},
							audio: { field: 'reference_audios', maximum: 5, totalSeconds: 15 },
						},
					},
				},
				rules,
			},
		},
	};
}

const upTo1080p = ['480p', '720p', '1080p'];
const upTo4k = ['1080p', '2k', '4k'];

/** Wan 3.0, which MuleRouter has from another vendor under another name. */
export const wan30: MuleRouterModel[] = [
	model('w3.0-video', 'Wan 3.0', upTo1080p, ['berry-1.0']),
	model('w3.0-video-prime', 'Wan 3.0 Prime', upTo1080p),
	model('w3.0-video-pro', 'Wan 3.0 Pro', upTo4k, ['berry-1.0-pro']),
	model('w3.0-video-prime-pro', 'Wan 3.0 Prime Pro', upTo4k),
];
