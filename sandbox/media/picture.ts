import { imageSize } from 'image-size';

import { megabytes } from './limits';

/** What a provider asks of a picture. */
export interface PictureRules {
	/** As image-size names them. */
	types: string[];
	/** Shortest side, px. */
	minSide: number;
	/** Longest side, px. */
	maxSide: number;
	maxBytes: number;
	/** The longer side in shorter ones. */
	maxRatio?: number;
	alphaAllowed: boolean;
}

/** Width and height in px and the type of a picture; `undefined` when the bytes are none. */
export function measurePicture(bytes: Buffer) {
	try {
		return imageSize(bytes);
	} catch {
		return undefined;
	}
}

/** Which of the rules a picture breaks, as a sentence; `undefined` when it keeps them all. */
export function brokenPictureRule(bytes: Buffer, rules: PictureRules): string | undefined {
	const picture = measurePicture(bytes);
	if (!picture?.type || !rules.types.includes(picture.type)) {
		return `The image must be one of ${rules.types.join(', ')}.`;
	}
	const { width, height } = picture;
	if (Math.min(width, height) < rules.minSide || Math.max(width, height) > rules.maxSide) {
		return `Both sides of the image must be ${rules.minSide} to ${rules.maxSide} px; it is ${width}x${height}.`;
	}
	if (rules.maxRatio && Math.max(width, height) > Math.min(width, height) * rules.maxRatio) {
		return `The image's longer side must not be more than ${rules.maxRatio} times the shorter one.`;
	}
	if (bytes.length > rules.maxBytes) {
		return `The image must not be larger than ${megabytes(rules.maxBytes)}.`;
	}
	if (!rules.alphaAllowed && picture.type === 'png' && hasAlphaChannel(bytes)) {
		return 'A PNG image must not have an alpha channel.';
	}
	return undefined;
}

/** A PNG's colour type is byte 25, and bit 2 of it says alpha (PNG specification, 11.2.1). */
function hasAlphaChannel(png: Buffer) {
	return ((png[25] ?? 0) & 4) !== 0;
}
