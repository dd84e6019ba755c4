import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';

const HOST = '127.0.0.1';

/** A server on a port of this machine that can go down and come up again. */
export class Listener {
	private placeholder: Socket | undefined;

	private comingUp: NodeJS.Timeout | undefined;

	private constructor(
		private readonly server: Server,
		private readonly port: number,
	) {}

	static async open(answer: RequestListener): Promise<Listener> {
		const server = createServer((request, response) => {
			// A connection for each request: what is refused is then the next one, for certain.
			response.shouldKeepAlive = false;
			answer(request, response);
		});
		server.listen(0, HOST);
		await once(server, 'listening');
		return new Listener(server, portOf(server));
	}

	get url(): string {
		return `http://${HOST}:${this.port}`;
	}

	/** Refuses new connections, for so many milliseconds or until {@link comeUp}. Requests under way go on. */
	async goDown(milliseconds = Infinity): Promise<void> {
		// A connection from the port keeps it: otherwise another server might be given it meanwhile.
		const anchor = createTcpServer((socket) => socket.on('error', () => undefined));
		anchor.listen(0, HOST);
		await once(anchor, 'listening');
		this.server.close();
		this.placeholder = connect({ port: portOf(anchor), host: HOST, localPort: this.port });
		await once(this.placeholder, 'connect');
		anchor.close();
		if (milliseconds === Infinity) return;
		this.comingUp = setTimeout(() => {
			this.comeUp();
		}, milliseconds);
	}

	comeUp(): void {
		this.placeholder?.resetAndDestroy();
		this.server.listen(this.port, HOST);
	}

	/** Ends everything, requests under way included. */
	stop(): void {
		clearTimeout(this.comingUp);
		this.placeholder?.resetAndDestroy();
		this.server.close();
		this.server.closeAllConnections();
	}
}

function portOf(server: { address(): ReturnType<Server['address']> }): number {
	return (server.address() as AddressInfo).port;
}
