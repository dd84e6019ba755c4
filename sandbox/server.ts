import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import fastify from 'fastify';

import { serveFiles } from './files/fileRoute';
import { serveOpenFiles } from './files/openFileRoutes';
import { OpenFiles } from './files/openFiles';
import { ResultLinks } from './files/resultLinks';
import { serveUploads } from './files/uploadRoute';
import { Uploads } from './files/uploads';
import { Generations } from './generations/generations';
import { openProviders } from './providers/openProviders';
import { serveProviders } from './providers/providerRoutes';
import { PROVIDERS } from './providers/registry';
import { logRequests, type RecordedRequest } from './requestLog';
import { openStudio } from './video/studio';
import { Webhooks } from './webhooks/webhooks';

export type { RecordedRequest } from './requestLog';

export interface SandboxOptions {
	/** The port on 127.0.0.1; 0, the default, takes a free one. */
	port?: number;
	/** How long a generation takes, in seconds; 2 unless said otherwise. */
	seconds?: number;
	/** How long a link to a video works, in seconds; an hour unless said otherwise. */
	linkSeconds?: number;
	/** Refuse what the references do not allow, though the services take it; false unless said otherwise. */
	strict?: boolean;
	/** Answer in the variety that was recorded of the services, drawn by this seed; without one as documented. */
	quirks?: string | number;
	/** Speak https with this certificate and its key, both in PEM format; http unless said otherwise. */
	tls?: { cert: string | Buffer; key: string | Buffer };
	/** Where to keep the videos for later runs; a folder for temporary files unless said otherwise. */
	videoFolder?: string;
	/** Called after each request. */
	onRequest?: (request: RecordedRequest) => void;
}

/** A running sandbox. */
export interface Sandbox {
	/** Base URL for all providers, `http://127.0.0.1:<port>`, or https. */
	readonly url: string;
	/** Every request answered so far, in order. */
	readonly requests: readonly RecordedRequest[];
	/** The requests to create a generation among them, accepted or not. */
	creates(): RecordedRequest[];
	/** Changes how long the generations created from now on take, or how odd the answers are. */
	configure(options: Pick<SandboxOptions, 'seconds' | 'quirks'>): void;
	/** Forgets requests, generations, links, uploads and webhooks, and stops rendering. */
	forget(): void;
	/** Stops everything and removes what this run left on the disk. */
	close(): Promise<void>;
}

/** Room for two pictures of 20 MB in Base64, and more. */
const LARGEST_BODY_BYTES = 64 * 2 ** 20;

/**
 * Starts a server that speaks the APIs of all providers.
 *
 * @throws with code `EADDRINUSE` when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const studio = await openStudio(options.videoFolder);
	const links = new ResultLinks(options.linkSeconds ?? 3600);
	const uploads = new Uploads(studio);
	const openFiles = new OpenFiles(studio);
	const webhooks = new Webhooks();
	const generations = new Generations(studio, uploads, options.seconds ?? 2);
	const requests: RecordedRequest[] = [];

	const { tls } = options;
	const server = fastify({
		bodyLimit: LARGEST_BODY_BYTES,
		forceCloseConnections: true,
		serverFactory: (handler) => (tls ? createSecureServer(tls, handler) : createServer(handler)),
	});
	logRequests(server, (request) => {
		requests.push(request);
		options.onRequest?.(request);
	});
	serveFiles(server, links);
	serveUploads(server, uploads);
	serveOpenFiles(server, openFiles);
	const rigour = { strict: options.strict ?? false };
	const means = { generations, links, uploads, openFiles, webhooks, rigour };
	const providers = await openProviders(PROVIDERS, means, options.quirks);
	serveProviders(server, providers);

	async function close() {
		generations.forget();
		webhooks.forget();
		await server.close();
		await studio.close();
	}
	try {
		await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	} catch (error) {
		await close();
		throw error;
	}

	const { port } = server.server.address() as AddressInfo;
	return {
		url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
		requests,
		creates: () =>
			requests.filter(
				({ method, path, authorization }) =>
					method === 'POST' && providers.createsAt(path, authorization),
			),
		configure({ seconds = generations.seconds, quirks: seed }) {
			generations.seconds = seconds;
			if (seed !== undefined) providers.restartQuirks(seed);
		},
		forget() {
			requests.length = 0;
			generations.forget();
			links.forget();
			uploads.forget();
			openFiles.forget();
			webhooks.forget();
			providers.forget();
		},
		close,
	};
}
