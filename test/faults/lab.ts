import type { INodeType, Logger } from 'n8n-workflow';

import {
	chain,
	Engine,
	type EngineOptions,
	type Execution,
	type ExecutionResult,
	type NodeSketch,
	type WorkflowJson,
} from '../../tools/engine';
import { scriptedNode } from '../engine/scriptedNode';
import { MisbehavingProvider, type Script } from './misbehavingProvider';
import { credentialsFor, items, START, WAN_VIDEO, wanVideo, type Wish } from './workflow';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** A misbehaving provider, and n8n's engine with the built package and its credentials for it. */
export class Lab {
	/** What was written to n8n's log, whatever its level. */
	readonly logged: string[] = [];

	private constructor(
		readonly server: MisbehavingProvider,
		readonly engine: Engine,
	) {}

	/** @param options with a `node` to be used instead of the built one */
	static async open(
		script: Script = {},
		{ node, binaryData }: Pick<EngineOptions, 'binaryData'> & { node?: INodeType } = {},
	): Promise<Lab> {
		const server = await MisbehavingProvider.start(script);
		let logger: Logger | undefined;
		const engine = await Engine.start({
			binaryData,
			credentials: credentialsFor([server]),
			nodeTypes: {
				'test.probe': scriptedNode((context) => {
					logger = context.logger;
					return [];
				}),
				...(node && { [WAN_VIDEO]: node }),
			},
		});
		const lab = new Lab(server, engine);
		await engine.execute(chain([START, { name: 'Probe', type: 'test.probe' }]));
		if (logger) lab.listenTo(logger);
		return lab;
	}

	async close(): Promise<void> {
		await this.engine.stop();
		this.server.stop();
	}

	/** Start → Wan Video, or more nodes of the kind. */
	workflow(...wishes: Wish[]): WorkflowJson {
		return chain([START, ...wishes.map((wish): NodeSketch => wanVideo(this.server, wish))]);
	}

	/** Runs Start → Wan Video with an item for each prompt. */
	async execute(wish: Wish = {}, prompts = ['A boat']): Promise<ExecutionResult> {
		return await this.begin(wish, prompts).done;
	}

	/** Like {@link execute}, for an execution that is to be cancelled. */
	begin(wish: Wish = {}, prompts = ['A boat']): Execution {
		return this.engine.begin(this.workflow(wish), { input: items(...prompts) });
	}

	/** The ids of all generations that were created, in their order. */
	get ids(): string[] {
		return this.server.generations.all.map(({ id }) => id);
	}

	/** Writes down what n8n's logger is given, before it decides that the level is too low. */
	private listenTo(logger: Logger): void {
		for (const level of LEVELS) {
			logger[level] = (message, metadata) => {
				this.logged.push(`${level} ${message} ${JSON.stringify(metadata ?? {})}`);
			};
		}
	}
}

/** What a node put out: the field of every item. */
export function fields(result: ExecutionResult, field: string, output = 0): unknown[] {
	return result.output('Wan Video', output).map(({ json }) => json[field]);
}

export { until } from '../support/until';

/** Long enough for a request that is on its way to arrive. */
export async function moment(milliseconds = 10): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
