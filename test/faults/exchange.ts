import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';

import type { Dialect, Told } from './dialects';
import type { Generation } from './generations';

/** The three requests that the node makes. */
export type Kind = 'create' | 'fetch' | 'download';

/** Answers a request, or does something worse. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

/** What a request to create has that the books are about, wherever it stands. */
interface Ordered {
	prompt: string;
	model?: string;
}

/** What an exchange needs of its server. */
export interface Host {
	/** Books a new generation, which a user would be billed for. */
	book(prompt: string, model: string, dialect: Dialect): Generation;
	/** A link to a generation's video: another one each time. */
	linkTo(generation: Generation): string;
	/** A URL of another origin, where a video is served. */
	elsewhere: string;
	/** Milliseconds since the epoch, by the clock of the node. */
	now(): number;
}

/** One request that the server was sent, and the means to answer it. */
export class Exchange {
	private body: Promise<Ordered> | undefined;

	private booked: Promise<Generation> | undefined;

	constructor(
		readonly kind: Kind,
		/** Counted among the requests of its kind, from 1. */
		readonly nth: number,
		readonly request: IncomingMessage,
		readonly response: ServerResponse,
		readonly dialect: Dialect,
		readonly host: Host,
		/** The generation asked for; for a create there is none yet. */
		private readonly known: Generation | undefined,
	) {}

	/** What the video is to show. Nothing is booked by asking. */
	async prompt(): Promise<string> {
		return this.known?.prompt ?? (await this.order()).prompt;
	}

	/** The generation that this is about. A create is read and booked by asking. */
	async generation(): Promise<Generation> {
		if (this.known) return this.known;
		this.booked ??= this.order().then(({ prompt, model = '' }) =>
			this.host.book(prompt, model, this.dialect),
		);
		return await this.booked;
	}

	/** Answers with the generation's status, in the provider's form. The node knows its id from then on. */
	async tell(told: Told): Promise<void> {
		const generation = await this.generation();
		generation.isTold = true;
		if (told.status === 'completed' || told.status === 'failed') generation.hasEnded = true;
		this.send(this.goodStatus, this.dialect.report(generation.id, told));
	}

	/** The answer of a provider without faults, for a handler to spoil. */
	async goodAnswer(): Promise<string> {
		const generation = await this.generation();
		const told: Told =
			this.kind === 'create'
				? { status: 'queued' }
				: { status: 'completed', url: this.host.linkTo(generation) };
		return JSON.stringify(this.dialect.report(generation.id, told));
	}

	get goodStatus(): number {
		return this.kind === 'create' ? this.dialect.createdStatus : 200;
	}

	/** @param body text, bytes, or a value to send as JSON */
	send(
		status: number,
		body: string | Buffer | IDataObject = '',
		headers?: OutgoingHttpHeaders,
	): void {
		const isPlain = typeof body === 'string' || Buffer.isBuffer(body);
		this.response.writeHead(status, { 'content-type': 'application/json', ...headers });
		this.response.end(isPlain ? body : JSON.stringify(body));
	}

	private async order(): Promise<Ordered> {
		this.body ??= json(this.request).then((body) => {
			const { prompt, model, input } = body as Partial<Ordered> & { input?: Partial<Ordered> };
			return { prompt: prompt ?? input?.prompt ?? '', model };
		});
		return await this.body;
	}
}
