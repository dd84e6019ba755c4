import type {
	ChoiceParameter,
	Model,
	NumberParameter,
	SwitchParameter,
	TextParameter,
} from '../../../models/Model';
import type { Range } from '../../../models/MediaLimits';

// What many models of the tables have alike. Source: the API pages of https://help.aliyun.com/zh/model-studio/

export const MEGABYTE = 1024 * 1024;

/** Where the models of Wan 2.7 and older are to be had, unless it says otherwise at one. */
export const singaporeAndBeijing = ['singapore', 'beijing'] as const;

/** For the models that Beijing has under another id. */
export const spelledInBeijing = (id: string) =>
	({ aliases: [id], regions: singaporeAndBeijing, idIn: { beijing: id } }) satisfies Partial<Model>;

/** Longer texts are cut off in silence: here they are refused, so that nobody wonders what became of the rest. */
export const promptUpTo = (maxLength: number) =>
	({ kind: 'text', maxLength }) satisfies TextParameter;
export const neededPromptUpTo = (maxLength: number) =>
	({ kind: 'text', required: true, maxLength }) satisfies TextParameter;
export const negativePrompt: TextParameter = promptUpTo(500);

export const on: SwitchParameter = { kind: 'switch', default: true };
export const off: SwitchParameter = { kind: 'switch', default: false };

export const choice = (values: Array<string | number>, preset: string | number) =>
	({ kind: 'choice', values, default: preset }) satisfies ChoiceParameter;

/** The models that have one duration take it as a field all the same. */
export const fiveSeconds = choice([5], 5);
export const secondsUpTo = (maximum: number) =>
	({ kind: 'integer', minimum: 2, maximum, default: 5 }) satisfies NumberParameter;

export const aspectRatios = ['16:9', '9:16', '1:1', '4:3', '3:4'];
export const aspectRatio = choice(aspectRatios, '16:9');
export const resolution = choice(['720P', '1080P'], '1080P');

export const sizes480p = ['832*480', '480*832', '624*624'];
export const sizes720p = ['1280*720', '720*1280', '960*960', '1088*832', '832*1088'];
export const sizes1080p = ['1920*1080', '1080*1920', '1440*1440', '1632*1248', '1248*1632'];

export const image = { kind: 'image' } as const;

/** A sound that the video follows. */
export const soundOf = (seconds: Range) => ({ kind: 'audio', limits: { seconds } }) as const;

/** For media that no page gives a limit of, where the catalog's is one. */
export const anyFrame = { side: undefined, maxRatio: undefined } as const;

export const seed: NumberParameter = { kind: 'integer', minimum: 0, maximum: 2147483647 };

/** What every model has that makes a video of a prompt, but for references in Wan 2.6, which has no prompt expansion. */
export const watermarkAndSeed = { watermark: off, seed } as const;
export const common = { ...watermarkAndSeed, promptExpansion: on } as const;
