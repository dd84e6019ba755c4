import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What was posted to a webhook. */
export interface Posted {
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Hook {
	url: string;
	/** What was posted so far. */
	posted: readonly Posted[];
	/** Waits until so much was posted; jest's own time limit ends a wait in vain. */
	until(count: number): Promise<readonly Posted[]>;
	close(): Promise<void>;
}

/**
 * Takes what is posted to it.
 *
 * @param statuses what to answer first; 200 after that
 */
export async function openHook(...statuses: number[]): Promise<Hook> {
	const posted: Posted[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			posted.push({ headers: request.headers, body });
			response.statusCode = statuses.shift() ?? 200;
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		posted,
		async until(count) {
			while (posted.length < count) await pause(20);
			return posted;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => {
					resolve();
				});
				server.closeAllConnections();
			}),
	};
}
