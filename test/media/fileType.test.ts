import { describe, expect, it } from '@jest/globals';

import { audioType, pngHasAlpha } from '../../nodes/WanVideo/media/fileType';
import { isMarkup } from '../../nodes/WanVideo/models/text';
import { encodedSound, png, wav } from '../support/mediaFiles';

describe('the type of a sound', () => {
	it('is told for WAV', () => {
		expect(audioType(wav())).toBe('audio/wav');
	});

	it.each([true, false])('is told for MP3, its tag being there: %s', async (tag) => {
		expect(audioType(await encodedSound('mp3', tag))).toBe('audio/mpeg');
	});

	it('is not told for another sound', async () => {
		expect(audioType(await encodedSound('ogg'))).toBeUndefined();
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['a picture', png()],
		['text', Buffer.from('RIFFRAFF and other words')],
		['a RIFF file that is no WAV', Buffer.from('RIFF\0\0\0\0AVI LIST')],
		['a JPEG, whose first byte is that of MP3', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
		['AAC, whose sync bits are those of MP3', Buffer.from([0xff, 0xf1, 0x50, 0x80])],
	])('is not told for %s', (_, bytes) => {
		expect(audioType(bytes)).toBeUndefined();
	});
});

describe('a PNG', () => {
	it.each(['greyAlpha', 'colourAlpha', 'transparentColour'] as const)(
		'can hold transparency: %s',
		(kind) => {
			expect(pngHasAlpha(png({}, kind))).toBe(true);
		},
	);

	it('of plain colours holds none', () => {
		expect(pngHasAlpha(png())).toBe(false);
	});
});

describe('a page', () => {
	it.each(['<html>', '\n\t <!doctype html>', '<?xml version="1.0"?><Error/>'])(
		'is told by its angle bracket: %j',
		(text) => {
			expect(isMarkup(text)).toBe(true);
		},
	);

	it.each(['', '{"html": "<p>"}', 'Not found'])('is not %j', (text) => {
		expect(isMarkup(text)).toBe(false);
	});
});
