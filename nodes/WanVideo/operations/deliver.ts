import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { download } from '../generation/download';
import type { Session } from '../generation/Session';
import { timesOf } from '../generation/times';
import type { Process, ResultChoice } from '../input/readForm';
import { toItem } from '../output/outputItem';
import type { Generation, Reference, Usage } from '../providers/ProviderApi';

/** A generation to hand on, and what is known of it besides. */
export interface Deliverable {
	generation: Generation;
	reference: Reference;
	/** What this node has noted of its times, in ISO 8601. */
	noted: { createdAt?: string; completedAt?: string };
	/** What the answer to the create said of its cost. */
	usage?: Usage;
	/** When this run began to work on it, by the clock's `elapsed`. */
	startedAt: number;
}

/** Downloads the video, if there is one and it is wanted, and makes the output item. */
export async function deliver(
	context: IExecuteFunctions,
	session: Session,
	{ generation, reference, noted, usage, startedAt }: Deliverable,
	{ download: wanted, simplify, outputBinaryProperty }: Process & ResultChoice,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const { clock, connection } = session;
	const video =
		wanted && generation.status === 'completed'
			? {
					property: outputBinaryProperty,
					data: await download(session, context.helpers, reference, generation),
				}
			: undefined;
	const busy = (clock.elapsed() - startedAt) / 1000;
	return toItem(
		{
			provider: connection.provider.name,
			model: reference.model,
			generation: { ...generation, usage: generation.usage ?? usage },
			times: timesOf(generation, noted, clock.now(), busy),
			simplify,
			video,
		},
		itemIndex,
	);
}
