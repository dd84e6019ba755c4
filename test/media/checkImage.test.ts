import { describe, expect, it } from '@jest/globals';

import { checkImage } from '../../nodes/WanVideo/media/checkImage';
import type { ImageLimits } from '../../nodes/WanVideo/models/MediaLimits';
import { Problem } from '../../nodes/WanVideo/problem';
import { bmp, encodedPicture, png, wav } from '../support/mediaFiles';
import { catalogOf } from '../support/providers';

const { images: muleRouter } = catalogOf('muleRouter');
const { images: aimlApi } = catalogOf('aimlApi');

function problemOf(bytes: Buffer, limits: ImageLimits = muleRouter): Problem {
	try {
		checkImage(bytes, limits, 'Image');
	} catch (error) {
		if (error instanceof Problem) return error;
		throw error;
	}
	throw new Error('There was no problem');
}

describe.each([
	['AI/ML API', aimlApi],
	['MuleRouter', muleRouter],
])('%s takes', (_, limits) => {
	it('a PNG', () => {
		expect(checkImage(png(), limits, 'Image')).toBe('image/png');
	});

	it('a BMP', () => {
		expect(checkImage(bmp(), limits, 'Image')).toBe('image/bmp');
	});

	it.each([
		['jpg', 'image/jpeg'],
		['webp', 'image/webp'],
	] as const)('a picture that ends in .%s', async (extension, type) => {
		expect(checkImage(await encodedPicture(extension), limits, 'Image')).toBe(type);
	});
});

describe('AI/ML API, which states no limits, takes', () => {
	it('a GIF', async () => {
		expect(checkImage(await encodedPicture('gif'), aimlApi, 'Image')).toBe('image/gif');
	});

	it.each(['greyAlpha', 'colourAlpha', 'transparentColour'] as const)(
		'a PNG with transparency: %s',
		(kind) => {
			expect(checkImage(png({}, kind), aimlApi, 'Image')).toBe('image/png');
		},
	);

	it('a tiny picture', () => {
		expect(checkImage(png({ width: 16, height: 16 }), aimlApi, 'Image')).toBe('image/png');
	});
});

describe('MuleRouter takes a picture', () => {
	it.each([
		[360, 360],
		[2000, 2000],
		[360, 2000],
	])('of %i × %i pixels, at the edge of its limits', (width, height) => {
		expect(checkImage(png({ width, height }), muleRouter, 'Image')).toBe('image/png');
	});
});

describe('MuleRouter does not take a picture', () => {
	it.each([
		[359, 400],
		[400, 359],
		[2001, 400],
		[400, 2001],
	])('of %i × %i pixels', (width, height) => {
		expect(problemOf(png({ width, height }))).toMatchObject({
			kind: 'invalidInput',
			message: `Image is ${width} × ${height} pixels, and both sides must be from 360 to 2000`,
		});
	});

	it('of more than 10 MB', () => {
		expect(problemOf(bmp({ width: 1900, height: 1900 }))).toMatchObject({
			message: 'Image is too large: 10.3 MB, and 10 MB are allowed',
		});
	});

	it.each(['greyAlpha', 'colourAlpha', 'transparentColour'] as const)(
		'with transparency: %s',
		(kind) => {
			expect(problemOf(png({}, kind)).message).toBe(
				'Image is a PNG with transparency, which this provider does not take',
			);
		},
	);

	it('of a byte more than 10 MB', () => {
		expect(problemOf(Buffer.alloc(10 * 1024 * 1024 + 1))).toMatchObject({
			message: 'Image is too large: just over 10 MB, and 10 MB are allowed',
		});
	});

	it.each(['gif', 'tif'] as const)('that ends in .%s', async (extension) => {
		expect(problemOf(await encodedPicture(extension))).toMatchObject({
			message: expect.stringContaining('Image is not a picture this provider takes') as unknown,
			details: {
				description: "It takes JPEG, PNG, BMP and WEBP. The file's content counts, not its name.",
			},
		});
	});
});

describe.each([
	['AI/ML API', aimlApi],
	['MuleRouter', muleRouter],
])('%s does not take', (_, limits) => {
	it.each([
		['nothing', Buffer.alloc(0)],
		['text', Buffer.from('not a picture')],
		['a sound', wav()],
		['a PNG that breaks off in its first bytes', png().subarray(0, 12)],
		[
			'a vector graphic',
			Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
		],
	])('%s as a picture', (__, bytes) => {
		expect(problemOf(bytes, limits).message).toContain('is not a picture this provider takes');
	});
});

describe('where a provider states a ratio, a picture', () => {
	const limits = { types: ['image/png'], maxRatio: 8 };

	it.each([
		[800, 100],
		[100, 800],
	])('of %i × %i pixels, at its edge, is taken', (width, height) => {
		expect(checkImage(png({ width, height }), limits, 'Image')).toBe('image/png');
	});

	it.each([
		[801, 100],
		[100, 801],
	])('of %i × %i pixels is not', (width, height) => {
		expect(problemOf(png({ width, height }), limits)).toMatchObject({
			message: `Image is ${width} × ${height} pixels, and its longer side must be at most 8 times the shorter one`,
			details: { description: 'Crop it first, for example with the Edit Image node.' },
		});
	});
});

it('a TIFF is taken where a provider takes it, though its sides are not always known', async () => {
	const limits = { types: ['image/tiff'], side: { minimum: 100 } };
	expect(checkImage(await encodedPicture('tif'), limits, 'Image')).toBe('image/tiff');
});

it('a problem names the field of the form', () => {
	expect(() => checkImage(Buffer.from('x'), muleRouter, 'Last Frame')).toThrow(
		'Last Frame is not a picture this provider takes',
	);
});
