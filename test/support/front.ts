import { once } from 'node:events';
import {
	createServer,
	request as send,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import type { TestAnswer } from './servers';

/** A request on its way to a provider. */
export interface Passing {
	method: string;
	/** With the query. */
	path: string;
	headers: IncomingMessage['headers'];
	body: Buffer;
	/** How many of this method and path (without its query) there have been, from 1. */
	nth: number;
}

/** What becomes of a request on its way; undefined lets it through. */
export type Meddling =
	| undefined
	/** It does not get there; the client is answered this. */
	| { instead: TestAnswer }
	/** It gets there, and the connection breaks before the answer. */
	| 'loseAnswer'
	/** It does not get there, and the connection breaks. */
	| 'loseRequest'
	/** It does not get there, and nothing is answered. */
	| 'hold'
	/** It gets there, and this is made of the answer's body. */
	| { answer: (body: string) => string };

/** Stands in front of a provider as a network or a gateway does: what comes by can be lost, held or changed. */
export interface Front {
	url: string;
	/** In the order they came. */
	passed: Passing[];
	/** Those whose path, without the query, ends with this. */
	passedTo(pathEnd: string): Passing[];
	/** Where it leads, and what it does on the way. */
	leadTo(target: string, meddle?: (passing: Passing) => Meddling): void;
	close(): Promise<void>;
}

const pathOf = (path: string) => path.replace(/\?.*$/, '');

export async function startFront(): Promise<Front> {
	const passed: Passing[] = [];
	let target = '';
	let meddle: (passing: Passing) => Meddling = () => undefined;

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = '', url: path = '' } = request;
		const body = await buffer(request);
		const isSame = (one: Passing) => one.method === method && pathOf(one.path) === pathOf(path);
		const passing = {
			method,
			path,
			headers: request.headers,
			body,
			nth: passed.filter(isSame).length + 1,
		};
		passed.push(passing);
		const meddling = meddle(passing);
		if (meddling === 'hold') return;
		if (meddling === 'loseRequest') {
			request.socket.destroy();
			return;
		}
		if (typeof meddling === 'object' && 'instead' in meddling) {
			const { status = 200, headers: own, body: text = '' } = meddling.instead;
			response.writeHead(status, { 'content-type': 'application/json', ...own });
			response.end(typeof text === 'string' || Buffer.isBuffer(text) ? text : JSON.stringify(text));
			return;
		}
		const onwards = send(target + path, { method, headers: request.headers, agent: false });
		onwards.end(body);
		const [answer] = (await once(onwards, 'response')) as [IncomingMessage];
		const content = await buffer(answer);
		if (meddling === 'loseAnswer') {
			request.socket.destroy();
			return;
		}
		const changed = meddling ? Buffer.from(meddling.answer(content.toString())) : content;
		const headers = { ...answer.headers, 'content-length': changed.length };
		delete headers['transfer-encoding'];
		response.writeHead(answer.statusCode ?? 500, headers);
		response.end(changed);
	}

	const server = createServer((request, response) => {
		// A client that has gone needs no answer.
		handle(request, response).catch(() => request.socket.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		passed,
		passedTo: (pathEnd) => passed.filter(({ path }) => pathOf(path).endsWith(pathEnd)),
		leadTo(to, how = () => undefined) {
			target = to;
			meddle = how;
			passed.length = 0;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
