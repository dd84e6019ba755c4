import type { ChoiceParameter, NumberParameter, SwitchParameter } from '../../../models/Model';

// What many models of the tables have alike. Source: https://mulerouter.ai/docs/api-reference

export const shortPrompt = { kind: 'text', required: true, maxLength: 800 } as const;
export const prompt = { kind: 'text', required: true, maxLength: 2000 } as const;
export const image = { kind: 'image' } as const;
export const on: SwitchParameter = { kind: 'switch', default: true };
export const seed: NumberParameter = { kind: 'integer', minimum: 0, maximum: 2147483647 };

export const choice = (values: Array<string | number>, preset: string | number) =>
	({ kind: 'choice', values, default: preset }) satisfies ChoiceParameter;
export const shotType = choice(['single', 'multi'], 'single');

export const sizes480p = ['832*480', '480*832', '624*624'];
export const sizes720p = ['1280*720', '720*1280', '960*960', '1088*832', '832*1088'];
export const sizes1080p = ['1920*1080', '1080*1920', '1440*1440', '1632*1248', '1248*1632'];

/** What every model of 2.x has. */
export const common = {
	negativePrompt: { kind: 'text', maxLength: 500 },
	seed,
	promptExpansion: on,
} as const;
export const sound = { generateAudio: on, audio: { kind: 'audio' } } as const;
