import { providerNamed } from '../support/providers';
import { chain, type Engine, type ExecutionResult } from '../../tools/engine';
import type { Kind } from './exchange';
import { WORDS } from './faults';
import type { Fault } from './matrix';
import type { MisbehavingProvider } from './misbehavingProvider';
import { items, START, wanVideo } from './workflow';

/** Seconds that a video is waited for while something stays wrong. */
const TIMEOUT = 20;

/** A row of the matrix, played to the node by a server of its own. */
export class Play {
	/** Both are there from the `beforeAll` of the tests on. */
	server!: MisbehavingProvider;

	result!: Promise<ExecutionResult>;

	constructor(
		readonly kind: Kind,
		readonly fault: Fault,
		readonly provider: string,
		/** Whether what goes wrong stays so; otherwise it passes. */
		readonly stays: boolean,
	) {}

	/** How many requests go wrong. */
	get requests(): number {
		return this.stays ? Infinity : (this.fault.passesAfter ?? 1);
	}

	/** How often n8n runs the node. A download takes the node's whole patience: once will do. */
	get tries(): number {
		return this.stays && this.kind !== 'download' ? 2 : 1;
	}

	async run(engine: Engine): Promise<ExecutionResult> {
		const { provider, stays, tries } = this;
		const wish = {
			provider,
			options: stays ? { timeout: this.timeout } : {},
			settings: { retryOnFail: tries > 1, maxTries: tries },
		};
		return await engine.execute(chain([START, wanVideo(this.server, wish)]), {
			input: items('A boat'),
		});
	}

	/** A text of the row with its blanks filled in. */
	fillIn(text: string): string {
		const { server, provider, timeout } = this;
		return text
			.replaceAll('{provider}', providerNamed(provider).label)
			.replaceAll('{id}', server.generations.all[0]?.id ?? '')
			.replaceAll('{url}', server.url)
			.replaceAll('{timeout}', `${timeout}`)
			.replaceAll('{words}', WORDS);
	}

	private get timeout(): number {
		return this.fault.timeout ?? TIMEOUT;
	}
}

/** Every row with every provider it concerns; first passing, if it may, then staying, if it does harm. */
export function playsOf(kind: Kind, fault: Fault, provider: string): Play[] {
	const play = (stays: boolean) => new Play(kind, fault, provider, stays);
	const mayPass = fault.error === undefined || fault.repeated !== 'never';
	return [...(mayPass ? [play(false)] : []), ...(fault.error === undefined ? [] : [play(true)])];
}
