import { jest } from '@jest/globals';
import type {
	IAllExecuteFunctions,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeType,
} from 'n8n-workflow';

import { systemClock } from '../../nodes/WanVideo/generation/clock';
import { WanVideo } from '../../nodes/WanVideo/WanVideo.node';

/** The time by the node's clock, in milliseconds since the epoch. */
export const nodeTime = (): number => systemClock.now();

/**
 * The node, in a world where time passes so many times as fast: backoffs, timeouts and the patience of
 * its requests take a part of their time. It is the node's source rather than the built package, as
 * only there a test can get at the clock.
 *
 * @param patience how many times as fast requests run into their timeouts: 1 unless that is the matter
 */
export function hurriedWanVideo(speed: number, patience = 1): INodeType {
	const clock = { ...systemClock };
	const start = clock.now();
	jest.spyOn(systemClock, 'now').mockImplementation(() => start + (clock.now() - start) * speed);
	const begin = clock.elapsed();
	jest
		.spyOn(systemClock, 'elapsed')
		.mockImplementation(() => begin + (clock.elapsed() - begin) * speed);
	jest.spyOn(systemClock, 'pause').mockImplementation(async (milliseconds, signal) => {
		await clock.pause(milliseconds / speed, signal);
	});

	const node = new WanVideo();
	return {
		description: node.description,
		async execute() {
			return await node.execute.call(impatient(this, patience));
		},
	};
}

function impatient(context: IExecuteFunctions, patience: number): IExecuteFunctions {
	const { helpers } = context;
	const shortened = (options: IHttpRequestOptions): IHttpRequestOptions => ({
		...options,
		timeout: (options.timeout ?? 0) / patience,
	});
	const requests: Partial<IExecuteFunctions['helpers']> = {
		httpRequest: async (options) => (await helpers.httpRequest(shortened(options))) as unknown,
		async httpRequestWithAuthentication(this: IAllExecuteFunctions, credential, options, more) {
			return (await helpers.httpRequestWithAuthentication.call(
				this,
				credential,
				shortened(options),
				more,
			)) as unknown;
		},
	};
	return Object.create(context, {
		helpers: { value: { ...helpers, ...requests } },
	}) as IExecuteFunctions;
}
