import { jest } from '@jest/globals';
import type { INodeType } from 'n8n-workflow';

import { systemClock } from '../../nodes/WanVideo/generation/clock';
import { WanVideo } from '../../nodes/WanVideo/WanVideo.node';

/**
 * The node's source, for the engine's `nodeTypes`, with pauses of a part of their time; the time of day is as it is, as
 * the sandbox has the same. Only there a test can get at the clock: the built package has its own.
 */
export function nodeWithShortPauses(speed = 20): Record<string, INodeType> {
	const pause = systemClock.pause.bind(systemClock);
	jest.spyOn(systemClock, 'pause').mockImplementation(async (milliseconds, signal) => {
		await pause(milliseconds / speed, signal);
	});
	return { 'n8n-nodes-wan-video.wanVideo': new WanVideo() };
}
