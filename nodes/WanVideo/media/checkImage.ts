import { imageSize } from 'image-size';

import type { ImageLimits } from '../models/Model';
import { Problem } from '../problem';
import { pngHasAlpha } from './fileType';

const MIME_TYPES: Record<string, string> = {
	bmp: 'image/bmp',
	gif: 'image/gif',
	jpg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
};

/**
 * Holds a picture against a provider's limits, by its bytes alone.
 *
 * @param label what the form calls this picture
 * @returns its MIME type
 * @throws Problem `invalidInput` that says what is wrong and what to do
 */
export function checkImage(bytes: Buffer, limits: ImageLimits, label: string): string {
	const reject = (message: string, description: string) =>
		new Problem('invalidInput', message, { description });
	const names = limits.types.map((type) => type.replace('image/', '').toUpperCase()).join(', ');

	if (limits.maxBytes !== undefined && bytes.length > limits.maxBytes) {
		throw reject(
			`${label} is too large: ${megabytes(bytes.length)} MB, and ${megabytes(limits.maxBytes)} MB are allowed`,
			'Make it smaller first, for example with the Edit Image node, or save it as JPEG.',
		);
	}
	const size = measure(bytes);
	const type = size && MIME_TYPES[size.type];
	if (!size || !type || !limits.types.includes(type)) {
		throw reject(
			`${label} is not a picture this provider takes${size ? ` (it is ${size.type.toUpperCase()})` : ''}`,
			`It takes ${names}. The file's content counts, not its name.`,
		);
	}
	const { minimum, maximum } = limits.side ?? { minimum: 0, maximum: Infinity };
	if (Math.min(size.width, size.height) < minimum || Math.max(size.width, size.height) > maximum) {
		throw reject(
			`${label} is ${size.width} × ${size.height} pixels, and both sides must be from ${minimum} to ${maximum}`,
			'Resize it first, for example with the Edit Image node.',
		);
	}
	if (!limits.alpha && type === 'image/png' && pngHasAlpha(bytes)) {
		throw reject(
			`${label} is a PNG with transparency, which this provider does not take`,
			'Save it as JPEG or without an alpha channel, for example with the Edit Image node.',
		);
	}
	return type;
}

function measure(bytes: Buffer) {
	try {
		return { type: '', ...imageSize(bytes) };
	} catch {
		return undefined;
	}
}

function megabytes(bytes: number): string {
	return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}
