import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { download } from '../generation/download';
import type { Session } from '../generation/Session';
import type { Generation, Reference } from '../providers/ProviderApi';
import { toItem } from './outputItem';
import type { Process, ResultChoice } from './readForm';

/** A generation to hand on, and what is known of its times. */
export interface Deliverable {
	generation: Generation;
	reference: Reference;
	/** ISO 8601; undefined when no one tells. */
	createdAt?: string;
	/** ISO 8601; undefined while it has not ended, or when no one tells. */
	completedAt?: string;
	/** From when the time is counted that it took. Milliseconds since the epoch. */
	startedAt: number;
}

/** Downloads the video, if there is one and it is wanted, and makes the output item. */
export async function deliver(
	context: IExecuteFunctions,
	session: Session,
	{ generation, reference, createdAt, completedAt, startedAt }: Deliverable,
	{ download: wanted, simplify, outputBinaryProperty }: Process & ResultChoice,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const video =
		wanted && generation.status === 'completed'
			? {
					property: outputBinaryProperty,
					data: await download(session, context.helpers, reference, generation),
				}
			: undefined;
	return toItem(
		{
			provider: session.connection.api.provider,
			model: reference.model,
			generation,
			createdAt,
			completedAt,
			elapsedSeconds: (session.clock.now() - startedAt) / 1000,
			simplify,
			video,
		},
		itemIndex,
	);
}
