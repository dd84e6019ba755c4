import { describe, expect, it } from '@jest/globals';

import { checkAudio } from '../../nodes/WanVideo/media/checkAudio';
import type { AudioLimits } from '../../nodes/WanVideo/models/MediaLimits';
import { encodedSound, encodedVideo, png, wav } from '../support/mediaFiles';
import { problemOf } from './problemOf';

const types = ['audio/wav', 'audio/mpeg'];

const refused = (bytes: Buffer, limits: Partial<AudioLimits>) =>
	problemOf(() => checkAudio(bytes, { types, ...limits }, 'Audio'));

describe('a WAV of five seconds', () => {
	it('is taken without limits, and told', () => {
		expect(checkAudio(wav(), { types }, 'Audio')).toEqual({ type: 'audio/wav', seconds: 5 });
	});

	it('is taken at the edge of every limit', () => {
		const limits = { types, maxBytes: wav().length, seconds: { minimum: 5, maximum: 5 } };
		expect(checkAudio(wav(), limits, 'Audio').type).toBe('audio/wav');
	});

	it.each<[AudioLimits['seconds'], string, string]>([
		[{ minimum: 6, maximum: 30 }, 'from 6 to 30', 'Take a longer one.'],
		[{ minimum: 1, maximum: 4 }, 'from 1 to 4', 'Shorten it first, or take a part of it.'],
		[{ maximum: 4 }, 'at most 4', 'Shorten it first, or take a part of it.'],
	])('is too short or too long for %j', (seconds, range, description) => {
		expect(refused(wav(), { seconds })).toEqual({
			message: `Audio is 5 seconds long, and it must be ${range}`,
			description,
		});
	});

	it('is too large', () => {
		const large = Buffer.concat([wav(), Buffer.alloc(15 * 1024 * 1024)]);
		expect(refused(large, { maxBytes: 15 * 1024 * 1024 })).toEqual({
			message: 'Audio is too large: 15.1 MB, and 15 MB are allowed',
			description: 'Shorten it first, or save it as MP3.',
		});
	});

	it('is of a type that is not taken', () => {
		expect(refused(wav(), { types: ['audio/mpeg'] })).toEqual({
			message: 'Audio is not a sound this provider takes (it is WAV)',
			description: "It takes MP3. The file's content counts, not its name.",
		});
	});
});

it('an MP3 is taken, and told', async () => {
	expect(checkAudio(await encodedSound('mp3'), { types }, 'Audio')).toEqual({
		type: 'audio/mpeg',
		seconds: expect.closeTo(0.5, 0.7) as unknown,
	});
});

it('an MP3 is too long', async () => {
	const sound = await encodedSound('mp3', true, { seconds: 12.3 });
	expect(refused(sound, { seconds: { maximum: 10 } })?.message).toMatch(
		/^Audio is 12\.[34] seconds long, and it must be at most 10$/,
	);
});

it('a sound whose header tells no length is the provider’s to check', async () => {
	const sound = await encodedSound('wav', true, { options: ['-c:a', 'adpcm_ms'] });
	expect(refused(sound, { seconds: { minimum: 3 } })).toBeUndefined();
});

it.each([
	['a sound of a phone (M4A)', async () => await encodedSound('m4a'), ' (it is MP4)'],
	['a video', async () => await encodedVideo('webm', { seconds: 0.2 }), ' (it is WEBM)'],
	['an Ogg', async () => await encodedSound('ogg'), ''],
	['a picture', () => png(), ''],
	['nothing', () => Buffer.alloc(0), ''],
])('%s is no sound where WAV and MP3 are taken', async (_, file, found) => {
	expect(refused(await file(), {})).toEqual({
		message: `Audio is not a sound this provider takes${found}`,
		description: "It takes WAV and MP3. The file's content counts, not its name.",
	});
});
