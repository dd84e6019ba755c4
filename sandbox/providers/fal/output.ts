import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

import type { Product } from '../../generations/produce';
import type { Output } from './answers';
import type { QueueRequest } from './requests';

/** What an endpoint has made, as it is answered. */
export function outputOf(
	{ generation, endpoint, input }: QueueRequest,
	product: Product,
	url: string,
): Output {
	const { framesPerSecond } = generation.order;
	const { file, width, height, seconds } = product;
	const duration = Math.round(seconds * 1000) / 1000;
	const isWan30 = endpoint.startsWith('alibaba/wan-3.0');
	const prompt = input?.enable_prompt_expansion && input.prompt;
	return {
		video: {
			url,
			content_type: 'video/mp4',
			file_name: 'video.mp4',
			file_size: statSync(file).size,
			...{ width, height, fps: framesPerSecond, duration },
			num_frames: Math.round(seconds * framesPerSecond),
		},
		seed: input?.seed ?? chosenSeed(generation.id),
		...(prompt && { actual_prompt: `${prompt} In the best of lights.` }),
		...(isWan30 && { duration }),
	};
}

/** The same whenever it is asked for. */
function chosenSeed(id: string): number {
	return createHash('sha256').update(id).digest().readUInt32BE() % 2_147_483_648;
}
