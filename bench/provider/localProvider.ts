import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { type Dialect, dialects } from './dialects';

/** What generations are like from now on. */
export interface Terms {
	/** How long one takes, from the arrival of its create. */
	seconds: number;
	/** The length of its video. */
	videoBytes: number;
}

/** What the provider was asked for since it was last asked for its {@link Tally}. */
export interface Tally {
	creates: number;
	polls: number;
	downloads: number;
	/** Generations that were under way at once at most. */
	mostAtOnce: number;
}

interface Generation {
	/** Milliseconds since the epoch. */
	readyAt: number;
	videoBytes: number;
}

/**
 * Stands in for the providers: answers at once, costs nothing, and keeps no video in memory. Unlike the
 * sandbox it checks nothing, so that what is measured is n8n and not the server.
 */
export class LocalProvider {
	private readonly generations = new Map<string, Generation>();

	private terms: Terms = { seconds: 0, videoBytes: 0 };

	private tally: Tally = { creates: 0, polls: 0, downloads: 0, mostAtOnce: 0 };

	/** When each of those that are not ready yet will be. */
	private underWay: number[] = [];

	private lastId = 0;

	private readonly server = createServer((request, response) => {
		void this.answer(request, response);
	});

	private constructor() {}

	static async start(): Promise<LocalProvider> {
		const provider = new LocalProvider();
		await new Promise<void>((resolve) => {
			// All of a batch may connect at once.
			provider.server.listen({ port: 0, host: '127.0.0.1', backlog: 8192 }, resolve);
		});
		return provider;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Sets what is created from now on, and forgets what was. */
	begin(terms: Terms): void {
		this.terms = terms;
		this.generations.clear();
		this.underWay = [];
		this.tally = { creates: 0, polls: 0, downloads: 0, mostAtOnce: 0 };
	}

	/** What was asked since {@link begin}. */
	counts(): Tally {
		return { ...this.tally };
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.url);
		const asked = { method: request.method ?? '', url };
		request.resume();
		const video = /^\/videos\/(\d+)\//.exec(url.pathname)?.[1];
		if (video !== undefined) {
			await this.sendVideo(Number(video), response);
			return;
		}
		for (const dialect of dialects) {
			if (dialect.isCreate(asked)) {
				// The answer to a create comes after all of it has arrived.
				request.once('end', () => {
					send(response, dialect.createdStatus, this.create(dialect));
				});
				return;
			}
			const id = dialect.lookedAt(asked);
			if (id === undefined) continue;
			const generation = this.generations.get(decodeURIComponent(id));
			if (!generation) break;
			this.tally.polls++;
			send(response, 200, dialect.tell({ id, videoUrl: this.videoUrl(id, generation) }));
			return;
		}
		send(response, 404, { message: `There is no ${asked.method} ${url.pathname}` });
	}

	private create(dialect: Dialect): object {
		const { seconds, videoBytes } = this.terms;
		const id = `generation-${++this.lastId}`;
		const now = Date.now();
		this.generations.set(id, { readyAt: now + seconds * 1000, videoBytes });
		this.tally.creates++;
		// They are ready in the order they were created in, as all take the same time.
		while (this.underWay[0] !== undefined && this.underWay[0] <= now) this.underWay.shift();
		this.tally.mostAtOnce = Math.max(
			this.tally.mostAtOnce,
			this.underWay.push(now + seconds * 1000),
		);
		return dialect.tell({ id, videoUrl: undefined });
	}

	private videoUrl(id: string, { readyAt, videoBytes }: Generation): string | undefined {
		return Date.now() < readyAt ? undefined : `${this.url}/videos/${videoBytes}/${id}.mp4`;
	}

	private async sendVideo(bytes: number, response: ServerResponse): Promise<void> {
		this.tally.downloads++;
		response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes });
		// Whoever downloads may break off; that is not this server's trouble.
		await pipeline(Readable.from(film(bytes)), response).catch(() => undefined);
	}
}

/** The first bytes of an MP4 file: a box of 24 bytes that names the format. */
const head = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');
const filling = Buffer.alloc(64 * 1024);

/** A file that passes for a video, of a given length from 24 bytes, always in the same few buffers. */
function* film(bytes: number): Generator<Buffer> {
	yield head;
	for (let left = bytes - head.length; left > 0; left -= filling.length) {
		yield left < filling.length ? filling.subarray(0, left) : filling;
	}
}

function send(response: ServerResponse, status: number, body: object): void {
	const text = JSON.stringify(body);
	response
		.writeHead(status, {
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(text),
		})
		.end(text);
}
