import type { INodeParameters } from 'n8n-workflow';

import { chain, type NodeSketch, type WorkflowJson } from '../tools/engine';

/** Makes a video and another one of it, upright: what is missing at the top and the bottom is drawn. */
export const editedVideo: WorkflowJson = {
	...chain([
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		wanVideo('Make a Video', {
			operation: 'textToVideo',
			model: { __rl: true, mode: 'list', value: 'alibaba/wan-3-0-video' },
			prompt: 'A lighthouse on a cliff, waves break below it',
			resolution: '480p',
			aspectRatio: '16:9',
			duration: 5,
			options: {},
		}),
		wanVideo('Edit the Video', {
			operation: 'editVideo',
			model: { __rl: true, mode: 'list', value: 'alibaba/wan2.2-vace-fun-a14b-reframe' },
			prompt: 'A lighthouse on a cliff under a wide sky',
			videoSource: 'url',
			videoUrl: '={{ $json.videoUrl }}',
			resolution: '480p',
			aspectRatio: '9:16',
			options: { keepFrames: true, keepFrameRate: true },
		}),
	]),
	name: 'Wan Video: a video, edited',
};

function wanVideo(name: string, parameters: INodeParameters): NodeSketch {
	return {
		name,
		type: 'n8n-nodes-wan-video.wanVideo',
		parameters: { provider: 'aimlApi', ...parameters },
		credentials: { wanVideoAimlApi: { id: 'wanVideoAimlApi', name: 'AI/ML API (sandbox)' } },
	};
}
