import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	deepCopy,
	jsonParse,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
} from 'n8n-workflow';

import type { WorkflowJson } from '../tools/engine';
import { editedVideo } from './editedVideo';
import type { Frame } from './probe';

const workflows = join(__dirname, '..', 'workflows');

/** The example workflows, by file name without its ending. */
const names = [
	'text-to-video',
	'image-to-video',
	'create-then-fetch',
	'references-to-video',
] as const;

const pictureNamed = (name: string) => join(workflows, 'pictures', name);

/** The picture in image-to-video.json, as a file. */
export const picture = pictureNamed('sailing-boat.jpg');

export interface Example {
	/** Also the name of the video's file. */
	name: string;
	workflow: WorkflowJson;
	/** What the workflow begins with; without it, with a click. */
	input?: INodeExecutionData[];
}

/** Reads the examples as a user would import them, and adds what is not among them. */
export async function readExamples(): Promise<Example[]> {
	const examples = names.map(async (name): Promise<Example> => {
		const json = await readFile(join(workflows, `${name}.json`), 'utf8');
		const input = name === 'references-to-video' ? [await uploadedPictures()] : undefined;
		return { name, workflow: jsonParse<WorkflowJson>(json), ...(input && { input }) };
	});
	return [...(await Promise.all(examples)), { name: 'edited-video', workflow: editedVideo }];
}

/** What n8n makes of the form of references-to-video.json when somebody has filled it in. */
async function uploadedPictures(): Promise<INodeExecutionData> {
	const files = await Promise.all(
		['storyboard-1.jpg', 'storyboard-3.jpg'].map(
			async (name) => await readFile(pictureNamed(name), 'base64'),
		),
	);
	return {
		json: { 'What should happen?': 'The evening of Image 1 turns into the night of Image 2' },
		binary: Object.fromEntries(
			files.map((data, index) => [`Pictures_${index}`, { data, mimeType: 'image/jpeg' }]),
		),
	};
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
 * Reads from the forms of a workflow's Wan Video nodes what its video has to be like: the last one that creates a video
 * decides, and a video that it edits keeps its length.
 *
 * @param pictureFrame for image to video, which keeps the picture's proportions
 */
export function requestedVideo(workflow: WorkflowJson, pictureFrame: Frame): Requested {
	const creating = wanVideoNodes(workflow).filter(({ parameters }) => 'prompt' in parameters);
	const form = creating.at(-1)?.parameters as Form | undefined;
	const seconds = creating.map(durationOf).findLast((duration) => duration !== undefined);
	if (!form || seconds === undefined) {
		throw new Error(`Workflow "${workflow.name ?? ''}" creates no video`);
	}
	const { size, resolution, aspectRatio } = form;
	if (size !== undefined) {
		const [width, height] = parts(size, '*');
		return { shortSide: Math.min(width, height), ratio: width / height, seconds };
	}
	const [width, height] = aspectRatio
		? parts(aspectRatio, ':')
		: [pictureFrame.width, pictureFrame.height];
	return { shortSide: Number.parseInt(resolution ?? '', 10), ratio: width / height, seconds };
}

/** What is read of a node's parameters. */
interface Form {
	size?: string;
	resolution?: string;
	aspectRatio?: string;
	duration?: number;
}

const durationOf = ({ parameters }: INode) => (parameters as Form).duration;

function wanVideoNodes({ nodes }: WorkflowJson) {
	return nodes.filter(({ type }) => type === 'n8n-nodes-wan-video.wanVideo');
}

/** `1280*720` or `16:9` as two numbers. */
function parts(text: string, separator: string): [number, number] {
	const [first = NaN, second = NaN] = text.split(separator).map(Number);
	return [first, second];
}
