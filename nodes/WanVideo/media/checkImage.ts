import { imageSize } from 'image-size';

import type { ImageLimits } from '../models/MediaLimits';
import { Problem } from '../problem';
import { isTiff, pngHasAlpha } from './fileType';
import { checkBytes, checkFrame, checkType } from './limitChecks';

const MIME_TYPES: Partial<Record<string, string>> = {
	bmp: 'image/bmp',
	gif: 'image/gif',
	jpg: 'image/jpeg',
	png: 'image/png',
	tiff: 'image/tiff',
	webp: 'image/webp',
};

/**
 * Holds a picture against a provider's limits, by its bytes alone.
 *
 * @param label what the form calls this picture
 * @param size its bytes, where these are not all of them
 * @returns its MIME type
 * @throws Problem `invalidInput` that says what is wrong and what to do
 */
export function checkImage(
	bytes: Buffer,
	limits: ImageLimits,
	label: string,
	size = bytes.length,
): string {
	checkBytes(
		size,
		limits.maxBytes,
		label,
		'Make it smaller first, for example with the Edit Image node, or save it as JPEG.',
	);
	const frame = measure(bytes);
	const type = checkType(frame && MIME_TYPES[frame.type], limits.types, {
		label,
		noun: 'a picture',
		found: frame?.type.toUpperCase(),
	});
	if (frame?.width && frame.height) {
		checkFrame({ width: frame.width, height: frame.height }, limits, label, {
			onSide: 'Resize it first, for example with the Edit Image node.',
			onRatio: 'Crop it first, for example with the Edit Image node.',
		});
	}
	if (limits.alpha === false && type === 'image/png' && pngHasAlpha(bytes)) {
		throw new Problem(
			'invalidInput',
			`${label} is a PNG with transparency, which this provider does not take`,
			{
				description:
					'Save it as JPEG or without an alpha channel, for example with the Edit Image node.',
			},
		);
	}
	return type;
}

/** What a picture is, and in pixels where that can be read. */
function measure(bytes: Buffer): { type: string; width?: number; height?: number } | undefined {
	try {
		return { type: '', ...imageSize(bytes) };
	} catch {
		// image-size reads on behind the tags of a TIFF, and fails where they don't end the file.
		return isTiff(bytes) ? { type: 'tiff' } : undefined;
	}
}
