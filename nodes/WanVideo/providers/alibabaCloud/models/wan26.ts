import type { Model, Parameters, ReferencesParameter } from '../../../models/Model';
import {
	anyFrame,
	choice,
	common,
	image as anyImage,
	negativePrompt,
	neededPromptUpTo,
	on,
	promptUpTo,
	resolution,
	secondsUpTo,
	singaporeAndBeijing,
	sizes1080p,
	sizes480p,
	sizes720p,
	soundOf,
	watermarkAndSeed,
} from './parameters';

// Source: the pages legacy-wan-text-to-video-api-reference, legacy-image-to-video-api-reference and
// legacy-wan-reference-to-video-api-reference of https://help.aliyun.com/zh/model-studio/, and for Virginia the guides
// text-to-video-guide, image-to-video-guide and video-to-video-guide there.

const image = { ...anyImage, field: 'input.img_url' };
const prompt = promptUpTo(1500);
const neededPrompt = neededPromptUpTo(1500);
const audio = soundOf({ minimum: 3, maximum: 30 });
const shotType = choice(['single', 'multi'], 'single');

// The pages have an address in Frankfurt, which their tables of models do not.
const regionsOf26 = [...singaporeAndBeijing, 'virginia', 'frankfurt'] as const;

// One copy of the page has 5 and 10 only.
const durationInVirginia = choice([5, 10, 15], 5);
const inVirginia = { virginia: { duration: durationInVirginia } };

const fromText: Parameters = {
	prompt: neededPrompt,
	negativePrompt,
	audio,
	size: choice([...sizes720p, ...sizes1080p], '1920*1080'),
	duration: secondsUpTo(15),
	shotType,
	...common,
};

const fromImage: Parameters = {
	image,
	prompt,
	negativePrompt,
	audio,
	template: { kind: 'text' },
	resolution,
	duration: secondsUpTo(15),
	shotType,
	...common,
};

/** In one list, in which the prompt calls them character1, character2 and so on. */
const references: ReferencesParameter = {
	kind: 'references',
	kinds: {
		image: { field: 'input.reference_urls', maximum: 5, noDataUri: true },
		video: {
			field: 'input.reference_urls',
			maximum: 3,
			limits: { ...anyFrame, seconds: { minimum: 1, maximum: 30 } },
		},
	},
	maximum: 5,
};
const fromReferences: Parameters = {
	prompt: neededPrompt,
	negativePrompt,
	references,
	size: choice([...sizes720p, ...sizes1080p], '1920*1080'),
	duration: secondsUpTo(10),
	shotType,
	...watermarkAndSeed,
};

/** Newest first. */
export const wan26: Model[] = [
	{
		id: 'wan2.6-t2v',
		name: 'Wan 2.6',
		regions: regionsOf26,
		uses: { textToVideo: { parameters: fromText, inRegion: inVirginia } },
	},
	{
		id: 'wan2.6-t2v-us',
		name: 'Wan 2.6 US',
		regions: ['virginia'],
		uses: { textToVideo: { parameters: { ...fromText, duration: durationInVirginia } } },
	},
	{
		id: 'wan2.6-i2v',
		name: 'Wan 2.6',
		regions: regionsOf26,
		uses: { imageToVideo: { parameters: fromImage, inRegion: inVirginia } },
	},
	{
		id: 'wan2.6-i2v-flash',
		name: 'Wan 2.6 Flash',
		regions: singaporeAndBeijing,
		uses: { imageToVideo: { parameters: { ...fromImage, generateAudio: on } } },
	},
	{
		id: 'wan2.6-i2v-us',
		name: 'Wan 2.6 US',
		regions: ['virginia'],
		uses: { imageToVideo: { parameters: { ...fromImage, duration: durationInVirginia } } },
	},
	{
		id: 'wan2.6-r2v',
		name: 'Wan 2.6',
		regions: regionsOf26,
		uses: {
			referenceToVideo: {
				parameters: fromReferences,
				inRegion: { virginia: { duration: choice([5, 10], 5) } },
			},
		},
	},
	{
		id: 'wan2.6-r2v-flash',
		name: 'Wan 2.6 Flash',
		regions: singaporeAndBeijing,
		uses: { referenceToVideo: { parameters: { ...fromReferences, generateAudio: on } } },
	},
	{
		id: 'wan2.5-t2v-preview',
		name: 'Wan 2.5 Preview',
		regions: singaporeAndBeijing,
		uses: {
			textToVideo: {
				parameters: {
					prompt: neededPrompt,
					negativePrompt,
					audio,
					size: choice([...sizes480p, ...sizes720p, ...sizes1080p], '1920*1080'),
					duration: choice([5, 10], 5),
					...common,
				},
			},
		},
	},
	{
		id: 'wan2.5-i2v-preview',
		name: 'Wan 2.5 Preview',
		regions: singaporeAndBeijing,
		uses: {
			imageToVideo: {
				parameters: {
					image,
					prompt,
					negativePrompt,
					audio,
					template: { kind: 'text' },
					resolution: choice(['480P', '720P', '1080P'], '1080P'),
					duration: choice([5, 10], 5),
					...common,
				},
			},
		},
	},
];
