import type {
	ChoiceParameter,
	NumberParameter,
	ReferencesParameter,
	SwitchParameter,
	TextParameter,
} from '../../../models/Model';

// What many models of the tables have alike.

export const prompt: TextParameter = { kind: 'text', required: true };
export const negativePrompt: TextParameter = { kind: 'text' };
export const image = { kind: 'image' } as const;
export const video = { kind: 'video' } as const;
export const audio = { kind: 'audio' } as const;
export const seed: NumberParameter = { kind: 'integer' };
export const on: SwitchParameter = { kind: 'switch', default: true };
export const off: SwitchParameter = { kind: 'switch', default: false };

export const choice = (values: Array<string | number>, preset: string | number) =>
	({ kind: 'choice', values, default: preset }) satisfies ChoiceParameter;

export const resolution = (values: string[], preset: string) => choice(values, preset);
export const duration = (...values: number[]) => choice(values, 10);

export const shotType = choice(['single', 'multi'], 'single');
export const aspectRatio = choice(['16:9', '9:16', '1:1', '4:3', '3:4'], '16:9');
export const wideSquareOrTall = choice(['16:9', '9:16', '1:1'], '16:9');

/** Under these names, each up to so many. */
export const references = (kinds: ReferencesParameter['kinds']): ReferencesParameter => ({
	kind: 'references',
	required: true,
	kinds,
});
