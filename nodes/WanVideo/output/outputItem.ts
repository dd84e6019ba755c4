import type {
	IBinaryData,
	IDataObject,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { Times } from '../generation/times';
import type { ProblemKind } from '../problem';
import type { Generation } from '../providers/ProviderApi';

/** What there is to say about an item's generation. */
export interface Result {
	/** Its name. */
	provider: string;
	/** Empty when no one tells. */
	model: string;
	generation: Generation;
	times: Times;
	simplify: boolean;
	/** The video, and the binary field it goes into. */
	video?: { property: string; data: IBinaryData };
}

export function toItem(result: Result, itemIndex: number): INodeExecutionData {
	const { generation, provider, model, times, video } = result;
	const { createdAt, completedAt, seconds } = times;
	const { id, status, usage, response } = generation;
	const json: IDataObject = {
		id,
		status,
		provider,
		model: model || null,
		videoUrl: generation.status === 'completed' ? generation.videoUrl : null,
		...(usage && { usage }),
		...(generation.status === 'failed' && { error: generation.reason }),
		createdAt: createdAt ?? null,
		...(completedAt && { completedAt }),
		elapsedSeconds: Math.round(seconds * 10) / 10,
		...(!result.simplify && { response }),
	};
	return {
		json,
		...(video && { binary: { [video.property]: video.data } }),
		pairedItem: { item: itemIndex },
	};
}

/** What is known of a failed item: enough for Fetch to take it as it is, once there is an id. */
export interface Known {
	/** Absent when it could not be read. */
	provider?: string;
	/** Absent when it could not be read. */
	model?: string;
	/** Absent when there is no generation, or no one knows of it. */
	id?: string;
}

/**
 * A failed item for Continue On Fail: the error, and what may be paid for.
 *
 * @param toErrorOutput whether the node's failures leave by its error output
 */
export function toErrorItem(
	error: NodeApiError | NodeOperationError,
	errorType: ProblemKind,
	known: Known,
	itemIndex: number,
	toErrorOutput: boolean,
): INodeExecutionData {
	const item: INodeExecutionData = {
		json: {
			error: error.message,
			...(error.description && { description: error.description }),
			errorType,
			...known,
		},
		pairedItem: { item: itemIndex },
	};
	// n8n sends an item with `error` to the error output, but then replaces its json by the message: the id
	// would be lost. It copies the item on the way, and a hidden `error` is not in the copy.
	return toErrorOutput ? Object.defineProperty(item, 'error', { value: error }) : item;
}
