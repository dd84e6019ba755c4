import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import type { Started } from './Started';

/** An internet that has nothing but a few hosts, each on a port of this machine. */
export interface CutOffInternet {
	/** The proxy that leads there. */
	url: string;
	/** Every `host:port` that was asked for, in order. */
	asked: string[];
}

/**
 * Starts a proxy for HTTPS that knows a few hosts and refuses all others.
 *
 * @param hosts the ports on this machine by `host:port`
 */
export async function startCutOffInternet(
	started: Started,
	hosts: Record<string, number>,
): Promise<CutOffInternet> {
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((_request, response) => {
		response.writeHead(403).end();
	});
	server.on('connection', (socket) => sockets.add(socket));
	server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
		asked.push(url);
		const port = hosts[url];
		if (port === undefined) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const host = connect(port, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			host.write(head);
			client.pipe(host).pipe(client);
		});
		for (const [one, other] of [
			[host, client],
			[client, host],
		] as const) {
			one.on('error', () => other.destroy());
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	started.atEnd(() => {
		server.close();
		for (const socket of sockets) socket.destroy();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
