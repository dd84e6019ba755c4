import type {
	IBinaryData,
	IDataObject,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { Provider } from '../models/Model';
import type { Generation } from '../providers/ProviderApi';

/** What there is to say about an item's generation. */
export interface Result {
	provider: Provider;
	/** Empty when no one tells. */
	model: string;
	generation: Generation;
	/** ISO 8601; undefined when the provider does not tell. */
	createdAt?: string;
	/** ISO 8601; undefined while it has not ended. */
	completedAt?: string;
	/** From its creation, or from the look-up if that is not known, to this output. */
	elapsedSeconds: number;
	simplify: boolean;
	/** The video, and the binary field it goes into. */
	video?: { property: string; data: IBinaryData };
}

export function toItem(result: Result, itemIndex: number): INodeExecutionData {
	const { generation, provider, model, createdAt, completedAt, elapsedSeconds, video } = result;
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
		elapsedSeconds: Math.round(elapsedSeconds * 10) / 10,
		...(!result.simplify && { response }),
	};
	return {
		json,
		...(video && { binary: { [video.property]: video.data } }),
		pairedItem: { item: itemIndex },
	};
}

/**
 * A failed item for Continue On Fail: the error, and what may be paid for.
 *
 * @param toErrorOutput whether the node's failures leave by its error output
 */
export function toErrorItem(
	error: NodeApiError | NodeOperationError,
	known: IDataObject,
	itemIndex: number,
	toErrorOutput: boolean,
): INodeExecutionData {
	const item: INodeExecutionData = {
		json: {
			error: error.message,
			...(error.description && { description: error.description }),
			...known,
		},
		pairedItem: { item: itemIndex },
	};
	// n8n sends an item with `error` to the error output, but then replaces its json by the message: the id
	// would be lost. It copies the item on the way, and a hidden `error` is not in the copy.
	return toErrorOutput ? Object.defineProperty(item, 'error', { value: error }) : item;
}
