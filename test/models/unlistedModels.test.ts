import { describe, expect, it } from '@jest/globals';

import { References } from '../../nodes/WanVideo/models/references';
import { uncheckedFields } from '../../nodes/WanVideo/models/requestFields';
import { Problem } from '../../nodes/WanVideo/problem';
import { catalogOf } from '../support/providers';
import { referencesOf } from '../support/referenceArbitraries';

describe('a model that the list does not know', () => {
	it('gets what is set as it is, under the provider’s names', () => {
		expect(
			uncheckedFields(catalogOf('aimlApi'), 'textToVideo', {
				prompt: 'A boat',
				resolution: '4K',
				duration: 20,
				promptExpansion: false,
				negativePrompt: '',
				seed: null,
				image: undefined,
			}),
		).toEqual({ prompt: 'A boat', resolution: '4K', duration: 20, enhance_prompt: false });
	});

	it.each([{ text: 'A boat' }, ['A boat']])('is not sent an object as text: %j', (prompt) => {
		expect(() => uncheckedFields(catalogOf('aimlApi'), 'textToVideo', { prompt })).toThrow(Problem);
	});

	it('gets no setting that the provider has no name for', () => {
		expect(
			uncheckedFields(catalogOf('aimlApi'), 'textToVideo', { size: '1280*720', prompt: 'A boat' }),
		).toEqual({
			prompt: 'A boat',
		});
	});

	it.each([
		['aimlApi', ['reference_image_urls', 'video_urls', 'audio_urls']],
		['muleRouter', ['reference_images', 'reference_videos', 'reference_audios']],
	])('gets references in the lists of the newest model of %s', (provider, names) => {
		const references = new References([
			...referencesOf('video', 1),
			...referencesOf('image', 2),
			...referencesOf('audio', 1),
		]);
		const [images = '', videos = '', audios = ''] = names;
		expect(uncheckedFields(catalogOf(provider), 'referenceToVideo', { references })).toEqual({
			[images]: ['https://example.com/image-0', 'https://example.com/image-1'],
			[videos]: ['https://example.com/video-0'],
			[audios]: ['https://example.com/audio-0'],
		});
	});

	it('gets a picture under the name that the newest model has for it', () => {
		const image = 'https://example.com/a.png';
		expect(uncheckedFields(catalogOf('muleRouter'), 'imageToVideo', { image })).toEqual({
			first_frame: image,
		});
	});
});
