import type { Product } from '../../generations/produce';
import { unitPriceOf, type CatalogueEntry } from './catalogue';
import type { Input } from './input';

/**
 * How many units a video is charged: what it costs, in units of the lowest price, as only that is told.
 *
 * Sources: the endpoints' own pages, and their `num_frames`.
 *
 * @returns nothing where the price is not known
 */
export function unitsOf(
	entry: CatalogueEntry | undefined,
	input: Input,
	product: Product,
	framesPerSecond: number,
): number | undefined {
	const lowest = entry && unitPriceOf(entry);
	if (!entry?.prices || lowest === undefined) return undefined;
	const tier = entry.prices[input.resolution ?? ''] ?? entry.prices[tierOf(product)];
	const price = tier ?? entry.prices.any ?? Math.max(...Object.values(entry.prices));
	const units = (amountOf(entry, input, product, framesPerSecond) * price) / lowest;
	return Math.round((units + extraOf(entry, input) / lowest) * 1e4) / 1e4;
}

/** In the endpoint's unit, at the price of the video's tier. */
function amountOf(
	{ id, unit }: CatalogueEntry,
	input: Input,
	{ seconds, clipSeconds }: Product,
	framesPerSecond: number,
): number {
	const frames = seconds * framesPerSecond;
	switch (unit) {
		case 'video':
			// More than 81 frames cost a quarter more.
			return (input.num_frames ?? 0) > 81 && /wan-(i2v|t2v|flf2v)$/.test(id) ? 1.25 : 1;
		case '16 fps second':
			return frames / 16;
		case '24 fps second':
			return frames / 24;
		case '2 seconds':
			return seconds / 2;
		case undefined:
		default: {
			// Wan 3.0 charges the reference videos, too.
			const paid = id.startsWith('alibaba/') ? seconds + clipSeconds : seconds;
			return input.generate_audio === false ? paid / 2 : paid;
		}
	}
}

/** USD */
function extraOf({ id }: CatalogueEntry, { enhance_identity }: Input): number {
	return id === 'fal-ai/wan-motion' && enhance_identity ? 0.08 : 0;
}

/** The tier that a video's pixels come near to, where its request does not say it. */
function tierOf({ width, height }: Product): string {
	const pixels = width * height;
	if (pixels < 500_000) return '480p';
	if (pixels < 750_000) return '580p';
	return pixels < 1_500_000 ? '720p' : '1080p';
}
