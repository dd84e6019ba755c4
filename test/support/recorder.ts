import { expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { type Received, startServer } from './servers';
import { type Run, startWorkbench } from './workbench';

/** The node in n8n's engine, and providers that take everything, so that a test sees exactly what is sent. */
export interface Recorder {
	/** Runs the node without waiting and returns what it sent to create: one request for each item. */
	sent(parameters: INodeParameters, run?: Run): Promise<Received[]>;
	/** The body of the first of them. */
	sentBody(parameters: INodeParameters, run?: Run): Promise<unknown>;
	stop(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
	const provider = await startServer(({ path }) => {
		if (path.startsWith('/vendors/')) {
			return { status: 202, body: { task_info: { id: 'task-1', status: 'pending' } } };
		}
		if (path.startsWith('/api/v1/')) {
			return { status: 200, body: { output: { task_id: 'task-1', task_status: 'PENDING' } } };
		}
		return { status: 201, body: { id: 'gen-1', status: 'queued' } };
	});
	const bench = await startWorkbench({ addresses: { recorder: provider.url } });

	async function sent(parameters: INodeParameters, run: Run = {}): Promise<Received[]> {
		provider.received.length = 0;
		const result = await bench.run(
			{ waitForCompletion: false, ...parameters },
			{ credential: 'recorder', ...run },
		);
		expect(result.error).toBeUndefined();
		return provider.received.filter(({ path }) => !path.endsWith('/face-detect'));
	}

	return {
		sent,
		sentBody: async (parameters, run) => (await sent(parameters, run))[0]?.body,
		async stop() {
			await bench.stop();
			await provider.close();
		},
	};
}
