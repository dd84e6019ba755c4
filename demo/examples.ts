import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deepCopy, jsonParse, type INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../tools/engine';
import type { Frame } from './probe';

const workflows = join(__dirname, '..', 'workflows');

/** The example workflows, by file name without its ending. */
const names = ['text-to-video', 'image-to-video', 'create-then-fetch'] as const;

/** The picture in image-to-video.json, as a file. */
export const picture = join(workflows, 'pictures', 'sailing-boat.jpg');

export interface Example {
	/** Also the name of the video's file. */
	name: string;
	workflow: WorkflowJson;
}

/** Reads the examples as a user would import them. */
export async function readExamples(): Promise<Example[]> {
	return await Promise.all(
		names.map(async (name) => ({
			name,
			workflow: jsonParse<WorkflowJson>(await readFile(join(workflows, `${name}.json`), 'utf8')),
		})),
	);
}

/** The same workflow, looking every second whether a video is there: the sandbox needs seconds, not minutes. */
export function impatient(workflow: WorkflowJson): WorkflowJson {
	const copy = deepCopy(workflow);
	for (const { parameters } of wanVideoNodes(copy)) {
		parameters['options'] = { ...(parameters['options'] as INodeParameters), pollingInterval: 1 };
	}
	return copy;
}

/** What a workflow asks for. */
export interface Requested {
	/** The frame's shorter side in pixels, e.g. 720. */
	shortSide: number;
	/** Width divided by height. */
	ratio: number;
	/** Length of the video. */
	seconds: number;
}

/**
 * Reads from the form of a workflow's Wan Video node what its video has to be like.
 *
 * @param pictureFrame for image to video, which keeps the picture's proportions
 */
export function requestedVideo(workflow: WorkflowJson, pictureFrame: Frame): Requested {
	const creating = wanVideoNodes(workflow).find(({ parameters }) => 'prompt' in parameters);
	if (!creating) throw new Error(`Workflow "${workflow.name ?? ''}" creates no video`);
	const { size, resolution, aspectRatio, duration } = creating.parameters as {
		size?: string;
		resolution?: string;
		aspectRatio?: string;
		duration: number;
	};
	if (size !== undefined) {
		const [width, height] = parts(size, '*');
		return { shortSide: Math.min(width, height), ratio: width / height, seconds: duration };
	}
	const [width, height] = aspectRatio
		? parts(aspectRatio, ':')
		: [pictureFrame.width, pictureFrame.height];
	return {
		shortSide: Number.parseInt(resolution ?? '', 10),
		ratio: width / height,
		seconds: duration,
	};
}

function wanVideoNodes({ nodes }: WorkflowJson) {
	return nodes.filter(({ type }) => type === 'n8n-nodes-wan-video.wanVideo');
}

/** `1280*720` or `16:9` as two numbers. */
function parts(text: string, separator: string): [number, number] {
	const [first = NaN, second = NaN] = text.split(separator).map(Number);
	return [first, second];
}
