import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { decodeBase64, toDataUri } from '../../nodes/WanVideo/media/base64';

const bytes = Buffer.from(Array.from({ length: 96 }, (_, index) => (index * 37) % 256));
const base64 = bytes.toString('base64');

describe('Base64 text', () => {
	it.each([
		['as it is', base64],
		['as a data URI', `data:image/png;base64,${base64}`],
		['as a data URI with parameters', `data:audio/wav;codecs=1;base64,${base64}`],
		['as a data URI without a type', `data:;base64,${base64}`],
		['with line breaks', base64.replace(/.{20}/g, '$&\r\n')],
		['in the alphabet for URLs', bytes.toString('base64url')],
		['with spaces around it', ` ${base64}\n`],
	])('is decoded %s', (_, text) => {
		expect(decodeBase64(text)).toEqual(bytes);
	});

	it.each([
		['nothing', ''],
		['a file name', 'picture.png'],
		['a short word', 'picture'],
		['a path', '/home/me/pictures/picture/of/a/boat/that/is/very/very/long/indeed.png'],
		[
			'a sentence',
			'This is a long sentence, which is meant for a person and not a picture at all.',
		],
		['a data URI that is not Base64', `data:image/svg+xml,%3Csvg%3E${'a'.repeat(100)}`],
		['a data URI with rubbish', 'data:image/png;base64,%%%%'],
		['a data URI of nothing', 'data:image/png;base64,'],
		['a web page', `<html>${'a'.repeat(100)}</html>`],
	])('is not taken for one: %s', (_, text) => {
		expect(decodeBase64(text)).toBeUndefined();
	});

	it('comes back as it was from a data URI, whatever the bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (any) => {
				const file = Buffer.from(any);
				expect(decodeBase64(toDataUri(file, 'image/png'))).toEqual(file);
			}),
		);
	});
});
