import type { Product } from '../../generations/produce';
import type { Usage } from './answers';
import type { Creation } from './request';

const RATIOS = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'];

/**
 * What a video has cost.
 *
 * Sources: the example answers on the API pages; which seconds are paid, and that references count five seconds at
 * most, https://www.alibabacloud.com/help/en/model-studio/model-pricing
 *
 * @param fields those that the model's answers have
 */
export function usageOf(creation: Creation, product: Product, fields: string[]): Usage {
	const input = rounded(paidInput(creation, product));
	const output = rounded(product.seconds);
	const size = `${product.width}*${product.height}`;
	const known: Usage = {
		video_count: 1,
		duration: rounded(input + output),
		video_duration: output,
		input_video_duration: input,
		output_video_duration: output,
		fps: 30,
		SR: tierOf(creation, product),
		size,
		ratio: ratioOf(creation, product),
		video_ratio: videoRatioOf(creation, size),
	};
	return Object.fromEntries(Object.entries(known).filter(([name]) => fields.includes(name)));
}

/** Seconds of the source and reference videos that are paid. */
function paidInput({ model }: Creation, { clipSeconds }: Product): number {
	if (model.includes('-r2v')) return Math.min(5, clipSeconds);
	return model.startsWith('wan3.0-') || model === 'wan2.7-videoedit' ? clipSeconds : 0;
}

/** 480, 720 or 1080; models that are given a size have the tier that its pixels come near to. */
function tierOf({ parameters = {} }: Creation, { width, height }: Product): number {
	if (parameters.resolution) return Number.parseInt(parameters.resolution);
	const pixels = width * height;
	if (pixels < 600_000) return 480;
	return pixels < 1_500_000 ? 720 : 1080;
}

/** The ratio that was asked for, or the one that the video comes nearest to. */
function ratioOf({ parameters = {} }: Creation, { width, height }: Product): string {
	const { ratio = 'adaptive' } = parameters;
	if (ratio !== 'adaptive') return ratio;
	const distance = (name: string) => {
		const [across = 1, down = 1] = name.split(':').map(Number);
		return Math.abs(Math.log((width * down) / (height * across)));
	};
	return RATIOS.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}

/** The mode of an animation, the size of text to video; whatever has neither is standard. */
function videoRatioOf({ input, parameters = {} }: Creation, size: string): string {
	if (parameters.mode) return parameters.mode === 'wan-pro' ? 'pro' : 'standard';
	return parameters.size && !input.function ? size : 'standard';
}

function rounded(seconds: number): number {
	return Math.round(seconds * 100) / 100;
}
