import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

import { type Dialect, dialectOf, providerAt } from './dialects';
import { Exchange, type Handler, type Host, type Kind } from './exchange';
import { behave } from './faults';
import { FILM } from './film';
import { type Generation, Generations } from './generations';
import { Listener } from './listener';

/** How the server treats the requests of each kind. Those without a handler are treated well. */
export type Script = Partial<Record<Kind, Handler>> & {
	/** What happens before the first request. */
	atFirst?: (provider: MisbehavingProvider) => Promise<void>;
};

/** A request, as it arrived. */
export interface Received {
	kind: Kind | 'elsewhere';
	/** Milliseconds since the epoch. */
	at: number;
	url: string;
	headers: IncomingHttpHeaders;
	/** Whether the other side has hung up before it had its answer. */
	wasAbandoned: boolean;
}

/**
 * A stand-in for AI/ML API and MuleRouter, with their file host, that misbehaves as its script says and
 * keeps books of everything. It knows nothing of the node: it speaks HTTP on ports of this machine.
 */
export class MisbehavingProvider implements Host {
	readonly generations = new Generations();

	readonly received: Received[] = [];

	/** What went wrong in the handlers: a defect of a test. */
	private readonly defects: unknown[] = [];

	private links = 0;

	private constructor(
		readonly script: Script,
		readonly now: () => number,
		readonly api: Listener,
		readonly files: Listener,
		private readonly thirdParty: Listener,
	) {}

	/** @param now the node's clock in milliseconds, for headers with a date */
	static async start(script: Script = {}, now = Date.now): Promise<MisbehavingProvider> {
		const [api, files, thirdParty] = await Promise.all([
			Listener.open((...http) => void provider.answer(...http)),
			Listener.open((...http) => void provider.answer(...http)),
			Listener.open((request, response) => {
				provider.note('elsewhere', request, response);
				response.writeHead(200, { 'content-type': 'video/mp4' }).end(FILM);
			}),
		]);
		const provider = new MisbehavingProvider(script, now, api, files, thirdParty);
		await script.atFirst?.(provider);
		return provider;
	}

	/** @throws when a handler of the script threw */
	stop(): void {
		for (const listener of [this.api, this.files, this.thirdParty]) listener.stop();
		if (this.defects.length > 0) throw new AggregateError(this.defects, 'A script is broken');
	}

	get url(): string {
		return this.api.url;
	}

	get elsewhere(): string {
		return `${this.thirdParty.url}/film.mp4`;
	}

	/** How many requests of a kind have arrived, answered or not. */
	count(kind: Received['kind']): number {
		return this.requests(kind).length;
	}

	requests(kind: Received['kind']): Received[] {
		return this.received.filter((request) => request.kind === kind);
	}

	/** The ids that the node has been told. */
	get toldIds(): string[] {
		return this.generations.all.filter(({ isTold }) => isTold).map(({ id }) => id);
	}

	/** What was sent as Authorization to hosts other than the provider's own. */
	get keysGivenAway(): string[] {
		return [...this.requests('download'), ...this.requests('elsewhere')].flatMap(
			({ headers }) => headers.authorization ?? [],
		);
	}

	book(prompt: string, model: string, dialect: Dialect): Generation {
		return this.generations.add(prompt, model, dialect);
	}

	linkTo({ number }: Generation): string {
		this.links += 1;
		return `${this.files.url}/${number}/film.mp4?link=${this.links}`;
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.url);
		const kind = kindOf(request, url);
		const dialect = dialectOf(providerAt(url));
		this.note(kind, request, response);
		const generation = this.find(kind, dialect, url);
		if (kind !== 'create' && !generation) {
			response.writeHead(404).end(JSON.stringify(dialect.refusal('Not found', 404)));
			return;
		}
		if (kind === 'fetch' && generation) generation.looks += 1;
		const nth = this.count(kind);
		try {
			const handler = this.script[kind] ?? behave;
			await handler(new Exchange(kind, nth, request, response, dialect, this, generation));
		} catch (error) {
			this.defects.push(error);
			response.destroy();
		}
	}

	private note(kind: Received['kind'], request: IncomingMessage, response: ServerResponse): void {
		const { url = '', headers } = request;
		const received = { kind, at: Date.now(), url, headers, wasAbandoned: false };
		this.received.push(received);
		response.on('close', () => {
			received.wasAbandoned = !response.writableFinished;
		});
	}

	private find(kind: Kind, dialect: Dialect, url: URL): Generation | undefined {
		const { all } = this.generations;
		if (kind === 'download') return all[Number(url.pathname.split('/')[1]) - 1];
		return all.find(({ id }) => id === dialect.idIn(url));
	}
}

function kindOf({ method }: IncomingMessage, { pathname }: URL): Kind {
	if (method === 'POST') return 'create';
	return pathname.endsWith('.mp4') ? 'download' : 'fetch';
}
