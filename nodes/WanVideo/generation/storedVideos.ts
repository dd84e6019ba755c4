import type { IBinaryData, IDataObject } from 'n8n-workflow';

const videos = new WeakMap<IDataObject, Map<string, IBinaryData>>();

/**
 * The videos that a node has stored in an execution. With Retry On Fail and Continue On Fail, n8n drops the whole
 * output when it runs the node again; what is stored need not be downloaded again then.
 *
 * They are held in memory beside the execution's data rather than in it: a video may itself be part of them.
 *
 * @param context of the node: a Retry from the executions list has another, and so starts with none
 * @returns by the ids of their generations
 */
export function storedVideos(context: IDataObject): Map<string, IBinaryData> {
	const known = videos.get(context) ?? new Map<string, IBinaryData>();
	videos.set(context, known);
	return known;
}
