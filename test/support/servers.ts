import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a server of a test has got. */
export interface Received {
	method: string;
	path: string;
	authorization: string | undefined;
	/** The parsed JSON; undefined when there was none. */
	body: unknown;
}

/** A server on this machine that answers as a test says. */
export interface TestServer {
	url: string;
	/** In the order they came. */
	received: Received[];
	close(): Promise<void>;
}

/** What to answer: 200 and JSON, unless it says otherwise. */
export interface TestAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: string | Buffer | object;
}

export async function startServer(
	answer: (request: Received, url: string) => TestAnswer,
): Promise<TestServer> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		void read(request).then((text) => {
			const one = {
				method: request.method ?? '',
				path: request.url ?? '',
				authorization: request.headers.authorization,
				body: text === '' ? undefined : (JSON.parse(text) as unknown),
			};
			received.push(one);
			send(response, answer(one, url));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, received, close: () => close(server) };
}

async function read(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status = 200, headers, body = {} }: TestAnswer): void {
	const isPlain = typeof body === 'string' || Buffer.isBuffer(body);
	response.writeHead(status, {
		...(!isPlain && { 'content-type': 'application/json' }),
		...headers,
	});
	response.end(isPlain ? body : JSON.stringify(body));
}

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	server.close();
	await once(server, 'close');
}

/** Serves files on this machine, where a provider may find them: by their paths, with or without a query. */
export async function serveFiles(files: Record<string, Buffer>): Promise<TestServer> {
	return await startServer(({ path }) => {
		const body = files[path.replace(/\?.*$/, '')];
		return { body: body ?? '', status: body ? 200 : 404 };
	});
}
